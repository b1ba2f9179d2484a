import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { openDatabase, type Db } from '#platform/database.ts'
import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { migrate } from '#platform/migrate.ts'
import { createOutbox } from '#platform/outbox.ts'
import { compile, type CompiledSchedule } from '#server/retention/engine/compile.ts'
import { runNightly, type NightlyContext } from '#server/retention/nightly/run-nightly.ts'
import { reevaluateChanged } from '#server/retention/reevaluate-changed.ts'
import { benchSchedule } from './retention-records.ts'

/** The nightly run over so many records of which none changes today, and the change of one rule that a few of them are under. */
export async function benchNightly(records: number): Promise<string[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'opis-bench-'))
  await chmod(dataFolder, 0o711)
  const postgres = await startEmbeddedPostgres({ dataFolder: join(dataFolder, 'database'), log: () => undefined })
  const database = openDatabase(postgres.url, () => undefined)
  try {
    await migrate(database.pool, resolve(import.meta.dirname, '../../server/migrations'))
    await fill(database.db, records)
    return await measure(database.db, records)
  } finally {
    await database.close()
    await postgres.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

/** Records over a thousand classes, each with its date and the answer kept for it, which changes years from now. */
async function fill(db: Db, records: number): Promise<void> {
  await db.execute(sql`insert into class (code, title) select 'c' || n, '{}' from generate_series(0, 999) n`)
  await db.execute(sql`insert into record (id, title, class, state, created_at) select gen_random_uuid(), 'r' || n, 'c' || n % 1000, 'indexed', now() from generate_series(1, ${records}::int) n`)
  await db.execute(sql`insert into fact (id, subject_kind, subject, name, date, recorded_by, recorded_at) select gen_random_uuid(), 'record', id::text, 'record.date', '2020-05-05', 'system', now() from record`)
  await db.execute(sql`insert into retention_status (subject_kind, subject, class, state, base_state, action, sentences, binding, changes_on, computed_on, computed_at)
    select 'record', id, class, 'retained', 'retained', 'destroy', '{}', 'none', '2031-01-01', '2026-05-31', now() from record`)
  await db.execute(sql`analyze`)
}

async function measure(db: Db, records: number): Promise<string[]> {
  const before = compile([thousandClasses('EPK')])
  let schedules: readonly CompiledSchedule[] = before
  const clock = { now: () => new Date('2026-06-01T01:00:00Z') }
  const unused = {} as never
  const context: NightlyContext = { records: { db, clock, outbox: createOutbox({}), store: unused, capture: unused, timeZone: 'Europe/Chisinau' }, schedules: () => schedules, timeZone: 'Europe/Chisinau', clock, clockStepDays: 40, log: { info: () => undefined, warn: () => undefined } }
  const [nightSeconds, run] = await timed(() => runNightly(context))
  schedules = compile([thousandClasses('EC')])
  const [changeSeconds, judged] = await timed(() => reevaluateChanged(context, before, schedules))
  return [
    `retention: nightly run on ${records} records without a change: ${nightSeconds.toFixed(2)} s (target 10), ${run.kind === 'done' ? run.answers : run.kind} judged`,
    `retention: change of one rule among 300: ${judged} of ${records} records judged and written in ${changeSeconds.toFixed(1)} s`,
  ]
}

/** The 300 rules of the bench, each for three or four of the thousand classes; `mark` is what is changed in the first. */
function thousandClasses(mark: string) {
  const schedule = benchSchedule('realistic')
  return { ...schedule, rules: schedule.rules.map((rule, index) => ({ ...rule, classes: [0, 300, 600, 900].map((start) => `c${(start + index) % 1000}`), mark: index === 0 ? mark : rule.mark })) }
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const begun = performance.now()
  const result = await work()
  return [(performance.now() - begun) / 1000, result]
}
