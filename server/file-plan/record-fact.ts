import { and, eq, isNull } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { announceFiles, announceRecords } from './announce.ts'
import { closedFilesOf, closingFact, settleClosing } from './closing-date.ts'
import type { FilePlanContext } from './context.ts'
import { addFact, takeBackFact, type NewFact } from './facts.ts'
import { lastPossibleDay, refuseImpossibleDate } from './known-date.ts'
import { fact, personLink, type FactSubject } from './schema.ts'
import type { Outbox } from '#platform/outbox.ts'

export type SubjectOfFact = { kind: FactSubject; id: string }

/** Records what is known of a record, a file, a person or the body; whatever is kept by it is computed anew. The caller has made sure that there is such a subject. */
export async function recordFact(context: FilePlanContext, subject: SubjectOfFact, wanted: NewFact, actor: string): Promise<string> {
  refuseImpossible(subject, wanted)
  const now = context.clock.now()
  const id = await context.db.transaction(async (tx) => {
    const added = await addFact(tx, subject, wanted, actor, now)
    await announceFact(tx, context.outbox, subject, wanted.name, { actor, now })
    await appendAudit(tx, { actor, action: 'file-plan.add-fact', object: `${subject.kind}:${subject.id}`, details: { name: wanted.name, date: wanted.date ?? null } }, now)
    return added
  })
  context.outbox.wake()
  return id
}

/** Takes a fact back with a reason; it stays readable as retracted. Refused with `no-such-fact` for one that no longer stands. */
export async function retractFact(context: FilePlanContext, id: string, reason: string, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(fact).where(and(eq(fact.id, id), isNull(fact.retractedAt)))
    if (found?.name === closingFact && found.subjectKind === 'file') throw closingIsNoFact()
    const subject = { kind: found?.subjectKind ?? 'record', id: found?.subject ?? '' } as const
    const row = found === undefined ? null : await takeBackFact(tx, subject, id, actor, reason, now)
    if (row === null) throw noSuchFact()
    await announceFact(tx, context.outbox, subject, row.name, { actor, now })
    await appendAudit(tx, { actor, action: 'file-plan.retract-fact', object: `${subject.kind}:${subject.id}`, details: { name: row.name, date: row.date, reason } }, now)
  })
  context.outbox.wake()
}

export const noSuchFact = () => refusal('no-such-fact', {}, 'There is no such fact that still stands, or you may not see it.')
const closingIsNoFact = () => refusal('closing-is-no-fact', {}, 'The end of a file follows from closing it. Close or reopen the file instead.')

function refuseImpossible({ kind }: SubjectOfFact, { name, date, covers }: NewFact): void {
  if (kind === 'file' && name === closingFact) throw closingIsNoFact()
  for (const one of [date, covers?.from, covers?.to]) if (one !== undefined) refuseImpossibleDate(one)
  if (covers !== undefined && (lastPossibleDay(covers.to) ?? '') < covers.from) throw refusal('no-such-date', { date: `${covers.from} – ${covers.to}` }, 'The covered period ends before it begins.')
}

/** A fact of a record counts for the files in which it lies too, and its date for their closing. */
export async function announceRecordFact(tx: Tx, outbox: Outbox, record: string, name: string, by: { actor: string; now: Date }): Promise<void> {
  const closed = name === 'record.date' ? await closedFilesOf(tx, record) : []
  await settleClosing(tx, closed, 'the date of a document in it changed', by)
  await announceFiles(tx, outbox, closed)
  await announceRecords(tx, outbox, [record])
}

async function announceFact(tx: Tx, outbox: Outbox, { kind, id }: SubjectOfFact, name: string, by: { actor: string; now: Date }): Promise<void> {
  if (kind === 'record') return announceRecordFact(tx, outbox, id, name, by)
  if (kind === 'file') return announceFiles(tx, outbox, [id])
  if (kind === 'body') return outbox.announce(tx, 'body.facts-changed', id)
  const links = await tx.select({ kind: personLink.subjectKind, subject: personLink.subject }).from(personLink).where(eq(personLink.person, id))
  await announceLinked(tx, outbox, links)
}

/** What a person's facts, or a link to a person, change. */
export async function announceLinked(tx: Tx, outbox: Outbox, links: readonly { kind: 'record' | 'file'; subject: string }[]): Promise<void> {
  const of = (kind: 'record' | 'file') => links.filter((link) => link.kind === kind).map((link) => link.subject)
  await announceFiles(tx, outbox, of('file'))
  await announceRecords(tx, outbox, of('record'))
}
