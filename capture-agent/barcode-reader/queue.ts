/** Hands what comes by events to whoever reads it in a loop, in order. */
export type Queue<T> = {
  push(...items: T[]): void
  /** Nothing more comes; what is there is still given. */
  end(): void
  items(): AsyncGenerator<T>
}

export function createQueue<T>(): Queue<T> {
  const waiting: T[] = []
  let ended = false
  let wake = (): void => undefined
  return {
    push(...items) {
      waiting.push(...items)
      wake()
    },
    end() {
      ended = true
      wake()
    },
    async *items() {
      for (;;) {
        const next = waiting.shift()
        if (next !== undefined) yield next
        else if (ended) return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
