import { chmod, mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Hono } from 'hono'
import { sql } from 'drizzle-orm'
import type { Clock } from '#kernel/clock.ts'
import { openDatabase, type Database, type Db } from '#platform/database.ts'
import { answerInSteps } from '#platform/http/answer-in-steps.ts'
import { createApi, type HttpEnv } from '#platform/http/api.ts'
import { createApp } from '#platform/http/app.ts'
import { databaseIdentity } from '#platform/database-identity.ts'
import { bullJobs } from '#platform/jobs/bull.ts'
import { inProcessJobs } from '#platform/jobs/in-process.ts'
import type { Jobs } from '#platform/jobs/port.ts'
import type { Log } from '#platform/logger.ts'
import { migrate } from '#platform/migrate.ts'
import { createOutbox } from '#platform/outbox.ts'
import type { Rounds } from '#platform/rounds.ts'
import { createTaskRunner, type TaskRunner } from '#platform/task-runner.ts'
import { createCheckpointer, type Checkpointer } from './audit/checkpointer.ts'
import { checkpointKey } from './audit/checkpoint-key.ts'
import { keyText } from './audit/signed-note.ts'
import { auditRoutes } from './audit-routes.ts'
import { issueDraft } from './assignments/drafts/issue-draft.ts'
import { draftRoutes } from './assignments/drafts/routes.ts'
import { filingRoutes } from './assignments/filing/routes.ts'
import { createReportsTimer } from './assignments/reports/reports-timer.ts'
import { reportRoutes } from './assignments/reports/routes.ts'
import { assignmentRoutes } from './assignments/routes.ts'
import { loadFilePlan } from './file-plan/classes.ts'
import { dayIn } from './file-plan/known-date.ts'
import { filePlanRoutes } from './file-plan/routes.ts'
import { spreadBodyFacts } from './file-plan/spread-body-facts.ts'
import { createIntakeArea } from './capture/intake-area.ts'
import { captureRoutes } from './capture/routes.ts'
import { splitClosedBatch } from './capture/split-closed-batch.ts'
import type { Config } from './config.ts'
import { createFailedSignIns, type FailedSignIns } from './identity/failed-sign-ins.ts'
import { createIdentify } from './identity/identify.ts'
import { authorise } from './identity/permissions.ts'
import { identityRoutes } from './identity/routes.ts'
import { unitRoutes } from './identity/units/routes.ts'
import { subscriptions, type LineHandlers } from './line.ts'
import { lineRoutes } from './line-routes.ts'
import { enqueuePages } from './recognition/queue.ts'
import { serverMetrics } from './metrics/server-metrics.ts'
import { createPictures } from './recognition/pictures/create-pictures.ts'
import { renderAccess } from './recognition/render-access.ts'
import { recognitionRoutes } from './recognition/routes.ts'
import { batchRoutes } from './records/batch-routes.ts'
import type { RecordsContext } from './records/context.ts'
import { attachUpload } from './records/cards/attach-upload.ts'
import { joinCard } from './records/cards/join-card.ts'
import { cardPaperRoutes } from './records/cards/routes.ts'
import { keepSetAside } from './records/keep-set-aside.ts'
import { createDayCheck } from './municipality/reorganisation/day-check.ts'
import { municipalityRoutes } from './municipality/routes.ts'
import { openOfferedFile } from './records/offered-file.ts'
import { pictureRoutes } from './records/picture-routes.ts'
import { publishRecord } from './records/publish-record.ts'
import { recordsOfFiles } from './records/records-of-files.ts'
import { download, recordRoutes } from './records/routes.ts'
import { storeRoutes } from './records/store-routes.ts'
import { writeDescription } from './records/write-description.ts'
import { createSourceTimer, type SourceTimer } from './registry/intake/source-timer.ts'
import { senderMail } from './assignments/notices/mail/answer-senders.ts'
import { noteBounce } from './assignments/notices/mail/note-bounce.ts'
import { mountOnline } from './registry/intake/online/mount-online.ts'
import { registryRoutes } from './registry/routes.ts'
import { createUploadArea } from './registry/uploads/upload-area.ts'
import { endWorkOfCard } from './assignments/annulment/end-work.ts'
import { followDeadline } from './assignments/notices/follow-deadline.ts'
import { unitTasks } from './assignments/requests/unit-tasks.ts'
import { createPostTimer } from './assignments/notices/post-timer.ts'
import { noticeRoutes } from './assignments/notices/routes.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { loadProfiles } from './registry/terms/load-profiles.ts'
import { recountDeadlines } from './registry/terms/recount-deadlines.ts'
import { actRoutes } from './retention/acts/routes.ts'
import { checkAllActs, checkLinesOf } from './retention/acts/watch-lines.ts'
import { computeRetention } from './retention/compute-retention.ts'
import { erasureRoutes } from './retention/erasure-requests/routes.ts'
import type { DestructionContext } from './retention/destruction/context.ts'
import { createDestructionLog } from './retention/destruction/destruction-log.ts'
import { executeAct } from './retention/destruction/execute-act.ts'
import { keepActsGoing } from './retention/destruction/keep-going.ts'
import { replayLog, type Replayed } from './retention/destruction/replay-log.ts'
import { destructionRoutes } from './retention/destruction/routes.ts'
import { sweepAct } from './retention/destruction/sweep-act.ts'
import { personalFigures } from './retention/holds/personal-figures.ts'
import { explainTo } from './retention/holds/explain-to.ts'
import { matchHolds } from './retention/holds/match-holds.ts'
import { fileAct } from './retention/forms/file-act.ts'
import { formRoutes } from './retention/forms/routes.ts'
import { holdRoutes } from './retention/holds/routes.ts'
import { spreadHold } from './retention/holds/spread-hold.ts'
import { endLocalCopy } from './retention/transfer/end-local-copy.ts'
import { transferRoutes } from './retention/transfer/routes.ts'
import { fileWarnings } from './retention/file-warnings.ts'
import { explainFile } from './retention/judge-file.ts'
import { explainRoutes } from './retention/explain-routes.ts'
import { createNightlyTimer } from './retention/nightly/nightly-timer.ts'
import { nightlyRoutes } from './retention/nightly/routes.ts'
import { overviewRoutes } from './retention/overview/routes.ts'
import { retentionRoutes } from './retention/routes.ts'
import { openLiveSchedules, type LiveSchedules } from './retention/schedules/live-schedules.ts'
import { scheduleRoutes } from './retention/schedules/routes.ts'
import { spreadVersion } from './retention/schedules/spread-version.ts'
import { findRecords } from './search/find-records.ts'
import { indexRecord } from './search/index-record.ts'
import { createPageReader } from './search/page-reader.ts'
import { openSearch, type Search } from './search/open-search.ts'
import { searchRoutes } from './search/routes.ts'
import { mountStatus, type MountedStatus } from './public-status/mount-status.ts'
import { statusRoutes } from './status-routes.ts'
import { fileSystemStore } from './storage/file-system-store.ts'
import { version } from './version.ts'
import { findLanguage } from '#agent/recognition/find-language.ts'
import type { Language } from '#kernel/language.ts'

