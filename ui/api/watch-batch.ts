import type { BatchReport } from '#contract/capture.ts'
import { batchEventsPath } from './capture.ts'

type Watcher = { report: (report: BatchReport) => void; connected: (connected: boolean) => void }

const firstPauseMs = 1_000
const longestPauseMs = 15_000

/** Milliseconds to wait before the n-th new attempt (from 0): doubled each time, with a ceiling. */
export function reconnectPauseMs(attempt: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** attempt)
}

/**
 * Follows a batch by server-sent events until the returned function is called. The browser takes
 * up a broken line by itself, but gives up for good after an HTTP error; then we start anew.
 */
export function watchBatch(id: string, watcher: Watcher): () => void {
  let source: EventSource | null = null
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const open = (): void => {
    source = new EventSource(batchEventsPath(id))
    source.addEventListener('open', () => {
      attempt = 0
      watcher.connected(true)
    })
    source.addEventListener('batch', (event) => {
      watcher.report(JSON.parse(event.data) as BatchReport)
    })
    source.addEventListener('error', () => {
      watcher.connected(false)
      if (source?.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, reconnectPauseMs(attempt))
      attempt += 1
    })
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
