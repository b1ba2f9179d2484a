import { eq } from 'drizzle-orm'
import type { ChangeDraft, NewDraft } from '#contract/schedules.ts'
import { newId } from '#kernel/ids.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { readYaml } from '../schedule/read-yaml.ts'
import type { SchedulesContext } from './context.ts'
import { editYaml } from './edit-yaml.ts'
import { findVersion, lockVersion } from './find-version.ts'
import { scheduleVersion } from './schema.ts'
import { sha256Of } from './sha256.ts'

/** A draft that begins as a copy of a version and says that it replaces it. Its id. @throws OpisError `not-found`, `already-exists` */
export async function draftFrom(context: SchedulesContext, by: string, wanted: NewDraft): Promise<string> {
  return draftText(context, by, await copyOf(context, wanted), wanted.basis)
}

/** The text of a version under another name, day and basis. @throws OpisError `not-found` */
export async function copyOf({ db }: SchedulesContext, { from, version, effectiveFrom, transition, basis }: NewDraft): Promise<string> {
  const base = await findVersion(db, from)
  const own = { version, effective: { from: effectiveFrom }, replaces: { version: base.version, transition, basis } }
  const rest = Object.entries(valueOf(base.yaml)).filter(([key]) => !(key in own))
  // What the version says of itself stands above its rules.
  const head = rest.filter(([key]) => key === 'schedule')
  return editYaml(base.yaml, Object.fromEntries([...head, ...Object.entries(own), ...rest]))
}

/** A draft with a text of one's own; it may have faults. Its id. @throws OpisError `bad-schedule`, `already-exists` */
export async function draftText({ db, clock }: SchedulesContext, by: string, yaml: string, basis: string): Promise<string> {
  const names = namesIn(yaml)
  const now = clock.now()
  const id = newId(now.getTime())
  await db.transaction(async (tx) => {
    const made = await tx.insert(scheduleVersion).values({ id, ...names, origin: 'made', state: 'draft', yaml, sha256: sha256Of(yaml), basis, author: by, editors: [by], createdAt: now, changedAt: now }).onConflictDoNothing().returning({ id: scheduleVersion.id })
    if (made.length === 0) throw refusal('version-exists', { version: names.version }, `There is already a version ${names.version} of ${names.schedule}.`)
    await appendAudit(tx, { actor: by, action: 'retention.draft-schedule', object: `schedule:${names.schedule}/${names.version}`, details: { sha256: sha256Of(yaml), basis } }, now)
  })
  return id
}

/** Changes a draft, by its text or by the value that the editor holds. @throws OpisError `not-found`, `not-in-this-state`, `bad-schedule`, `already-exists` */
export async function changeDraft({ db, clock }: SchedulesContext, by: string, id: string, change: ChangeDraft): Promise<void> {
  const now = clock.now()
  await db.transaction(async (tx) => {
    const row = await lockVersion(tx, id, ['draft'])
    const yaml = 'yaml' in change ? change.yaml : editYaml(row.yaml, change.value)
    const names = namesIn(yaml)
    if (names.schedule !== row.schedule || names.version !== row.version) await refuseTaken(tx, id, names)
    await tx.update(scheduleVersion).set({ ...names, yaml, sha256: sha256Of(yaml), basis: change.basis ?? row.basis, editors: [...new Set([...row.editors, by])], changedAt: now }).where(eq(scheduleVersion.id, id))
    await appendAudit(tx, { actor: by, action: 'retention.draft-schedule', object: `schedule:${names.schedule}/${names.version}`, details: { sha256: sha256Of(yaml) } }, now)
  })
}

async function refuseTaken(tx: Tx, id: string, names: Names): Promise<void> {
  const rows = await tx.select().from(scheduleVersion).where(eq(scheduleVersion.schedule, names.schedule))
  if (rows.some((row) => row.id !== id && row.version === names.version && row.state !== 'withdrawn')) throw refusal('version-exists', { version: names.version }, `There is already a version ${names.version} of ${names.schedule}.`)
}

const longestName = 100

type Names = { schedule: string; version: string; effectiveFrom: string | null }

/** Without these a text cannot be kept at all; everything else may still be wrong. */
function namesIn(yaml: string): Names {
  const value = valueOf(yaml)
  const { schedule, version, effective } = value
  if (typeof schedule !== 'string' || typeof version !== 'string' || schedule === '' || version === '') throw new OpisError('bad-schedule', 'The text must say at least schedule and version, both in quotes.')
  if (schedule.length > longestName || version.length > longestName) throw new OpisError('bad-schedule', `The names of schedule and version have at most ${longestName} characters.`)
  const from: unknown = typeof effective === 'object' && effective !== null ? Reflect.get(effective, 'from') : null
  return { schedule, version, effectiveFrom: typeof from === 'string' ? from : null }
}

/** The map that a text holds; an empty one when it holds something else. */
export function valueOf(yaml: string): Readonly<Record<string, unknown>> {
  const { value } = readYaml(yaml, { bareValues: 'strict' })
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
