import { backOffMs } from '#agent/http/back-off.ts'
import type { Patience } from '#agent/http/back-off.ts'
import type { Outcome } from '#agent/http/outcome.ts'
import { untilAnswered } from '#agent/http/until-answered.ts'
import type { PageReading } from '#contract/recognition.ts'
import { OpisError } from '#kernel/errors.ts'
import { holdPage } from './held-page.ts'
import type { HeldPage } from './held-page.ts'
import type { PageFault, RecogniserClient } from './recogniser-client.ts'
import type { RecogniseOptions } from './recognise-page.ts'

export type RecogniserParts = {
  client: RecogniserClient
  /** `recognisePage` with its engine. */
  recognise: (image: Uint8Array, options: RecogniseOptions) => Promise<PageReading>
  /** Pages in work at once. One more than the engine has cores hides decoding and the network. */
  concurrency: number
  patience: Patience
  log: (event: 'leased' | 'finished' | 'failed' | 'lost' | 'server-away', detail: Record<string, unknown>) => void
  /** Asks for a polite end: pages in work are finished, borrowed ones go back to the queue. */
  signal: AbortSignal
}

/** Pages fetched beyond those in work, so that a core that comes free has an image at hand. */
const ahead = 2
/** Wait before asking again when the queue is empty, milliseconds. */
const idleMs = 500
/** The server lends no more at a time. */
const mostLeases = 16

/** Borrows pages, reads them and hands the readings in until it is asked to stop. Never throws for a page or a server away. */
export async function runRecogniser(parts: RecogniserParts): Promise<void> {
  const { signal } = parts
  const waiting: HeldPage[] = []
  const busy = new Set<Promise<void>>()
  let failures = 0
  while (!signal.aborted) {
    startWork(parts, waiting, busy)
    const room = Math.min(mostLeases, parts.concurrency + ahead - busy.size - waiting.length)
    if (room <= 0) {
      await Promise.race(busy)
      continue
    }
    const leases = await parts.client.lease(room, signal)
    failures = leases.ok ? 0 : failures + 1
    if (leases.ok && leases.value.pages.length > 0) {
      for (const page of leases.value.pages) waiting.push(holdPage(parts.client, page, leases.value.leaseSeconds, parts.patience.sleep))
      parts.log('leased', { pages: leases.value.pages.length })
      continue
    }
    await rest(parts, leases, failures, busy)
  }
  await Promise.all([...busy, ...waiting.map((held) => giveBack(parts, held))])
}

function startWork(parts: RecogniserParts, waiting: HeldPage[], busy: Set<Promise<void>>): void {
  while (busy.size < parts.concurrency) {
    const held = waiting.shift()
    if (held === undefined) return
    const work = readPage(parts, held).finally(() => busy.delete(work))
    busy.add(work)
  }
}

/** Waits a moment, shorter when a page in work is done before: its place can be filled. */
async function rest(parts: RecogniserParts, leases: Outcome<unknown>, failures: number, busy: Set<Promise<void>>): Promise<void> {
  const wake = new AbortController()
  const stop = (): void => wake.abort()
  parts.signal.addEventListener('abort', stop, { once: true })
  let waitMs = idleMs
  if (!leases.ok) {
    waitMs = (leases.kind === 'unavailable' ? leases.afterMs : null) ?? backOffMs(failures, parts.patience.random())
    parts.log('server-away', { code: leases.code, detail: leases.detail, waitMs })
  } else if (busy.size > 0) void Promise.race(busy).then(stop)
  if (parts.signal.aborted) stop()
  await parts.patience.sleep(waitMs, wake.signal)
  parts.signal.removeEventListener('abort', stop)
  wake.abort()
}

/** One page from image to answer; every way it can end is told to the server. */
async function readPage(parts: RecogniserParts, held: HeldPage): Promise<void> {
  const { page, lease, languageHint } = held.page
  try {
    const image = await insist(parts, held, await held.image, () => parts.client.image(held.page, held.signal))
    if (!image.ok) return await report(parts, held, { lease, code: image.code, detail: image.detail, retry: image.kind === 'unavailable' })
    const reading = await parts.recognise(image.value, { signal: held.signal, languageHint })
    const finish = (): Promise<Outcome<unknown>> => parts.client.finish(page, lease, reading, held.signal)
    const taken = await insist(parts, held, await finish(), finish)
    if (taken.ok) parts.log('finished', { page, language: reading.language, confidence: reading.confidence, words: reading.words.length })
    else if (taken.kind === 'refused' && taken.code !== 'lease-lost') await report(parts, held, { lease, code: taken.code, detail: taken.detail, retry: false })
    else parts.log('lost', { page })
  } catch (error) {
    if (held.signal.aborted) return parts.log('lost', { page })
    await report(parts, held, faultOf(error, lease))
  } finally {
    held.letGo()
  }
}

/** Tries again while the server is away, but not beyond a request to stop: then the lease runs out and the page is read again. */
async function insist<T>(parts: RecogniserParts, held: HeldPage, outcome: Outcome<T>, attempt: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  if (outcome.ok || outcome.kind === 'refused') return outcome
  return await untilAnswered(attempt, parts.patience, { signal: AbortSignal.any([held.signal, parts.signal]) })
}

function giveBack(parts: RecogniserParts, held: HeldPage): Promise<void> {
  const fault = { lease: held.page.lease, code: 'recogniser-stopped', detail: 'The recogniser was stopped before it came to this page.', retry: true }
  return report(parts, held, fault).finally(held.letGo)
}

/** Tells the server once: if it is away, the lease runs out by itself. */
async function report(parts: RecogniserParts, held: HeldPage, fault: PageFault): Promise<void> {
  parts.log('failed', { page: held.page.page, code: fault.code, retry: fault.retry })
  await parts.client.fail(held.page.page, fault, held.signal)
}

function faultOf(error: unknown, lease: string): PageFault {
  if (error instanceof OpisError) return { lease, code: error.code, detail: error.detail, retry: error.retry }
  return { lease, code: 'internal', detail: `Recognition failed: ${String(error)}`.slice(0, 500), retry: true }
}
