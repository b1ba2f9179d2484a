import { inProcessJobs } from './in-process.ts'

type Handler = (taskId: string) => Promise<void>

/** The handlers of this process with a view on whether there is room for one more. */
export type Workplace = {
  /** Does an id here, as soon as there is room. */
  do(id: string): Promise<void>
  open(handler: Handler, concurrency: number): void
  isRunning(id: string): boolean
  /** Waits until there is room for one more; answers whether it had to wait. */
  room(): Promise<boolean>
  /** Ends after the handlers under way, and lets those who wait for room go. */
  close(): Promise<void>
}

export function createWorkplace(): Workplace {
  const local = inProcessJobs()
  const running = new Set<string>()
  let limit = 0
  let closed = false
  let changed = Promise.withResolvers<void>()
  const tellOfChange = () => {
    changed.resolve()
    changed = Promise.withResolvers<void>()
  }
  return {
    do: (id) => local.deliver(id),
    open(handler, concurrency) {
      limit = concurrency
      local.consume(async (id) => {
        running.add(id)
        try {
          await handler(id)
        } finally {
          running.delete(id)
          tellOfChange()
        }
      }, concurrency)
    },
    isRunning: (id) => running.has(id),
    async room() {
      if (running.size < limit || closed) return false
      while (running.size >= limit && !closed) await changed.promise
      return true
    },
    async close() {
      await local.close()
      closed = true
      tellOfChange()
    },
  }
}
