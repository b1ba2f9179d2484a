import { Worker } from 'node:worker_threads'
import { OpisError } from '#kernel/errors.ts'

/** Requests to one worker thread, answered one by one. */
export type ThreadCalls = {
  /** The thread's answer. Throws OpisError `internal` when it crashed, was stopped or passed the limit (and is ended then), ThreadRefusal when it said no. */
  ask(action: string, payload: object, limitMs: number): Promise<unknown>
  /** It is gone; every further call fails. */
  ended(): boolean
  stop(): void
}

/** The thread is well but refuses this request; the library gives the reason as a sentence. */
export class ThreadRefusal extends Error {}

/** JavaScript heap of a thread; models and images lie outside of it. */
const heapMb = 256

type Answer = { jobId: string; status: 'resolve' | 'reject' | 'progress'; data: unknown }

/**
 * Starts a thread that speaks the packets of tesseract.js's worker script. The library's own half in the main
 * thread is left out on purpose: when loading a model fails it throws in a message callback, and a crash of
 * the thread while it starts is an event nobody listens to; both end the process.
 */
export function startThread(script: URL): ThreadCalls {
  const thread = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: heapMb } })
  const asked = new Map<string, { resolve: (data: unknown) => void; reject: (error: Error) => void }>()
  let calls = 0
  let end: OpisError | null = null

  const finish = (error: OpisError): void => {
    if (end !== null) return
    end = error
    for (const { reject } of asked.values()) reject(error)
    asked.clear()
    void thread.terminate()
  }
  const crash = (cause: unknown): void => finish(new OpisError('internal', 'The recognition thread crashed; the page is tried again.', { cause }))
  thread.on('error', crash)
  thread.on('messageerror', crash)
  thread.on('exit', crash)
  thread.on('message', (answer: Answer) => {
    const waiting = asked.get(answer.jobId)
    // A failed start is answered twice, first with the refusal.
    if (waiting === undefined || answer.status === 'progress') return
    asked.delete(answer.jobId)
    if (answer.status === 'resolve') waiting.resolve(answer.data)
    else waiting.reject(new ThreadRefusal(String(answer.data)))
  })

  return {
    ended: () => end !== null,
    stop: () => finish(new OpisError('internal', 'Recognition was stopped; the page is tried again.')),
    async ask(action, payload, limitMs) {
      if (end !== null) throw end
      const jobId = String(++calls)
      const limit = setTimeout(() => finish(new OpisError('internal', `Recognition took longer than ${limitMs / 1000} s and was ended; the page is tried again.`)), limitMs)
      try {
        return await new Promise<unknown>((resolve, reject) => {
          asked.set(jobId, { resolve, reject })
          thread.postMessage({ workerId: 'recogniser', jobId, action, payload })
        })
      } finally {
        clearTimeout(limit)
      }
    },
  }
}
