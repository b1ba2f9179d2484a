import { and, asc, eq } from 'drizzle-orm'
import type { Language } from '#kernel/language.ts'
import { languages } from '#kernel/language.ts'
import { personNames } from '#server/registry/cards/names-of.ts'
import { card, correspondent, type Card } from '#server/registry/schema.ts'
import type { DraftsContext } from './context.ts'
import { draftVersion, visa, type Draft, type DraftVersion, type Visa } from './schema.ts'

/** All that the papers of an approved draft say. `name`: what people are called. `answered`: the document that it answers. */
export type DraftPaper = { house: string; language: Language; draft: Draft; version: DraftVersion; visas: Visa[]; result: Card; answered: Card; correspondent: { name: string; address: string } | null; name: (account: string) => string; timeZone: string }

/** Reads what was approved; nothing of it changes afterwards but the names of people and correspondents. */
export async function loadDraftPaper({ db, archiveName, timeZone }: DraftsContext, of: Draft, result: Card): Promise<DraftPaper> {
  const [version] = await db.select().from(draftVersion).where(and(eq(draftVersion.draft, of.id), eq(draftVersion.version, of.approvedVersion ?? of.lastVersion)))
  const [answered] = await db.select().from(card).where(eq(card.id, of.card))
  if (version === undefined || answered === undefined) throw new Error(`draft ${of.id} has lost its version or its card`)
  const visas = await db.select().from(visa).where(eq(visa.draft, of.id)).orderBy(asc(visa.version), asc(visa.position))
  const [to] = result.correspondent === null ? [] : await db.select({ name: correspondent.name, address: correspondent.address }).from(correspondent).where(eq(correspondent.id, result.correspondent))
  const names = await personNames(db, [of.author, of.approver ?? '', of.approvedBy ?? '', ...visas.flatMap((one) => [one.person, one.decidedBy ?? '', one.overruledBy ?? '', one.overruledFor ?? ''])])
  const language = languages.find((one) => one === of.language) ?? 'en'
  return { house: archiveName, language, draft: of, version, visas, result, answered, correspondent: to ?? null, name: (account) => names[account] ?? account, timeZone }
}
