import { eq, sql } from 'drizzle-orm'
import type { Clock } from '#kernel/clock.ts'
import { newId } from '#kernel/ids.ts'
import { openDatabase, type Db } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import type { CaptureContext } from '#server/capture/context.ts'
import { fileClass, house } from '#server/file-plan/classes.ts'
import { addFact, type NewFact } from '#server/file-plan/facts.ts'
import { body, file, fileMember, fonds, person, personLink } from '#server/file-plan/schema.ts'
import { subscriptions } from '#server/line.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { markSearchable } from '#server/records/publish-record.ts'
import { record } from '#server/records/schema.ts'
import { computeRetention } from '#server/retention/compute-retention.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { compile } from '#server/retention/engine/compile.ts'
import type { HoldsContext } from '#server/retention/holds/context.ts'
import { matchHolds } from '#server/retention/holds/match-holds.ts'
import { spreadHold } from '#server/retention/holds/spread-hold.ts'
import { judgeSubjects, type Judged } from '#server/retention/judge-subject.ts'
import { loadSchedule } from '#server/retention/schedule/load.ts'
import { findRecords } from '#server/search/find-records.ts'
import { postgresIndex } from '#server/search/postgres-index.ts'
import { testDatabase } from './postgres.ts'

/** Letters go after three years, contracts five years after their end, decisions never; `cases` must go before they may. */
const schedule = `
schedule: test
version: "1"
title: {en: "Test"}
jurisdiction: "none"
authority: {act: "Test", number: "1", date: "2000-01-01"}
effective: {from: "2000-01-01"}
defaults: {time_zone: Europe/Chisinau, count_from: event-date, year_start: "01-01", unit: record}
approvals:
  destroy: [{role: head-of-body, document: act}]
rules:
  - {id: "letters", cite: "art. 4", title: {en: "Letters"}, classes: ["letters"], retain: {for: P3Y, from: record.date}, at_end: destroy, source: {status: local}}
  - {id: "contracts", cite: "art. 5", title: {en: "Contracts"}, classes: ["contracts"], retain: {for: P5Y, from: contract.ended}, at_end: destroy, source: {status: local}}
  - {id: "decisions", cite: "art. 6", title: {en: "Decisions"}, classes: ["decisions"], retain: {for: permanent}, at_end: keep, source: {status: local}}
  - {id: "cases", cite: "art. 7", title: {en: "Cases"}, classes: ["cases"], retain: {for: P9Y, from: record.date}, erase_by: {for: P2Y, from: record.date}, at_end: destroy, source: {status: local}}
`

export type Captured = { class?: string | null; date?: string; text?: string; file?: string; indexed?: boolean }

/** Retention over a database of its own, without a server: what is captured is written as rows, tasks run when asked. */
export async function retentionArchive(day = '2026-06-01') {
  const source = await testDatabase()
  const database = openDatabase(source.url, () => undefined)
  const { db } = database
  let now = new Date(`${day}T09:00:00Z`)
  const clock: Clock = { now: () => (now = new Date(now.getTime() + 1)) }
  const outbox = createOutbox(subscriptions)
  const unused = {} as never
  const records: RecordsContext = { db, clock, outbox, store: unused, capture: unused as CaptureContext, timeZone: 'Europe/Chisinau' }
  const loaded = loadSchedule(schedule)
  if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.faults))
  const schedules = compile([loaded.schedule.version])
  const context: HoldsContext = { records, schedules: () => schedules, timeZone: 'Europe/Chisinau', clock, findRecords: (query, among) => findRecords(database.pool, query, among) }
  await db.insert(body).values({ code: house.body, name: {} }).onConflictDoNothing()
  await db.insert(fonds).values({ number: house.fonds, title: {}, body: house.body }).onConflictDoNothing()
  for (const code of ['letters', 'contracts', 'decisions', 'cases', 'notes']) await db.insert(fileClass).values({ code, title: { en: code } }).onConflictDoNothing()
  const judge = async (kind: 'record' | 'file', id: string): Promise<Judged> => {
    const today = parseCivilDate(now.toISOString().slice(0, 10))
    if (today === null) throw new Error('no day')
    const [judged] = await judgeSubjects(db, schedules, kind, [id], today)
    if (judged === undefined) throw new Error(`${kind} ${id} is not there`)
    return judged
  }
  return {
    db,
    pool: database.pool,
    context,
    judge,
    ...writers(db, () => now, records, (id, text) => postgresIndex(database.pool).put([{ record: id, page: 1, title: 'page', class: null, units: [], wholeHouse: false, date: null, language: 'en', text, source: null }])),
    stateOf: async (id: string) => (await judge('record', id)).answer.state,
    setDay: (next: string) => (now = new Date(`${next}T09:00:00Z`)),
    runTasks: () => runTasks(db, context),
    async close() {
      await database.close()
      await source.drop()
    },
  }
}
export type RetentionArchive = Awaited<ReturnType<typeof retentionArchive>>

function writers(db: Db, now: () => Date, records: RecordsContext, put: (id: string, text: string) => Promise<void>) {
  const index = async (id: string, text: string) => {
    await db.update(record).set({ state: 'indexing' }).where(eq(record.id, id))
    await put(id, text)
    await markSearchable(records, id)
  }
  const addFactTo = (kind: 'record' | 'file' | 'person', id: string, fact: NewFact) => db.transaction((tx) => addFact(tx, { kind, id }, fact, 'user:test', now()))
  return {
    index,
    addFact: addFactTo,
    async capture({ class: code = 'letters', date = '2020-01-15', text = 'plain words', file: inFile, indexed = true }: Captured = {}): Promise<string> {
      const id = newId()
      await db.insert(record).values({ id, title: `Letter ${id.slice(-4)}`, class: code, recordDate: date, state: 'reading', createdAt: now() })
      if (inFile !== undefined) await db.insert(fileMember).values({ file: inFile, record: id, addedAt: now(), addedBy: 'user:test' })
      await addFactTo('record', id, { name: 'record.date', date })
      await db.transaction((tx) => records.outbox.announce(tx, 'record.published', id))
      if (indexed) await index(id, text)
      return id
    },
    async openFile(code: string, number: string): Promise<string> {
      const id = newId()
      await db.insert(file).values({ id, class: code, number, state: 'open', openedOn: '2020-01-01', createdAt: now(), createdBy: 'user:test' })
      return id
    },
    async addPerson(name: string): Promise<string> {
      const id = newId()
      await db.insert(person).values({ id, name, createdAt: now(), createdBy: 'user:test' })
      return id
    },
    link: (who: string, subjectKind: 'record' | 'file', subject: string) => db.insert(personLink).values({ person: who, subjectKind, subject, linkedAt: now(), linkedBy: 'user:test' }),
  }
}

/** Does the tasks of retention until none waits; those of other parts are passed over. */
async function runTasks(db: Db, context: HoldsContext): Promise<void> {
  const handlers: Record<string, (id: string) => Promise<void>> = {
    'compute-file-retention': (id) => computeRetention(context, { kind: 'file', id }),
    'compute-retention': (id) => computeRetention(context, { kind: 'record', id }),
    'match-holds': (id) => matchHolds(context, id),
    'spread-hold': (id) => spreadHold(context, id),
  }
  for (;;) {
    const { rows } = await db.execute<{ id: string; name: string; subject: string }>(sql`select id, name, subject from task where state = 'pending' order by id limit 1`)
    const [task] = rows
    if (task === undefined) return
    await handlers[task.name]?.(task.subject)
    await db.execute(sql`update task set state = 'done', finished_at = now() where id = ${task.id}`)
  }
}
