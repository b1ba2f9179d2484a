import { appendAudit } from '#server/audit/append.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Db, Tx } from '#platform/database.ts'
import { addFact, listFacts, takeBackFact } from '#server/file-plan/facts.ts'
import { refuseImpossibleDate } from '#server/file-plan/known-date.ts'
import { announceRecordFact } from '#server/file-plan/record-fact.ts'
import type { RecordsContext } from './context.ts'

/** Something that happened to a record on a civil date. */
export type RecordEvent = { id: string; event: string; date: string; evidence: string | null; recordedBy: string; recordedAt: Date; retractedAt: Date | null }

/** The events of a record itself; those of its files and its people are not among them. */
export async function listEvents(db: Db | Tx, record: string): Promise<RecordEvent[]> {
  const facts = await listFacts(db, 'record', [record])
  return facts.flatMap(({ id, name: event, date, evidence, recordedBy, recordedAt, retractedAt }) => (date === null ? [] : [{ id, event, date, evidence, recordedBy, recordedAt, retractedAt }]))
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
    await addFact(tx, { kind: 'record', id }, { name: wanted.event, date: wanted.date, evidence: wanted.evidence }, actor, now)
    await announceRecordFact(tx, context.outbox, id, wanted.event, { actor, now })
    await appendAudit(tx, { actor, action: 'records.record-event', object: `record:${id}`, details: { event: wanted.event, date: wanted.date } }, now)
  })
  context.outbox.wake()
}

/** Takes an event back; it stays readable as retracted. */
export async function retractEvent(context: RecordsContext, id: string, event: string, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const row = await takeBackFact(tx, { kind: 'record', id }, event, actor, null, now)
    if (row === null) throw new OpisError('not-found', 'There is no such event that still stands.')
    await announceRecordFact(tx, context.outbox, id, row.name, { actor, now })
    await appendAudit(tx, { actor, action: 'records.retract-event', object: `record:${id}`, details: { event: row.name, date: row.date } }, now)
  })
  context.outbox.wake()
}
