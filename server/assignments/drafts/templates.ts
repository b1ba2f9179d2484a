import { and, asc, eq, isNull } from 'drizzle-orm'
import type { DraftTemplate } from '#contract/drafts.ts'
import { languages } from '#kernel/language.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import type { DraftsContext } from './context.ts'
import { draftTemplateRow } from './schema.ts'

/** The templates in use, by kind and language. */
export async function listDraftTemplates(db: Db): Promise<DraftTemplate[]> {
  const rows = await db.select().from(draftTemplateRow).where(isNull(draftTemplateRow.retiredAt)).orderBy(asc(draftTemplateRow.kind), asc(draftTemplateRow.code), asc(draftTemplateRow.language))
  return rows.flatMap(({ code, language: of, kind, title, subject, body }) => languages.filter((one) => one === of).map((language) => ({ code, language, kind, title, subject, body })))
}

/** Saves a template; drafts that began from it keep what they have. Refuses with `no-such-kind`. */
export async function saveDraftTemplate(context: DraftsContext, form: DraftTemplate, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [kind] = await tx.select({ code: documentKind.code }).from(documentKind).where(eq(documentKind.code, form.kind)).limit(1)
    if (!kind) throw refusal('no-such-kind', { kind: form.kind }, `There is no kind of document ${form.kind}.`)
    const row = { ...form, changedBy: actor, changedAt: now, retiredAt: null }
    await tx.insert(draftTemplateRow).values(row).onConflictDoUpdate({ target: [draftTemplateRow.code, draftTemplateRow.language], set: row })
    await appendAudit(tx, { actor, action: 'assignments.save-draft-template', object: `draft-template:${form.code}`, details: { language: form.language, kind: form.kind } }, now)
  })
}

/** Nobody begins with a template any more. Safe to run twice. */
export async function retireDraftTemplate(context: DraftsContext, of: { code: string; language: string }, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const retired = await tx.update(draftTemplateRow).set({ retiredAt: now, changedBy: actor }).where(and(eq(draftTemplateRow.code, of.code), eq(draftTemplateRow.language, of.language), isNull(draftTemplateRow.retiredAt))).returning({ code: draftTemplateRow.code })
    if (retired.length > 0) await appendAudit(tx, { actor, action: 'assignments.save-draft-template', object: `draft-template:${of.code}`, details: { language: of.language, retired: true } }, now)
  })
}
