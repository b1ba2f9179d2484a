import type { Jobs } from './port.ts'

/** Jobs inside this process: a queue without doubles and a bounded number of handlers. */
export function inProcessJobs(): Jobs {
  const waiting = new Set<string>()
  const running = new Map<string, Promise<void>>()
  let handle: ((taskId: string) => Promise<void>) | undefined
  let limit = 0
  let closed = false

  const pump = () => {
    if (!handle || closed) return
    for (const id of waiting) {
      if (running.size >= limit) return
      if (running.has(id)) continue
      waiting.delete(id)
      running.set(
        id,
        handle(id).finally(() => {
          running.delete(id)
          pump()
        }),
      )
    }
  }
  return {
    async deliver(taskId) {
      if (closed) return
      waiting.add(taskId)
      pump()
    },
    consume(handler, concurrency) {
      handle = handler
      limit = concurrency
      pump()
    },
    kind: () => 'in-process',
    async close() {
      closed = true
      waiting.clear()
      await Promise.allSettled(running.values())
    },
  }
}
