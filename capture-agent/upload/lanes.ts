/** A queue worked off by a fixed number of lanes. Items are descriptions, so a long queue costs no memory. */
export type Lanes<T> = {
  add(item: T): void
  /** Resolves when nothing waits or runs. Rethrows the first error of a handler; later items are then dropped. */
  idle(): Promise<void>
}

/** Starts `handle` for at most `count` items at once, in the order in which they were added. */
export function createLanes<T>(count: number, handle: (item: T) => Promise<void>): Lanes<T> {
  const queue: T[] = []
  let running = 0
  let failure: { error: unknown } | null = null
  let listeners: (() => void)[] = []

  const next = (): void => {
    if (failure !== null) queue.length = 0
    while (running < count) {
      const item = queue.shift()
      if (item === undefined) break
      running += 1
      void work(item)
    }
    if (running > 0) return
    for (const listener of listeners) listener()
    listeners = []
  }
  const work = async (item: T): Promise<void> => {
    try {
      await handle(item)
    } catch (error) {
      failure ??= { error }
    }
    running -= 1
    next()
  }
  return {
    add(item) {
      queue.push(item)
      next()
    },
    async idle() {
      if (running > 0) await new Promise<void>((resolve) => listeners.push(resolve))
      if (failure !== null) throw failure.error
    },
  }
}
