import { and, eq, isNull } from 'drizzle-orm'
import type { NewDraft } from '#contract/drafts.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { personNames } from '#server/registry/cards/names-of.ts'
import { refuseClosed } from '#server/registry/cards/lock-open-card.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import { seeCard } from '#server/registry/cards/visible-cards.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { openRegister } from '#server/registry/numbers/allocate.ts'
import { correspondent, type Card } from '#server/registry/schema.ts'
import { assignment } from '../schema.ts'
import type { Acting, DraftsContext } from './context.ts'
import { fillPlaceholders, tidyText, versionSum } from './draft-text.ts'
import { noteDraft } from './lock-draft.ts'
import { paperDay } from './paper-texts.ts'
import { draft, draftTemplateRow, draftVersion } from './schema.ts'

/**
 * Begins a draft for a card that the writer sees, from a template or with a text; its first version is the one that comes out
 * of it. Refuses with `no-such-card`, `card-closed`, `no-such-kind`, `no-such-draft-template`, `register-not-open`.
 */
export async function beginDraft(context: DraftsContext, form: NewDraft, by: Acting): Promise<string> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  return context.db.transaction(async (tx) => {
    const of = await seeCard(tx, by.filter, form.card)
    refuseClosed(of)
    await refuseUnknown(tx, form, of, today)
    const { subject, text } = await firstText(tx, form, of, by.name)
    const id = newId(now.getTime())
    await tx.insert(draft).values({ id, card: of.id, assignment: form.assignment ?? null, kind: form.kind, register: form.register, subject, language: form.language, author: by.name, createdAt: now, state: 'drafting', lastVersion: 1 })
    await tx.insert(draftVersion).values({ draft: id, version: 1, text, sha512: versionSum(text, []), savedBy: by.name, savedAt: now })
    await noteDraft(tx, id, { event: 'begun', details: { kind: form.kind, ...(form.template === undefined ? {} : { template: form.template }) } }, { actor: by.actor, now })
    await noteCard(tx, of.id, { event: 'draft-begun', details: { draft: id, kind: form.kind } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.begin-draft', object: `draft:${id}`, details: { card: of.id } }, now)
    return id
  })
}

async function refuseUnknown(tx: Tx, form: NewDraft, of: Card, today: string): Promise<void> {
  const [kind] = await tx.select({ code: documentKind.code }).from(documentKind).where(eq(documentKind.code, form.kind)).limit(1)
  if (!kind) throw refusal('no-such-kind', { kind: form.kind }, `There is no kind of document ${form.kind}.`)
  await openRegister(tx, form.register, today)
  if (form.assignment === undefined) return
  const [task] = await tx.select({ id: assignment.id }).from(assignment).where(and(eq(assignment.id, form.assignment), eq(assignment.card, of.id)))
  if (!task) throw refusal('no-such-assignment', {}, 'There is no such task on this document.')
}

async function firstText(tx: Tx, form: NewDraft, of: Card, author: string): Promise<{ subject: string; text: string }> {
  if (form.template === undefined) return { subject: form.subject ?? of.subject.slice(0, 500), text: tidyText(form.text ?? '') }
  const [found] = await tx.select().from(draftTemplateRow).where(and(eq(draftTemplateRow.code, form.template), eq(draftTemplateRow.language, form.language), isNull(draftTemplateRow.retiredAt)))
  if (!found) throw refusal('no-such-draft-template', {}, 'There is no such template in this language.')
  const [to] = of.correspondent === null ? [] : await tx.select({ name: correspondent.name }).from(correspondent).where(eq(correspondent.id, of.correspondent))
  const known = { 'correspondent': to?.name ?? '', 'subject': of.subject, 'card-number': of.number, 'card-date': paperDay(of.registeredOn, form.language), 'author': (await personNames(tx, [author]))[author] ?? author }
  return { subject: form.subject ?? fillPlaceholders(found.subject, known).slice(0, 500), text: tidyText(form.text ?? fillPlaceholders(found.body, known)) }
}
