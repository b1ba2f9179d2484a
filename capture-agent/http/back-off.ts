/** How long to wait before asking again, and what "waiting" is; passed in so that tests need no time. */
export type Patience = {
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** 0 ≤ x < 1. */
  random(): number
  nowMs(): number
  /** After so long without one success the caller is told; null: never. */
  giveUpAfterMs: number | null
}

const firstMs = 250
const longestMs = 30_000

/**
 * Wait before attempt `failures + 1`: grows twofold up to 30 s, half of it drawn at random so that
 * stations that lost the same server do not all come back in the same moment.
 */
export function backOffMs(failures: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 16))
  return Math.round(full / 2 + (full / 2) * random)
}

/** Waits; ends early without error when the signal is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve()
      return
    }
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}
