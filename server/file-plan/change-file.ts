import { eq } from 'drizzle-orm'
import type { AuditAction } from '#kernel/audit-actions.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import { databaseCodeOf, type Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { announceFiles } from './announce.ts'
import type { FilePlanContext } from './context.ts'
import { dayIn } from './known-date.ts'
import { file, fileChange } from './schema.ts'

export type File = typeof file.$inferSelect

/** One line of a file's history; the words are those of `contract/file-plan.ts`. */
export type FileChange = 'opened' | 'retitled' | 'renumbered' | 'closed' | 'reopened' | 'volume-opened' | 'volume-closed' | 'record-added' | 'record-taken-out'

/**
 * What a change leaves behind: a line of the history and an entry of the audit log, with the same facts unless `audited` says less: the
 * log outlives a destroyed file, whose title may name people. `records`: those of which something else is known now.
 */
export type Trace = { change: FileChange; action: AuditAction; details: Record<string, string | number | null>; audited?: Record<string, string | number | null>; records?: readonly string[] }

export type Moment = { actor: string; now: Date; today: string }

/**
 * Changes a file in one transaction with its row locked: the work, the history, the announcement that it and its records are to be
 * computed anew, the audit entry. Refused with `no-such-file`.
 */
export async function changeFile(context: FilePlanContext, id: string, actor: string, work: (tx: Tx, found: File, moment: Moment) => Promise<Trace>): Promise<void> {
  const now = context.clock.now()
  const moment = { actor, now, today: dayIn(context.timeZone, now) }
  await retryingDeadlock(() => context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(file).where(eq(file.id, id)).for('update')
    if (!found) throw noSuchFile()
    const trace = await work(tx, found, moment)
    await addChange(tx, id, trace, moment)
    await announceFiles(tx, context.outbox, [id])
    await context.outbox.announceEach(tx, 'record.facts-changed', trace.records ?? [])
    // After the announcements, which wait for running tasks of these records: a task that wants the row of its record must not wait for us.
    await context.records.follow(tx, trace.records ?? [])
    await appendAudit(tx, { actor, action: trace.action, object: `file:${id}`, details: trace.audited ?? trace.details }, now)
  }))
  context.outbox.wake()
}

const deadlockTries = 4

/** A task that moves a record on may hold its row and wait for ours; the database then ends one of the two, and we begin anew. */
async function retryingDeadlock(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries === deadlockTries || databaseCodeOf(error) !== '40P01') throw error
    }
  }
}

export async function addChange(tx: Tx, id: string, { change, details }: Pick<Trace, 'change' | 'details'>, { actor, now }: Pick<Moment, 'actor' | 'now'>): Promise<void> {
  await tx.insert(fileChange).values({ id: newId(now.getTime()), file: id, change, details, changedBy: actor, changedAt: now })
}

export const noSuchFile = () => refusal('no-such-file', {}, 'There is no such file, or you may not see it.')

/** Only an open file takes papers and volumes. */
export function refuseUnlessOpen({ number, state }: File): void {
  if (state !== 'open') throw refusal('file-not-open', { number }, `The file ${number} is ${state}. Reopen it first, with a reason.`)
}
