import { and, asc, eq, isNull } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import type { RecordsContext } from './context.ts'
import { recordEvent } from './schema.ts'

export type RecordEvent = typeof recordEvent.$inferSelect

export async function listEvents(db: Db, record: string): Promise<RecordEvent[]> {
  return db.select().from(recordEvent).where(eq(recordEvent.record, record)).orderBy(asc(recordEvent.recordedAt), asc(recordEvent.id))
}

/** Records that something happened to a record on a civil date; retention is computed anew. */
export async function recordNewEvent(
  context: RecordsContext,
  id: string,
  wanted: { event: string; date: string; evidence?: string | undefined },
  actor: string,
): Promise<void> {
  refuseImpossibleDate(wanted.date)
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    await tx.insert(recordEvent).values({ id: newId(), record: id, event: wanted.event, date: wanted.date, evidence: wanted.evidence ?? null, recordedBy: actor, recordedAt: now })
    await context.outbox.announce(tx, 'record.facts-changed', id)
    await appendAudit(tx, { actor, action: 'records.record-event', object: `record:${id}`, details: { event: wanted.event, date: wanted.date } }, now)
  })
  context.outbox.wake()
}

/** Takes an event back; it stays readable as retracted. */
export async function retractEvent(context: RecordsContext, id: string, event: string, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [row] = await tx
      .update(recordEvent)
      .set({ retractedAt: now })
      .where(and(eq(recordEvent.id, event), eq(recordEvent.record, id), isNull(recordEvent.retractedAt)))
      .returning({ event: recordEvent.event, date: recordEvent.date })
    if (!row) throw new OpisError('not-found', 'There is no such event that still stands.')
    await context.outbox.announce(tx, 'record.facts-changed', id)
    await appendAudit(tx, { actor, action: 'records.retract-event', object: `record:${id}`, details: row }, now)
  })
  context.outbox.wake()
}

/** `2026-02-30` has the right form and is no date. */
function refuseImpossibleDate(date: string): void {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const real = new Date(Date.UTC(year, month - 1, day))
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) throw refusal('no-such-date', { date }, `${date} is not a date of the calendar.`)
}
