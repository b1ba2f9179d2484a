import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { FileCard, filingProposal } from '#contract/drafts.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { announceFiles } from '#server/file-plan/announce.ts'
import { refuseUnlessOpen } from '#server/file-plan/change-file.ts'
import type { FilePlanContext } from '#server/file-plan/context.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { openFile } from '#server/file-plan/open-file.ts'
import { putInFile } from '#server/file-plan/put-in-file.ts'
import { file } from '#server/file-plan/schema.ts'
import { refuseAnnulled } from '#server/registry/cards/lock-open-card.ts'
import { enterStage, noteCard } from '#server/registry/cards/note-card.ts'
import { seeCard } from '#server/registry/cards/visible-cards.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { card, cardRecord, cardRelation, type Card } from '#server/registry/schema.ts'
import type { Acting } from '../drafts/context.ts'
import { recordsOf } from './records-of.ts'

/**
 * Files a document: its records and those of its replies lie in a file of the file plan, the cards are closed and cannot be changed
 * any more. The class is the one of its kind unless another is said; a file that is not there is opened. Safe to run twice.
 * Refuses with `tasks-still-open`, `drafts-still-open`, `class-needed`, `file-not-open`, `card-closed`.
 */
export async function fileAway(context: FilePlanContext, id: string, form: FileCard, by: Acting): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  const of = await seeCard(context.db, by.filter, id)
  if (of.state === 'filed') return
  await refuseUnlessDone(context.db, of)
  const inClass = form.class ?? (await classOf(context.db, of))
  if (inClass === null) throw refusal('class-needed', {}, 'The kind of this document has no class of the file plan. Say in which class it is filed.')
  await openUnlessThere(context, inClass, form, by.actor)
  await context.db.transaction(async (tx) => {
    const cards = await lockCards(tx, id)
    if (cards.every((one) => one.state === 'filed')) return
    for (const one of cards) await refuseUnlessDone(tx, one)
    const [into] = await tx.select().from(file).where(and(eq(file.class, inClass), eq(file.number, form.number))).for('update')
    if (into === undefined) throw refusal('no-such-file', {}, 'The file went meanwhile. Look again.')
    refuseUnlessOpen(into)
    const closing = cards.filter((one) => one.state !== 'filed')
    const records = [...new Set((await tx.select({ record: cardRecord.record }).from(cardRecord).where(and(inArray(cardRecord.card, closing.map((one) => one.id)), isNull(cardRecord.replacedBy)))).map((one) => one.record))]
    for (const record of records) await putInFile(tx, context.outbox, { class: inClass, number: form.number, record, actor: by.actor, capturedAt: now, today, now })
    for (const one of closing) await close(tx, one, into, { ...by, now, today })
    await announceFiles(tx, context.outbox, [into.id])
    await context.outbox.announceEach(tx, 'record.facts-changed', records)
    // After the announcements, which wait for running tasks of these records: a task that wants the row of its record must not wait for us.
    await context.records.follow(tx, records)
  })
  context.outbox.wake()
}

type Closing = { actor: string; now: Date; today: string }

async function close(tx: Tx, of: Card, into: { id: string; class: string; number: string }, { actor, now, today }: Closing): Promise<void> {
  await tx.update(card).set({ state: 'filed', filedIn: into.id, closedOn: today, version: sql`${card.version} + 1` }).where(eq(card.id, of.id))
  await enterStage(tx, of.id, { stage: 'closed', onDay: today }, now)
  await noteCard(tx, of.id, { event: 'filed', details: { file: into.id, class: into.class, number: into.number } }, { actor, now })
  await appendAudit(tx, { actor, action: 'registry.file-card', object: `card:${of.id}`, details: { file: into.id, class: into.class, number: into.number } }, now)
}

/** The card and the documents that answer or execute it, in one order, so that two people who file never wait for each other. */
async function lockCards(tx: Tx, id: string): Promise<Card[]> {
  const replies = await tx.select({ id: cardRelation.fromCard }).from(cardRelation).where(and(eq(cardRelation.toCard, id), inArray(cardRelation.relation, ['reply-to', 'executes'])))
  const cards = await tx.select().from(card).where(inArray(card.id, [id, ...replies.map((one) => one.id)])).orderBy(asc(card.id)).for('update')
  // A decision that is still being carried out is filed with its own tasks, not with the document that caused it.
  const busy = await tx.execute<{ card: string }>(sql`select distinct card from assignment where state in ('open', 'executed') and card = any(${sql.param(cards.map((one) => one.id))}::uuid[])`)
  return cards.filter((one) => one.id === id || (one.state !== 'annulled' && busy.rows.every((row) => row.card !== one.id)))
}

/** A document that was filed or annulled before stays as it is; one with open work is not closed. */
async function refuseUnlessDone(db: Db | Tx, of: Card): Promise<void> {
  refuseAnnulled(of)
  const { tasks, drafts } = await openWork(db, of.id)
  if (tasks > 0) throw refusal('tasks-still-open', { count: tasks }, `${tasks} tasks on this document are open. End them first.`)
  if (drafts > 0) throw refusal('drafts-still-open', { count: drafts }, `${drafts} drafts on this document are not sent. Send or withdraw them first.`)
}

async function openWork(db: Db | Tx, id: string): Promise<{ tasks: number; drafts: number }> {
  const { rows } = await db.execute<{ tasks: number; drafts: number }>(sql`
    select (select count(*)::int from assignment where card = ${id} and state in ('open', 'executed')) as tasks,
           (select count(*)::int from draft where card = ${id} and state <> 'withdrawn' and (state <> 'sent' or sheet_record is null)) as drafts`)
  return rows[0] ?? { tasks: 0, drafts: 0 }
}

async function classOf(db: Db | Tx, of: Card): Promise<string | null> {
  const [kind] = await db.select({ class: documentKind.class }).from(documentKind).where(and(eq(documentKind.code, of.kind), eq(documentKind.version, of.kindVersion)))
  return kind?.class ?? null
}

async function openUnlessThere(context: FilePlanContext, inClass: string, { number, title }: FileCard, actor: string): Promise<void> {
  const [known] = await context.db.select({ id: file.id }).from(file).where(and(eq(file.class, inClass), eq(file.number, number)))
  if (known === undefined) await openFile(context, { class: inClass, number, title }, actor)
}

/** What is proposed to who files a document: the class of its kind, open files of it, what is not done yet. */
export async function proposeFiling(context: FilePlanContext, id: string, by: Acting): Promise<z.infer<typeof filingProposal>> {
  const of = await seeCard(context.db, by.filter, id)
  const inClass = await classOf(context.db, of)
  const files = inClass === null ? [] : await context.db.select({ id: file.id, number: file.number, title: file.title }).from(file).where(and(eq(file.class, inClass), eq(file.state, 'open'))).orderBy(asc(file.number)).limit(50)
  const { tasks, drafts } = await openWork(context.db, id)
  return { class: inClass, files, records: (await recordsOf(context.db, id)).length, openTasks: tasks, openDrafts: drafts }
}
