import { z } from 'zod'
import type { IndexedPage } from '../search-index.ts'
import { clientErrors, timeLimits, type Client } from './connect.ts'
import { faultOf, responseFault } from './fault.ts'
import { documentId, pageDocument } from './page-document.ts'

/** A page to be put, or the place of one to be taken out. */
export type Change = { put: IndexedPage } | { remove: { record: string; page: number } }

/** How much is sent in one request, and how long we wait when Elasticsearch has too much to do. */
const requestBytes = 4 * 1024 * 1024
const requestChanges = 1_000
const pausesMs = [100, 300, 1_000, 3_000, 5_000, 5_000]

/**
 * `version`: changes of a higher number win, whatever the order in which they arrive; null: the last one wins.
 * `pause` waits that many milliseconds.
 */
export type BulkOptions = { alias: string; version: number | null; pause(ms: number): Promise<void>; stopping?: AbortSignal }

/**
 * Sends changes in requests of bounded size, one after the other: the next leaves when the one before was
 * taken. What Elasticsearch could not take for lack of room in its queue is sent again after a pause. Throws
 * an `ElasticsearchFault` when it takes no changes, or a page is refused; some may have been taken then.
 */
export async function sendChanges(client: Client, changes: readonly Change[], options: BulkOptions): Promise<void> {
  let lines: Line[] = []
  let bytes = 0
  for (const change of changes) {
    const line = lineOf(change, options)
    if (lines.length > 0 && (lines.length === requestChanges || bytes + line.bytes > requestBytes)) {
      await sendLines(client, lines, options)
      lines = []
      bytes = 0
    }
    lines.push(line)
    bytes += line.bytes
  }
  if (lines.length > 0) await sendLines(client, lines, options)
}

/** One change as bulk lines; the client adds the line ends. */
type Line = { parts: string[]; bytes: number }

function lineOf(change: Change, { version }: BulkOptions): Line {
  const place = 'put' in change ? change.put : change.remove
  const target = { _id: documentId(place), ...(version === null ? {} : { version, version_type: 'external_gte' }) }
  const parts = 'put' in change ? [JSON.stringify({ index: target }), JSON.stringify(pageDocument(change.put))] : [JSON.stringify({ delete: target })]
  return { parts, bytes: parts.reduce((sum, part) => sum + Buffer.byteLength(part) + 1, 0) }
}

async function sendLines(client: Client, lines: readonly Line[], options: BulkOptions): Promise<void> {
  let waiting = lines
  for (const [turn, pauseMs] of [...pausesMs, null].entries()) {
    const outcome = await request(client, waiting, options)
    if (outcome.kind === 'answered' && outcome.again.length === 0) return
    const refused = outcome.kind === 'answered' ? outcome.again : waiting
    // A request that is refused as a whole time and again may be more than it will ever take.
    const isTooMuch = outcome.kind === 'too-large' || (turn > 1 && refused.length === waiting.length)
    if (isTooMuch && refused.length > 1) {
      const half = Math.ceil(refused.length / 2)
      await sendLines(client, refused.slice(0, half), options)
      return sendLines(client, refused.slice(half), options)
    }
    if (pauseMs === null) throw responseFault(429, '')
    waiting = refused
    await options.pause(pauseMs)
  }
}

type Outcome = { kind: 'answered'; again: readonly Line[] } | { kind: 'too-large' }

const item = z.object({ status: z.int(), error: z.object({ type: z.string() }).optional() })
const answer = z.object({ items: z.array(z.record(z.string(), item)) })

async function request(client: Client, lines: readonly Line[], { alias, stopping }: BulkOptions): Promise<Outcome> {
  try {
    const given = await client.bulk({ index: alias, require_alias: true, operations: lines.flatMap(({ parts }) => parts), filter_path: ['items.*.status', 'items.*.error.type'] }, { requestTimeout: timeLimits.writeMs, ...(stopping === undefined ? {} : { signal: stopping }) })
    const { items } = answer.parse(given)
    return { kind: 'answered', again: lines.filter((_, at) => mustGoAgain(Object.values(items[at] ?? {})[0])) }
  } catch (error) {
    if (lines.length > 1 && isTooLarge(error)) return { kind: 'too-large' }
    if (error instanceof clientErrors.ResponseError && error.statusCode === 429 && faultOf(error).reason === 'slow') return { kind: 'answered', again: lines }
    throw error
  }
}

/**
 * A server, or a proxy before it, that will not read so much says 413, or closes the line while we still write, and the answer is lost.
 * One that died looks the same: then the first half of what was sent meets nobody.
 */
function isTooLarge(error: unknown): boolean {
  if (error instanceof clientErrors.ResponseError) return error.statusCode === 413
  return error instanceof clientErrors.ConnectionError && /EPIPE|ECONNRESET|other side closed/.test(error.message)
}

/** Whether a change was only put off. A conflict is as good as done: something later is there already. */
function mustGoAgain(done: z.infer<typeof item> | undefined): boolean {
  if (done === undefined) throw responseFault(500, 'no answer for a page')
  if (done.status < 300 || done.status === 409 || (done.status === 404 && done.error === undefined)) return false
  const type = done.error?.type ?? ''
  if ((done.status === 429 || done.status === 503) && type !== 'cluster_block_exception') return true
  throw responseFault(done.status, type)
}
