import { describe, expect, test } from 'vitest'
import type { Patience } from '#agent/http/back-off.ts'
import { refused, unavailable } from '#agent/http/outcome.ts'
import type { LeasedPage, PageReading } from '#contract/recognition.ts'
import { OpisError } from '#kernel/errors.ts'
import { runRecogniser } from './lease-loop.ts'
import type { RecogniserParts } from './lease-loop.ts'
import type { PageFault, RecogniserClient } from './recogniser-client.ts'

const reading: PageReading = {
  engine: 'none', engineVersion: '1.0', dataSha256: '0'.repeat(64), language: 'ro', confidence: 90, turn: 0,
  widthPx: 100, heightPx: 100, text: 'și', words: [], doubtful: false,
}
const leased = (page: string): LeasedPage => ({ page, lease: `lease-${page}`, imagePath: `/images/${page}`, sha512: '0'.repeat(128), dpi: null, languageHint: null })

/** A server in memory that lends pages; `away` makes its next answers fail. */
function memoryServer(pages: string[]) {
  const finished: string[] = []
  const failed: (PageFault & { page: string })[] = []
  const renewed: string[] = []
  const state = { away: 0, lent: 0, mostLent: 0, leaseLost: false, onChange: () => undefined as void }
  const answer = <T>(value: T) => {
    if (state.away === 0) return { ok: true as const, value }
    state.away--
    return unavailable('The server is away.')
  }
  const client: RecogniserClient = {
    async lease(count) {
      const outcome = answer({ pages: [] as LeasedPage[], leaseSeconds: 60 })
      if (!outcome.ok) return outcome
      const batch = pages.splice(0, count).map(leased)
      state.lent += batch.length
      state.mostLent = Math.max(state.mostLent, state.lent)
      return { ok: true, value: { pages: batch, leaseSeconds: 60 } }
    },
    image: async (page) => answer(new TextEncoder().encode(page.page)),
    async renew(page) {
      renewed.push(page)
      return state.leaseLost ? refused('lease-lost', 'Lent again.') : answer(null)
    },
    async finish(page) {
      const outcome = answer(null)
      if (outcome.ok) {
        finished.push(page)
        state.lent--
        state.onChange()
      }
      return outcome
    },
    async fail(page, fault) {
      failed.push({ page, ...fault })
      state.lent--
      state.onChange()
      return { ok: true, value: null }
    },
  }
  return { client, finished, failed, renewed, state }
}

/** Runs the loop until `count` pages have an answer, then asks it to stop. */
async function run(server: ReturnType<typeof memoryServer>, count: number, more: Partial<RecogniserParts> = {}): Promise<void> {
  const stop = new AbortController()
  server.state.onChange = () => {
    if (server.finished.length + server.failed.length >= count) stop.abort()
  }
  // Renewal waits are the long ones; they end only with their page, all others at once.
  const patience: Patience = {
    sleep: (ms, signal) => new Promise((resolve) => {
      if (ms < 15_000) setImmediate(resolve)
      else if (signal?.aborted === true) resolve()
      else signal?.addEventListener('abort', () => resolve())
    }),
    random: () => 0.5,
    nowMs: () => 0,
    giveUpAfterMs: null,
  }
  await runRecogniser({ client: server.client, recognise: async () => reading, concurrency: 3, patience, log: () => undefined, signal: stop.signal, ...more })
}

describe('the recogniser’s loop', () => {
  test('every page is read once and handed in', async () => {
    const pages = Array.from({ length: 20 }, (_, i) => `page-${i}`)
    const server = memoryServer([...pages])
    await run(server, 20)
    expect([...server.finished].sort()).toEqual([...pages].sort())
    expect(server.failed).toEqual([])
  })

  test('no more is borrowed than is in work and fetched ahead', async () => {
    const server = memoryServer(Array.from({ length: 20 }, (_, i) => `page-${i}`))
    let inWork = 0
    let most = 0
    await run(server, 20, {
      recognise: async () => {
        most = Math.max(most, ++inWork)
        await new Promise((resolve) => setImmediate(resolve))
        inWork--
        return reading
      },
    })
    expect(most).toBe(3)
    expect(server.state.mostLent).toBeLessThanOrEqual(5)
  })

  test('a server that is away for a while costs nothing but time', async () => {
    const server = memoryServer(['a', 'b'])
    server.state.away = 5
    await run(server, 2)
    expect([...server.finished].sort()).toEqual(['a', 'b'])
    expect(server.failed).toEqual([])
  })

  test('a page that cannot be read is reported with its reason, the others go on', async () => {
    const server = memoryServer(['good', 'bad', 'odd'])
    await run(server, 3, {
      recognise: async (image) => {
        const name = new TextDecoder().decode(image)
        if (name === 'bad') throw new OpisError('bad-image', 'The image is cut off.')
        if (name === 'odd') throw new TypeError('a fault nobody thought of')
        return reading
      },
    })
    expect(server.finished).toEqual(['good'])
    expect(server.failed.find((fault) => fault.page === 'bad')).toEqual({ page: 'bad', lease: 'lease-bad', code: 'bad-image', detail: 'The image is cut off.', retry: false })
    expect(server.failed.find((fault) => fault.page === 'odd')).toMatchObject({ code: 'internal', retry: true })
  })

  test('when asked to stop, it finishes pages in work and gives the others back', async () => {
    const server = memoryServer(['a', 'b', 'c'])
    const stop = new AbortController()
    await run(server, 99, {
      concurrency: 1,
      signal: stop.signal,
      recognise: async () => {
        stop.abort()
        return reading
      },
    })
    expect(server.finished).toEqual(['a'])
    expect(server.failed.map(({ page, code, retry }) => [page, code, retry])).toEqual([['b', 'recogniser-stopped', true], ['c', 'recogniser-stopped', true]])
  })

  test('a lease that is lost ends the work on its page and nothing is handed in', async () => {
    const server = memoryServer(['a'])
    server.state.leaseLost = true
    const stop = new AbortController()
    await run(server, 99, {
      signal: stop.signal,
      patience: { sleep: async () => new Promise((resolve) => setImmediate(resolve)), random: () => 0, nowMs: () => 0, giveUpAfterMs: null },
      recognise: (_, { signal }) => new Promise((__, reject) => {
        signal.addEventListener('abort', () => {
          stop.abort()
          reject(signal.reason)
        })
      }),
    })
    expect(server.renewed).toContain('a')
    expect(server.finished).toEqual([])
    expect(server.failed).toEqual([])
  })
})
