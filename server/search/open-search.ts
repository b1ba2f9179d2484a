import { setTimeout as after } from 'node:timers/promises'
import type { Pool } from 'pg'
import { OpisError } from '#kernel/errors.ts'
import { causeOf, type Log } from '#platform/logger.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { connectElasticsearch, shownAddress, timeLimits, type Client, type ElasticsearchSettings } from './elasticsearch/connect.ts'
import { expungeDeleted } from './elasticsearch/expunge.ts'
import { ElasticsearchFault, faultOf } from './elasticsearch/fault.ts'
import { elasticsearchIndex } from './elasticsearch/elasticsearch-index.ts'
import { indexedPages } from './index-record.ts'
import { keepMirror, type FillBuild, type Mirror } from './mirror/keep-mirror.ts'
import type { MirrorContext } from './mirror/mirror-context.ts'
import { archiveName, forgetMirror, recordsToSend } from './mirror/mirror-tables.ts'
import { sendWaiting } from './mirror/send-waiting.ts'
import { settleIndex } from './mirror/settle-index.ts'
import { parseQuery } from './parse-query.ts'
import { postgresIndex } from './postgres-index.ts'
import { reindex, type Reindexing } from './reindex.ts'
import { reindexBoth } from './reindex-both.ts'
import { answersOf, type Answers, type SearchIndex } from './search-index.ts'

/** How search is, for people and programs that look after it. */
export type SearchState = {
  /** Who answers now. */
  engine: SearchIndex['engine']
  /** The engine that was chosen cannot answer; `detail` says why and `advice` what to do. */
  degraded: boolean
  detail: string
  advice: string | null
  /** Records that Elasticsearch has not been told of. */
  recordsToSend: number
}

/** Search as the settings ask for it. PostgreSQL always holds every page; Elasticsearch answers while it can. */
export type Search = Answers &
  Pick<SearchIndex, 'put' | 'remove'> & {
    /** The engine that the settings name. */
    readonly chosen: SearchIndex['engine']
    /** Takes what was removed out of the files of Elasticsearch and looks whether it is gone. Throws `unreachable`. Nothing to do without it. */
    expunge(records: readonly string[]): Promise<void>
    /** Builds the index anew while the old one answers. Throws `unreachable` when Elasticsearch could not be built. */
    reindex(): Reindexing
    isDegraded(): boolean
    state(): Promise<SearchState>
    start(): Promise<void>
    stop(): Promise<void>
  }

type Deps = { pool: Pool; records: RecordsContext; log: Log }

export async function openSearch(deps: Deps, settings: ElasticsearchSettings | null): Promise<Search> {
  return settings === null ? postgresAlone(deps) : withElasticsearch(deps, settings)
}

async function postgresAlone({ pool, records }: Deps): Promise<Search> {
  await forgetMirror(pool)
  const index = postgresIndex(pool)
  return {
    ...answersOf(index),
    chosen: 'postgresql',
    put: index.put,
    remove: index.remove,
    expunge: async () => undefined,
    reindex: () => reindex(records, index.put),
    isDegraded: () => false,
    state: async () => ({ engine: 'postgresql', degraded: false, detail: 'PostgreSQL', advice: null, recordsToSend: 0 }),
    start: async () => undefined,
    stop: async () => undefined,
  }
}

async function withElasticsearch({ pool, records, log }: Deps, settings: ElasticsearchSettings): Promise<Search> {
  const client = connectElasticsearch(settings)
  const alias = await archiveName(pool)
  const stopping = new AbortController()
  const pause = (ms: number) => after(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
  const context: MirrorContext = { pool, client, alias, nextAlias: `${alias}-next`, readRecord: (id) => indexedPages(records, id), pause, trySearch: () => trySearch(client, alias, pause), stopping: stopping.signal }
  const fill: FillBuild = async (build) => {
    for await (const _ of reindex(records, build.put)) if (stopping.signal.aborted) throw new OpisError('unreachable', 'The server stops.')
  }
  const mirror = keepMirror(context, fill, log)
  const postgres = postgresIndex(pool, { mirrored: true })
  const told = async (change: Promise<void>) => {
    await change
    await mirror.tell()
  }
  return {
    ...twoEngines(mirror, elasticsearchIndex(client, alias, pause), postgres),
    chosen: 'elasticsearch',
    put: (pages) => told(postgres.put(pages)),
    remove: (ids) => told(postgres.remove(ids)),
    expunge: (ids) => expungeMirror(context, ids),
    reindex: () => reindexBoth(context, records, postgresIndex(pool)),
    isDegraded: () => mirror.fault() !== null,
    async state() {
      const fault = mirror.fault()
      const waiting = await recordsToSend(pool)
      if (fault === null) return { engine: 'elasticsearch', degraded: false, detail: `Elasticsearch at ${shownAddress(settings.urls)}`, advice: null, recordsToSend: waiting }
      return { engine: 'postgresql', degraded: true, detail: fault.message, advice: fault.advice, recordsToSend: waiting }
    },
    start: mirror.start,
    async stop() {
      stopping.abort()
      await mirror.stop()
      await client.close().catch((error: unknown) => log.warn('closing Elasticsearch failed', { cause: causeOf(error) }))
    },
  }
}

/** Tells Elasticsearch of everything that waits, this time without letting PostgreSQL step in, and has its files merged. */
async function expungeMirror(context: MirrorContext, records: readonly string[]): Promise<void> {
  try {
    if (!(await settleIndex(context))) throw new ElasticsearchFault('building', 'The index in Elasticsearch is being built.')
    while ((await sendWaiting(context)).more);
    await expungeDeleted(context.client, context.alias, records)
  } catch (error) {
    throw new OpisError('unreachable', `Elasticsearch could not let go of destroyed records: ${faultOf(error).message} It is tried again.`, { cause: error })
  }
}

/** The first search after its start takes Elasticsearch long; nobody shall wait for it. */
async function trySearch(client: Client, alias: string, pause: MirrorContext['pause']): Promise<void> {
  const parsed = parseQuery('opis "opis opis"*')
  if (parsed.kind === 'faulty') return
  for (const limitMs of [timeLimits.writeMs, timeLimits.searchMs]) {
    await elasticsearchIndex(client, alias, pause, limitMs).search(parsed.query, { kind: 'units', units: ['opis'] }, { limit: 20, offset: 0, sort: 'relevance' })
  }
}

/** Elasticsearch answers while nothing is known to be wrong with it; otherwise PostgreSQL does, and says so. */
function twoEngines(mirror: Mirror, elasticsearch: SearchIndex, postgres: SearchIndex): Answers {
  return {
    async search(query, rights, options) {
      if (mirror.fault() === null) {
        try {
          return { ...(await elasticsearch.search(query, rights, options)), engine: 'elasticsearch', degraded: false }
        } catch (error) {
          mirror.failed(error)
        }
      }
      return { ...(await postgres.search(query, rights, options)), engine: 'postgresql', degraded: true }
    },
  }
}
