import type { Outcome } from '#agent/http/outcome.ts'
import type { LeasedPage, PageReading } from '#contract/recognition.ts'

export type PageFault = { lease: string; code: string; detail: string; retry: boolean }

/** What the recogniser asks of the server. Each call is one attempt. */
export type RecogniserClient = {
  /** Borrows at most `count` pages; each comes back to the queue unless it is renewed within `leaseSeconds`. */
  lease(count: number, signal: AbortSignal): Promise<Outcome<{ pages: LeasedPage[]; leaseSeconds: number }>>
  /** The bytes of the stored image. */
  image(page: LeasedPage, signal: AbortSignal): Promise<Outcome<Uint8Array>>
  renew(page: string, lease: string, signal: AbortSignal): Promise<Outcome<unknown>>
  /** Twice the same is as good as once. */
  finish(page: string, lease: string, reading: PageReading, signal: AbortSignal): Promise<Outcome<unknown>>
  fail(page: string, fault: PageFault, signal: AbortSignal): Promise<Outcome<unknown>>
}