export type Assembled = { app: Hono<HttpEnv>; database: Database; records: RecordsContext; runner: TaskRunner; jobs: Jobs; checkpoints: Checkpointer; failedSignIns: FailedSignIns; search: Search; destruction: { replay(): Promise<Replayed>; start(): void; stop(): Promise<void> }; schedules: LiveSchedules; publicStatus: MountedStatus; nightly: Rounds; reorganisations: Rounds; post: Rounds; reports: Rounds; sources: SourceTimer }

/** Puts the parts together: the only place that knows them all. */
export async function assemble(deps: { config: Config; databaseUrl: string; localToken: string; clock: Clock; log: Log }): Promise<Assembled> {
  const { config, clock, log } = deps
  const database = openDatabase(deps.databaseUrl, (message) => log.warn(message))
  await migrate(database.pool, resolve(import.meta.dirname, 'migrations')).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  await loadFilePlan(database.db, config.filePlanFile)
  await loadProfiles(database.db, clock.now())
  const folder = (name: string) => join(config.dataFolder, name)
  // What an import left there that was cut off: nothing else knows of it.
  await rm(folder('work'), { recursive: true, force: true })
  for (const name of ['intake', 'work', 'pictures', 'schedules']) await mkdir(folder(name), { recursive: true, mode: 0o700 })

  const { db } = database
  const checkpoints = await openCheckpoints({ config, db, clock, log })
  const outbox = createOutbox(subscriptions)
  const store = await fileSystemStore(folder('store'))
  // Other users of the machine may pass through the data folder to the database, but see nothing of the papers.
  for (const name of ['store', 'store.staging']) await chmod(folder(name), 0o700)
  await store.recover()
  const capture = { db, clock, outbox, store, intake: createIntakeArea(folder('intake')) }
  const records: RecordsContext = { db, clock, outbox, store, capture, timeZone: config.timeZone }
  const search = await openSearch({ pool: database.pool, records, log }, config.elasticsearch)
  const live = await openLiveSchedules({ db, clock, outbox, folder: config.schedulesFolder, log })
  const retention = { records, schedules: () => live.current(), timeZone: config.timeZone, clock }
  const holds = { ...retention, findRecords: (query: string, among?: readonly string[]) => findRecords(database.pool, query, among) }

  const nightly = { ...retention, clockStepDays: config.clockStepDays, log }
  const schedules = { db, clock, outbox, live, folder: folder('schedules'), retention }

  const filePlan = { db, clock, outbox, timeZone: config.timeZone, records: recordsOfFiles }
  const uploads = createUploadArea(folder('uploads'))
  const registry = { db, clock, outbox, timeZone: config.timeZone, publicUrl: config.publicUrl, uploads }
  const sources = createSourceTimer({ ...registry, box: config.intake.box, folder: config.intake.folder, log, languageOf: languageOfText, noteBounce: async (raw, at) => (await noteBounce(db, raw, at)).kind === 'noted' })
  const notices = { ...registry, mailer: config.mail === null ? null : openMailer(config.mail), url: config.publicUrl, log }
  const files = { uploads, workFolder: folder('work'), languageOf: languageOfText }
  const drafts = { db, clock, outbox, timeZone: config.timeZone, records, archiveName: config.archiveName, ...files }
  const municipality = { db, clock, outbox, timeZone: config.timeZone, archiveName: config.archiveName, log }
  const pictures = createPictures(folder('pictures'))
  const forms = { ...retention, archiveName: config.archiveName, scheduleForms: () => live.versions().map(({ schedule }) => schedule.form), actsClass: config.actsClass }
  const destruction: DestructionContext = {
    ...retention,
    ...{ pool: database.pool, backupDays: config.backupDays, clockStepDays: config.clockStepDays, dataFolder: config.dataFolder, log },
    derivatives: { forgetPictures: pictures.forget, hasSecondEngine: search.chosen === 'elasticsearch', expungeSecondEngine: search.expunge },
    destructionLog: createDestructionLog([config.dataFolder, config.checkpointsFolder].map((one) => join(one, 'destruction-log.jsonl'))),
  }

  const line: LineHandlers = {
    split: (id) => splitClosedBatch(capture, id),
    publish: (id) => publishRecord(records, id),
    'join-card': (id) => joinCard(records, id),
    'issue-draft': (id) => issueDraft(drafts, id),
    'attach-upload': (id) => attachUpload({ ...records, ...files }, id),
    'recount-deadlines': async (code) => void (await recountDeadlines(registry, code)),
    'follow-deadline': (id) => followDeadline(registry, id),
    'end-work-of-card': (id) => endWorkOfCard(registry, id),
    'keep-set-aside': (id) => keepSetAside(records, id),
    'enqueue-pages': (id) => enqueuePages(records, id),
    'render-access': (id) => renderAccess(records, id, folder('work')),
    index: (id) => indexRecord(records, search, id),
    'match-holds': (id) => matchHolds(holds, id),
    'spread-hold': (id) => spreadHold(holds, id),
    'compute-file-retention': (id) => computeRetention(retention, { kind: 'file', id }),
    'spread-body-facts': () => spreadBodyFacts(filePlan),
    'compute-retention': (id) => computeRetention(retention, { kind: 'record', id }),
    'write-description': (id) => writeDescription(records, id),
    'check-act-lines': (id) => checkLinesOf(retention, id),
    'check-acts': async () => void (await checkAllActs(retention)),
    'check-acts-later': async () => void (await checkAllActs(retention)),
    'execute-act': (id) => executeAct(destruction, id),
    'sweep-act': (id) => sweepAct(destruction, id),
    'file-act': (id) => fileAct(forms, id),
    'end-local-copy': (id) => endLocalCopy(destruction, id),
    'spread-version': (id) => spreadVersion(schedules, id),
  }
  const jobs = config.redisUrl === null ? inProcessJobs() : await bullJobs({ url: config.redisUrl, installation: await databaseIdentity(database.pool), log })
  const runner = createTaskRunner({ pool: database.pool, jobs, outbox, handlers: line, log, concurrency: 4 })

  const api = createApi(authorise)
  const failedSignIns = createFailedSignIns({ db, clock })
  identityRoutes(api, { db, clock, secureCookies: config.secureCookies, failedSignIns })
  unitRoutes(api, { db, clock, today: (now) => dayIn(config.timeZone, now) })
  municipalityRoutes(api, municipality)
  captureRoutes(api, capture, config.archiveName)
  batchRoutes(api, records)
  storeRoutes(api, records)
  recordRoutes(api, records, (id, language, withHolds) => explainTo(retention, id, language, withHolds), languageOfText, folder('work'))
  cardPaperRoutes(api, { ...records, workFolder: folder('work'), archiveName: config.archiveName, languageOf: languageOfText })
  filePlanRoutes(api, filePlan, { retention: (id, language, withHolds) => explainFile(retention, id, language, withHolds), warnings: (id) => fileWarnings(db, id) })
  registryRoutes(api, { ...registry, sources, unitTasks: unitTasks(registry), senderMail: senderMail(config.mail), house: config.archiveName })
  noticeRoutes(api, notices)
  pictureRoutes(api, records, pictures)
  recognitionRoutes(api, records)
  retentionRoutes(api, retention)
  overviewRoutes(api, retention)
  explainRoutes(api, retention)
  nightlyRoutes(api, nightly)
  destructionRoutes(api, destruction)
  scheduleRoutes(api, schedules)
  holdRoutes(api, holds)
  actRoutes(api, { ...retention, waitingDays: config.actWaitingDays })
  formRoutes(api, forms)
  transferRoutes(api, { ...forms, waitingDays: config.actWaitingDays }, destruction)
  erasureRoutes(api, retention)
  searchRoutes(api, records, { index: search, pages: createPageReader(db), now: () => clock.now().getTime(), reindex: search.reindex })
  assignmentRoutes(api, { db, clock, outbox, timeZone: config.timeZone })
  draftRoutes(api, drafts)
  reportRoutes(api, { db, clock, timeZone: config.timeZone, archiveName: config.archiveName })
  filingRoutes(api, drafts, filePlan)
  statusRoutes(api, db, jobs, search, () => personalFigures(retention))
  lineRoutes(api, records)
  auditRoutes(api, { db, clock, checkpoints })

  const identify = createIdentify({ db, clock, localToken: deps.localToken })
  const now = () => clock.now().getTime()
  const parts = () => ({ search: search.chosen, searchDegraded: search.isDegraded(), jobs: jobs.kind(), version: version() })
  const publicStatus = await mountStatus({ database, databaseUrl: deps.databaseUrl, clock, timeZone: config.timeZone, origins: config.statusOrigins, house: config.archiveName, version: version(), trustsProxy: config.trustsProxy, log, openFile: (id) => openOfferedFile(records, id) })
  const app = createApp({
    api,
    apart: { path: '/status', app: publicStatus.app },
    pages: { path: '/apply', app: mountOnline({ ...registry, house: config.archiveName, inSteps: answerInSteps(), openReply: (record) => download(records, record, 'original', 1) }) },
    identify,
    metrics: serverMetrics({ pool: database.pool, dataFolder: config.dataFolder, token: config.metricsToken, identify, parts, log, now }),
    ready: () => db.execute(sql`select 1`).then(() => true, () => false),
    uiFolder: resolve(import.meta.dirname, '../ui/dist'),
    version: version(),
    log,
    now,
    trustsProxy: config.trustsProxy,
  })
  return { app, database, records, runner, jobs, checkpoints, failedSignIns, search, destruction: { replay: () => replayLog(destruction), ...keepActsGoing(destruction) }, schedules: live, publicStatus, nightly: createNightlyTimer(nightly), reorganisations: createDayCheck(municipality), post: createPostTimer(notices), reports: createReportsTimer({ db, clock, timeZone: config.timeZone, log }), sources }
}

/** The key is made at the first start; its public half is for others to keep, so that they need not trust this machine. */
async function openCheckpoints({ config, db, clock, log }: { config: Config; db: Db; clock: Clock; log: Log }): Promise<Checkpointer> {
  const { signer, made } = await checkpointKey(join(config.dataFolder, 'keys'))
  if (made) log.info('audit key made', { key: keyText(signer.key) })
  return createCheckpointer({ db, signer, file: join(config.checkpointsFolder, 'audit-checkpoints.jsonl'), clock, log })
}

/** Typed text has no doubtful words: each counts in full. */
function languageOfText(text: string): Language | null {
  const words = text.split(/\s+/).slice(0, languageSampleWords)
  return findLanguage(words.map((word) => ({ text: word, confidence: 100 }))).language
}

/** Enough to tell; a page of text may have a hundred times as many. */
const languageSampleWords = 1000
