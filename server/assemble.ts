import { chmod, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Hono } from 'hono'
import { sql } from 'drizzle-orm'
import type { Clock } from '#kernel/clock.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { createApi, type HttpEnv } from '#platform/http/api.ts'
import { createApp } from '#platform/http/app.ts'
import { inProcessJobs } from '#platform/jobs/in-process.ts'
import type { Log } from '#platform/logger.ts'
import { migrate } from '#platform/migrate.ts'
import { createOutbox } from '#platform/outbox.ts'
import { createTaskRunner, type TaskRunner } from '#platform/task-runner.ts'
import { loadFilePlan } from './capture/file-plan.ts'
import { createIntakeArea } from './capture/intake-area.ts'
import { captureRoutes } from './capture/routes.ts'
import { splitClosedBatch } from './capture/split-closed-batch.ts'
import type { Config } from './config.ts'
import { createIdentify } from './identity/identify.ts'
import { authorise } from './identity/permissions.ts'
import { identityRoutes } from './identity/routes.ts'
import { subscriptions, type LineHandlers } from './line.ts'
import { enqueuePages } from './recognition/queue.ts'
import { createPictures } from './recognition/pictures/create-pictures.ts'
import { renderAccess } from './recognition/render-access.ts'
import { recognitionRoutes } from './recognition/routes.ts'
import { batchRoutes } from './records/batch-routes.ts'
import type { RecordsContext } from './records/context.ts'
import { keepSetAside } from './records/keep-set-aside.ts'
import { pictureRoutes } from './records/picture-routes.ts'
import { publishRecord } from './records/publish-record.ts'
import { recordRoutes } from './records/routes.ts'
import { computeRetention, explainRetention } from './retention/compute-retention.ts'
import { loadSchedules } from './retention/load-schedules.ts'
import { indexRecord } from './search/index-record.ts'
import { createPageReader } from './search/page-reader.ts'
import { postgresIndex } from './search/postgres-index.ts'
import { searchRoutes } from './search/routes.ts'
import { statusRoutes } from './status-routes.ts'
import { fileSystemStore } from './storage/file-system-store.ts'
import { version } from './version.ts'
import { findLanguage } from '#agent/recognition/find-language.ts'
import type { Language } from '#kernel/language.ts'

export type Assembled = { app: Hono<HttpEnv>; database: Database; records: RecordsContext; runner: TaskRunner; engine: 'postgresql' }

/** Puts the parts together: the only place that knows them all. */
export async function assemble(deps: { config: Config; databaseUrl: string; localToken: string; clock: Clock; log: Log }): Promise<Assembled> {
  const { config, clock, log } = deps
  const database = openDatabase(deps.databaseUrl, (message) => log.warn(message))
  await migrate(database.pool, resolve(import.meta.dirname, 'migrations'))
  await loadFilePlan(database.db, config.filePlanFile)
  const schedules = await loadSchedules(config.schedulesFolder)
  const folder = (name: string) => join(config.dataFolder, name)
  for (const name of ['intake', 'work', 'pictures']) await mkdir(folder(name), { recursive: true, mode: 0o700 })

  const { db } = database
  const outbox = createOutbox(subscriptions)
  const store = await fileSystemStore(folder('store'))
  // Other users of the machine may pass through the data folder to the database, but see nothing of the papers.
  for (const name of ['store', 'store.staging']) await chmod(folder(name), 0o700)
  await store.recover()
  const capture = { db, clock, outbox, store, intake: createIntakeArea(folder('intake')) }
  const records: RecordsContext = { db, clock, outbox, store, capture }
  const index = postgresIndex(database.pool)
  const retention = { records, schedules, timeZone: config.timeZone, clock }

  const line: LineHandlers = {
    split: (id) => splitClosedBatch(capture, id),
    publish: (id) => publishRecord(records, id),
    'keep-set-aside': (id) => keepSetAside(records, id),
    'enqueue-pages': (id) => enqueuePages(records, id),
    'render-access': (id) => renderAccess(records, id, folder('work')),
    index: (id) => indexRecord(records, index, id),
    'compute-retention': (id) => computeRetention(retention, id),
  }
  const runner = createTaskRunner({ pool: database.pool, jobs: inProcessJobs(), outbox, handlers: line, log, concurrency: 4 })

  const api = createApi(authorise)
  const pictures = createPictures(folder('pictures'))
  identityRoutes(api, { db, clock, secureCookies: config.secureCookies })
  captureRoutes(api, capture, config.archiveName)
  batchRoutes(api, records, pictures)
  recordRoutes(api, records, (id, language) => explainRetention(db, id, language), languageOfText)
  pictureRoutes(api, records, pictures)
  recognitionRoutes(api, records)
  searchRoutes(api, records, { index, pages: createPageReader(db), now: () => clock.now().getTime() })
  statusRoutes(api, db)

  const app = createApp({
    api,
    identify: createIdentify({ db, clock, localToken: deps.localToken }),
    ready: () => db.execute(sql`select 1`).then(() => true, () => false),
    uiFolder: resolve(import.meta.dirname, '../ui/dist'),
    version: version(),
    log,
    now: () => clock.now().getTime(),
  })
  return { app, database, records, runner, engine: 'postgresql' }
}

/** Typed text has no doubtful words: each counts in full. */
function languageOfText(text: string): Language | null {
  const words = text.split(/\s+/).slice(0, languageSampleWords)
  return findLanguage(words.map((word) => ({ text: word, confidence: 100 }))).language
}

/** Enough to tell; a page of text may have a hundred times as many. */
const languageSampleWords = 1000
