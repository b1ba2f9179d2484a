import { OpisError } from '#kernel/errors.ts'
import type { TesseractWorker } from './tesseract-worker.ts'

export type WorkerPool = {
  /** Runs `work` on a thread that has the models; waits for a free core first. */
  run<T>(models: string, signal: AbortSignal, work: (worker: TesseractWorker) => Promise<T>): Promise<T>
  close(): Promise<void>
}

type Slot = { worker: TesseractWorker; calls: number; busy: boolean }

/**
 * As many calls at once as there are cores, on half as many threads again: loading models costs 20 to
 * 130 ms, so a thread with the right ones is preferred, and the quick look finds its combined models
 * warm while pages are read with single ones.
 */
export function createWorkerPool(settings: {
  concurrency: number
  callsPerWorker: number
  start: (models: string) => Promise<TesseractWorker>
}): WorkerPool {
  const most = settings.concurrency + Math.ceil(settings.concurrency / 2)
  let slots: Slot[] = []
  let starting = 0
  let running = 0
  let closed = false
  const waiting: (() => void)[] = []

  /** An idle thread with these models; else a new thread; else the one that has been idle longest. */
  async function take(models: string): Promise<Slot> {
    const idle = slots.filter((slot) => !slot.busy)
    const ready = idle.find((slot) => slot.worker.models() === models)
    const oldest = idle[0]
    if (ready !== undefined || (oldest !== undefined && slots.length + starting >= most)) {
      const slot = ready ?? oldest
      if (slot === undefined) throw new OpisError('internal', 'The recognition threads are miscounted.')
      slot.busy = true
      try {
        await slot.worker.useModels(models)
      } catch (error) {
        drop(slot)
        throw error
      }
      return slot
    }
    starting++
    try {
      const slot = { worker: await settings.start(models), calls: 0, busy: true }
      if (closed) slot.worker.stop()
      slots.push(slot)
      return slot
    } finally {
      starting--
    }
  }

  function drop(slot: Slot): void {
    slots = slots.filter((other) => other !== slot)
    slot.worker.stop()
  }

  function release(slot: Slot): void {
    slot.calls++
    slot.busy = false
    if (slot.worker.broken() || slot.calls >= settings.callsPerWorker) return drop(slot)
    slots = [...slots.filter((other) => other !== slot), slot]
  }

  async function runHere<T>(models: string, signal: AbortSignal, work: (worker: TesseractWorker) => Promise<T>): Promise<T> {
    const slot = await take(models)
    // A call in the engine cannot be interrupted; ending its thread is the only way to give the core back.
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
    async run(models, signal, work) {
      while (running >= settings.concurrency && !closed) await new Promise<void>((go) => waiting.push(go))
      if (closed) throw new OpisError('internal', 'Recognition was stopped; the page is tried again.')
      running++
      try {
        signal.throwIfAborted()
        return await runHere(models, signal, work)
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
