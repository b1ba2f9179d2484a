import type { Outcome } from '#agent/http/outcome.ts'
import type { LeasedPage } from '#contract/recognition.ts'
import type { RecogniserClient } from './recogniser-client.ts'

/** A page this recogniser has borrowed. Its image is on the way, or here, before a core is free for it. */
export type HeldPage = {
  page: LeasedPage
  image: Promise<Outcome<Uint8Array>>
  /** Aborted when the lease went to somebody else or the page is done. */
  signal: AbortSignal
  letGo(): void
}

/** Begins to fetch the image and to renew the lease three times in each of its terms. */
export function holdPage(
  client: RecogniserClient,
  page: LeasedPage,
  leaseSeconds: number,
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>,
): HeldPage {
  const control = new AbortController()
  const keepLease = async (): Promise<void> => {
    for (;;) {
      await sleep((leaseSeconds * 1000) / 3, control.signal)
      if (control.signal.aborted) return
      const renewed = await client.renew(page.page, page.lease, control.signal)
      // A server that does not answer may be back before the lease ends; one that refuses has lent the page again.
      if (!renewed.ok && renewed.kind === 'refused') return control.abort()
    }
  }
  void keepLease()
  return { page, image: client.image(page, control.signal), signal: control.signal, letGo: () => control.abort() }
}
