import { OpisError } from '#kernel/errors.ts'

/** A thread or process that reads one image at a time with what it is set up for: models, and for some engines the layout. */
export type PoolWorker = {
  setup(): string
  /** Makes it ready for another setup. */
  change(setup: string): Promise<void>
  /** It is gone; it must not be used again. */
  broken(): boolean
  stop(): void
}

export type WorkerPool<Worker extends PoolWorker> = {
  /** Runs `work` on a worker with this setup; waits for a free core first. */
  run<T>(setup: string, signal: AbortSignal, work: (worker: Worker) => Promise<T>): Promise<T>
  close(): Promise<void>
}

type Slot<Worker> = { worker: Worker; calls: number; busy: boolean }

/**
 * As many calls at once as there are cores, on more workers than that: loading models costs 20 to
 * 240 ms, so a worker with the right ones is preferred, and the quick look finds its combined models
 * warm while pages are read with single ones.
 */
export function createWorkerPool<Worker extends PoolWorker>(settings: {
  concurrency: number
  /** Workers at most, busy or idle. */
  most: number
  callsPerWorker: number
  start: (setup: string) => Promise<Worker>
}): WorkerPool<Worker> {
  const { most } = settings
  let slots: Slot<Worker>[] = []
  let starting = 0
  let running = 0
  let closed = false
  const waiting: (() => void)[] = []

  /** An idle worker with this setup; else a new one; else the one that has been idle longest. */
  async function take(setup: string): Promise<Slot<Worker>> {
    const idle = slots.filter((slot) => !slot.busy)
    const ready = idle.find((slot) => slot.worker.setup() === setup)
    const oldest = idle[0]
    if (ready !== undefined || (oldest !== undefined && slots.length + starting >= most)) {
      const slot = ready ?? oldest
      if (slot === undefined) throw new OpisError('internal', 'The recognition workers are miscounted.')
      slot.busy = true
      try {
        if (slot.worker.setup() !== setup) await slot.worker.change(setup)
      } catch (error) {
        drop(slot)
        throw error
      }
      return slot
    }
    starting++
    try {
      const slot = { worker: await settings.start(setup), calls: 0, busy: true }
      if (closed) slot.worker.stop()
      slots.push(slot)
      return slot
    } finally {
      starting--
    }
  }

  function drop(slot: Slot<Worker>): void {
    slots = slots.filter((other) => other !== slot)
    slot.worker.stop()
  }

  function release(slot: Slot<Worker>): void {
    slot.calls++
    slot.busy = false
    if (slot.worker.broken() || slot.calls >= settings.callsPerWorker) return drop(slot)
    slots = [...slots.filter((other) => other !== slot), slot]
  }

  async function runHere<T>(setup: string, signal: AbortSignal, work: (worker: Worker) => Promise<T>): Promise<T> {
    const slot = await take(setup)
    // A call in the engine cannot be interrupted; ending its worker is the only way to give the core back.
    const abort = (): void => slot.worker.stop()
    signal.addEventListener('abort', abort, { once: true })
    try {
      signal.throwIfAborted()
      return await work(slot.worker)
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
      release(slot)
    }
  }

  return {
    async run(setup, signal, work) {
      while (running >= settings.concurrency && !closed) await new Promise<void>((go) => waiting.push(go))
      if (closed) throw new OpisError('internal', 'Recognition was stopped; the page is tried again.')
      running++
      try {
        signal.throwIfAborted()
        return await runHere(setup, signal, work)
      } finally {
        running--
        waiting.shift()?.()
      }
    },
    async close() {
      closed = true
      for (const go of waiting.splice(0)) go()
      for (const slot of slots) slot.worker.stop()
      slots = []
    },
  }
}
