import { and, eq, isNotNull } from 'drizzle-orm'
import type { PaperDone } from '#platform/pdf/paper.ts'
import { classOfCard, linkRecord, titleOfPaper } from '#server/records/cards/link-record.ts'
import { importFile } from '#server/records/import-file.ts'
import { card, cardRecord, type Card } from '#server/registry/schema.ts'
import type { DraftsContext } from './context.ts'
import { loadDraftPaper } from './load-draft-paper.ts'
import { draft } from './schema.ts'
import { writeApprovalSheet } from './write-approval-sheet.ts'
import { writeResult } from './write-result.ts'

const actor = 'system'

/**
 * The task after a draft was registered: the approved version with its number and the approval sheet become records, laid to the
 * card of the result; the first one to the card that it answers, too. Drawn from what cannot change any more, so the same bytes come
 * out of it each time, and the archive takes them once.
 */
export async function issueDraft(context: DraftsContext, id: string): Promise<void> {
  const [found] = await context.db.select({ draft, card }).from(draft).innerJoin(card, eq(card.id, draft.resultCard)).where(and(eq(draft.id, id), isNotNull(draft.registeredAt)))
  if (found === undefined || found.draft.sheetRecord !== null) return
  const paper = await loadDraftPaper(context, found.draft, found.card)
  const result = await keep(context, found.card, 'document', await writeResult(paper), found.draft.language, found.draft.card)
  const sheet = await keep(context, found.card, 'approval-sheet', await writeApprovalSheet(paper), found.draft.language, null)
  await context.db.update(draft).set({ resultRecord: result, sheetRecord: sheet }).where(eq(draft.id, id))
}

/** The text of the pages goes in as it was printed: nothing needs to be recognised from a picture. */
async function keep(context: DraftsContext, of: Card, role: 'document' | 'approval-sheet', { bytes, pages }: PaperDone, language: string, answered: string | null): Promise<string> {
  const name = `${role === 'document' ? '' : 'sheet-'}${of.number.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.pdf`
  // After a kill between the two papers the first one is there already, also when somebody was renamed meanwhile.
  const [kept] = await context.db.select({ record: cardRecord.record }).from(cardRecord).where(and(eq(cardRecord.card, of.id), eq(cardRecord.role, role), eq(cardRecord.name, name)))
  if (kept !== undefined) return kept.record
  const file = { original: new Uint8Array(bytes), mediaType: 'application/pdf', storedName: 'file.pdf', pages: pages.map((text) => ({ text, language })) }
  const inClass = await context.db.transaction((tx) => classOfCard(tx, of))
  const link = async (tx: Parameters<typeof linkRecord>[0], record: string) => {
    const by = { actor, now: context.clock.now() }
    await linkRecord(tx, of.id, { record, role, form: 'electronic-original', name }, by)
    if (answered !== null) await linkRecord(tx, answered, { record, role: 'reply', form: 'electronic-original', name }, by)
  }
  const done = await importFile(context.records, { name, title: titleOfPaper(of), class: inClass ?? undefined, date: of.registeredOn, file, ofCard: { card: of.id, link } }, actor)
  const record = done.record ?? done.duplicateOf
  if (record === null) throw new Error(`the ${role} of card ${of.id} was neither imported nor found`)
  return record
}
