import { Worker } from 'node:worker_threads'
import type { PageMarks } from '#contract/page-marks.ts'
import { OpisError, type ProblemCode } from '#kernel/errors.ts'
import type { ImageFile } from './grey-image.ts'

export type MarksQuestion = { number: number; file: ImageFile }
export type MarksAnswer = { number: number } & ({ marks: PageMarks } | { code: ProblemCode; detail: string })

/** Looks at images away from the thread that feeds and uploads. */
export type MarksReader = {
  /** Throws `bad-image`; `internal` if the thread died, after which a new one takes the next image. */
  read(file: ImageFile): Promise<PageMarks>
  close(): Promise<void>
}

type Waiting = { resolve(marks: PageMarks): void; reject(error: OpisError): void }
type Thread = { worker: Worker; waiting: Map<number, Waiting> }

/** Starts a reader with that many threads; each examines some seven pages a second of a free core. */
export function openMarksReader(options: { threads: number }): MarksReader {
  const threads: Thread[] = []
  let number = 0
  let closed = false

  function quietest(): Thread {
    const idle = threads.find((thread) => thread.waiting.size === 0)
    if (idle !== undefined) return idle
    if (threads.length < options.threads) return start()
    return threads.reduce((best, thread) => (thread.waiting.size < best.waiting.size ? thread : best))
  }

  function start(): Thread {
    const thread: Thread = { worker: new Worker(new URL('./marks-worker.ts', import.meta.url)), waiting: new Map() }
    threads.push(thread)
    thread.worker.unref()
    thread.worker.on('message', (answer: MarksAnswer) => settle(thread, answer))
    thread.worker.on('error', (cause) => lose(thread, cause))
    thread.worker.on('exit', () => lose(thread))
    return thread
  }

  function settle(thread: Thread, answer: MarksAnswer): void {
    const waiting = thread.waiting.get(answer.number)
    thread.waiting.delete(answer.number)
    if (thread.waiting.size === 0) thread.worker.unref()
    if ('marks' in answer) waiting?.resolve(answer.marks)
    else waiting?.reject(new OpisError(answer.code, answer.detail))
  }

  function lose(thread: Thread, cause?: unknown): void {
    const at = threads.indexOf(thread)
    if (at >= 0) threads.splice(at, 1)
    for (const waiting of thread.waiting.values()) {
      waiting.reject(new OpisError('internal', 'The image could not be examined: scan the sheet again.', { cause }))
    }
    thread.waiting.clear()
  }

  return {
    async read(file) {
      if (closed) throw new OpisError('not-in-this-state', 'The reader is closed.')
      const thread = quietest()
      const { promise, resolve, reject } = Promise.withResolvers<PageMarks>()
      number += 1
      thread.waiting.set(number, { resolve, reject })
      thread.worker.ref()
      thread.worker.postMessage({ number, file } satisfies MarksQuestion)
      return await promise
    },
    async close() {
      closed = true
      await Promise.all(threads.map((thread) => thread.worker.terminate()))
    },
  }
}
