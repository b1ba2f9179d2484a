import { and, eq, inArray } from 'drizzle-orm'
import { canonicalJson, type Json } from '#kernel/canonical-json.ts'
import type { Clock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'
import { appendAudit } from '#server/audit/append.ts'
import { loadSchedule } from '../schedule/load.ts'
import { lockVersions } from './find-version.ts'
import { isInUse } from './is-in-use.ts'
import { misfit, readFolder, type FileProblem, type RuleFile } from './read-folder.ts'
import { scheduleVersion } from './schema.ts'

export type AdoptDeps = { readonly db: Db; readonly clock: Clock; readonly outbox: Outbox; readonly folder: string }
type Row = typeof scheduleVersion.$inferSelect

/**
 * Takes the rule files of the folder into the database, so that their text stays known. A file that is faulty, that does not
 * fit with the others or that changes a version in use is refused and told; what was in force stays so. Files that went away
 * no longer answer.
 * @throws OpisError `bad-schedule` at the very first start, when there is nothing before that could stay in force
 */
export async function adoptFolder(deps: AdoptDeps): Promise<readonly FileProblem[]> {
  const read = await readFolder(deps.folder)
  const before = await approvedRows(deps.db)
  const problems = [...read.problems]
  if (before.length === 0) {
    const together = misfit(read.files.map(({ schedule }) => schedule))
    const fault = problems[0]?.message ?? together
    if (fault !== null) throw new OpisError('bad-schedule', fault)
  }
  for (const file of read.files) {
    const refused = await adoptFile(deps, file, before.length === 0)
    if (refused !== null) problems.push({ file: file.file, message: refused })
  }
  await dropMissing(deps, read.names)
  return problems
}

/** Null when the file is taken or known; otherwise why it is refused. */
function adoptFile(deps: AdoptDeps, file: RuleFile, first: boolean): Promise<string | null> {
  return deps.db.transaction(async (tx) => {
    await lockVersions(tx)
    return adoptLocked(tx, deps, file, first)
  })
}

async function adoptLocked(tx: Tx, deps: AdoptDeps, file: RuleFile, first: boolean): Promise<string | null> {
  const { form } = file.schedule
  const [known] = await tx.select().from(scheduleVersion).where(and(eq(scheduleVersion.schedule, form.schedule), eq(scheduleVersion.version, form.version), inArray(scheduleVersion.state, ['approved', 'proposed', 'draft'])))
  if (known?.origin === 'made') return `${file.file}: version ${form.version} of ${form.schedule} was made in this archive. Give the file another version.`
  if (known?.sha256 === file.sha256 && known.file === file.file) return null
  const changed = known !== undefined && !meansTheSame(known, file)
  if (changed && (await isInUse(tx, form.schedule, form.version))) return `${file.file}: version ${form.version} of ${form.schedule} has been in use and cannot be changed. Put its text back, and make a new version that replaces it.`
  const others = (await approvedRows(tx)).filter(({ id }) => id !== known?.id).flatMap(({ yaml }) => scheduleOf(yaml))
  const together = misfit([...others, file.schedule])
  if (together !== null) return `${file.file}: ${together}`
  await keepFile(tx, deps, file, known?.id ?? null, first || !(changed || known === undefined))
  return null
}

function meansTheSame(known: Row, { schedule }: RuleFile): boolean {
  const [before] = scheduleOf(known.yaml)
  return before !== undefined && canonicalJson(before.version as unknown as Json) === canonicalJson(schedule.version as unknown as Json)
}

const scheduleOf = (yaml: string) => {
  const loaded = loadSchedule(yaml, { approved: true })
  return loaded.kind === 'schedule' ? [loaded.schedule] : []
}

async function keepFile(tx: Tx, { clock, outbox }: AdoptDeps, { file, yaml, sha256, schedule: { form } }: RuleFile, known: string | null, sameAnswers: boolean): Promise<void> {
  const now = clock.now()
  const id = known ?? newId(now.getTime())
  const text = { file, yaml, sha256, effectiveFrom: form.effective.from, basis: form.replaces?.basis ?? `${form.authority.act} ${form.authority.number}`, changedAt: now, reevaluatedAt: sameAnswers ? now : null }
  if (known === null) await tx.insert(scheduleVersion).values({ id, schedule: form.schedule, version: form.version, origin: 'file', state: 'approved', author: 'system', createdAt: now, ...text })
  else await tx.update(scheduleVersion).set(text).where(eq(scheduleVersion.id, id))
  if (!sameAnswers) await outbox.announce(tx, 'schedule.approved', id)
  await appendAudit(tx, { actor: 'system', action: 'retention.adopt-schedule-file', object: `schedule:${form.schedule}/${form.version}`, details: { file, sha256 } }, now)
}

async function dropMissing({ db, clock, outbox }: AdoptDeps, names: readonly string[]): Promise<void> {
  for (const row of (await approvedRows(db)).filter(({ origin, file }) => origin === 'file' && (file === null || !names.includes(file)))) {
    await db.transaction(async (tx) => {
      await tx.update(scheduleVersion).set({ state: 'withdrawn', changedAt: clock.now(), reevaluatedAt: null }).where(eq(scheduleVersion.id, row.id))
      await outbox.announce(tx, 'schedule.approved', row.id)
      await appendAudit(tx, { actor: 'system', action: 'retention.withdraw-schedule', object: `schedule:${row.schedule}/${row.version}`, details: { file: row.file ?? '' } }, clock.now())
    })
  }
}

const approvedRows = (db: Db | Tx): Promise<Row[]> => db.select().from(scheduleVersion).where(eq(scheduleVersion.state, 'approved'))
