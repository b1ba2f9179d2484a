import { eq } from 'drizzle-orm'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import { refusal } from '#kernel/refusal.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { checkText } from './check-version.ts'
import type { SchedulesContext } from './context.ts'
import { lockVersion, lockVersions, type VersionRow } from './find-version.ts'
import { readApproved } from './live-schedules.ts'
import { scheduleVersion } from './schema.ts'

/** Offers a draft for approval. @throws OpisError `bad-schedule` with faults, `not-in-this-state` when this text was not simulated */
export async function proposeVersion(context: SchedulesContext, by: string, id: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const row = await lockVersion(tx, id, ['draft'])
    await refuseUnready(tx, row)
    await tx.update(scheduleVersion).set({ state: 'proposed', proposedBy: by, proposedAt: now, changedAt: now }).where(eq(scheduleVersion.id, id))
    await note(tx, context, row, by, 'retention.propose-schedule', { sha256: row.sha256 })
  })
}

/** Gives a proposed version back to its author, with what is to be changed. @throws OpisError `not-in-this-state` */
export async function returnVersion(context: SchedulesContext, by: string, id: string, reason: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    const row = await lockVersion(tx, id, ['proposed'])
    await tx.update(scheduleVersion).set({ state: 'draft', proposedBy: null, proposedAt: null, approvalNote: reason, changedAt: context.clock.now() }).where(eq(scheduleVersion.id, id))
    await note(tx, context, row, by, 'retention.return-schedule', { reason })
  })
}

/**
 * Approves a proposed version: from its day on it answers. Whoever wrote, changed or proposed it does not approve it.
 * @throws OpisError `forbidden`, `bad-schedule`, `not-in-this-state`
 */
export async function approveVersion(context: SchedulesContext, by: string, id: string, reason: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    await lockVersions(tx)
    const locked = await lockVersion(tx, id, ['proposed'])
    if ([locked.author, locked.proposedBy, ...locked.editors].includes(by)) throw refusal('approver-is-author', {}, 'Whoever wrote or proposed a version does not approve it. Ask another records manager or the head.')
    await refuseUnready(tx, locked)
    await tx.update(scheduleVersion).set({ state: 'approved', approvedBy: by, approvedAt: now, approvalNote: reason, changedAt: now, reevaluatedAt: null }).where(eq(scheduleVersion.id, id))
    await context.outbox.announce(tx, 'schedule.approved', id)
    await note(tx, context, locked, by, 'retention.approve-schedule', { sha256: locked.sha256, basis: locked.basis, effectiveFrom: locked.effectiveFrom ?? '', ...(reason === '' ? {} : { note: reason }) })
  })
  await context.live.catchUp()
  context.outbox.wake()
}

/** Gives up a version that answers nothing yet. @throws OpisError `not-in-this-state` once it is in force */
export async function withdrawVersion(context: SchedulesContext, by: string, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    const row = await lockVersion(tx, id, ['draft', 'proposed', 'approved'])
    const today = formatCivilDate(civilDateAt(context.clock.now().getTime(), context.retention.timeZone))
    const announced = row.origin === 'made' && row.effectiveFrom !== null && row.effectiveFrom > today
    if (row.state === 'approved' && !announced) throw refusal('version-in-force', { version: row.version }, `Version ${row.version} is in force: it is not withdrawn, a new version replaces it.`)
    await tx.update(scheduleVersion).set({ state: 'withdrawn', changedAt: context.clock.now(), reevaluatedAt: null }).where(eq(scheduleVersion.id, id))
    if (row.state === 'approved') await context.outbox.announce(tx, 'schedule.approved', id)
    await note(tx, context, row, by, 'retention.withdraw-schedule', {})
  })
  await context.live.catchUp()
  context.outbox.wake()
}

async function refuseUnready(tx: Tx, row: VersionRow): Promise<void> {
  const { faults } = checkText(row.yaml, await readApproved({ db: tx }), row.id)
  const [first] = faults
  if (first !== undefined) throw new OpisError('bad-schedule', `Line ${first.line}: ${first.message}`)
  if (row.simulation?.sha256 !== row.sha256) throw refusal('not-simulated', {}, 'Simulate this text on the archive first: it changed since.')
}

async function note(tx: Tx, { clock }: SchedulesContext, row: VersionRow, actor: string, action: Parameters<typeof appendAudit>[1]['action'], details: Record<string, string>): Promise<void> {
  await appendAudit(tx, { actor, action, object: `schedule:${row.schedule}/${row.version}`, details }, clock.now())
}
