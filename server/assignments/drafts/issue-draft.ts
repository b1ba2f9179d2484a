import { and, eq, isNotNull } from 'drizzle-orm'
import type { PaperForm, PaperRole } from '#contract/card-papers.ts'
import type { Annex } from '#contract/drafts.ts'
import type { Tx } from '#platform/database.ts'
import type { PaperDone } from '#platform/pdf/paper.ts'
import { withUpload } from '#server/records/cards/attach-upload.ts'
import { classOfCard, linkRecord, titleOfPaper } from '#server/records/cards/link-record.ts'
import { importFile } from '#server/records/import-file.ts'
import type { ImportedFile } from '#server/records/imported-file.ts'
import { card, cardRecord, type Card } from '#server/registry/schema.ts'
import { findHeld, noteArchived, releaseUploads } from '#server/registry/uploads/hold-file.ts'
import type { DraftsContext } from './context.ts'
import { loadDraftPaper } from './load-draft-paper.ts'
import { draft } from './schema.ts'
import { writeApprovalSheet } from './write-approval-sheet.ts'
import { writeResult } from './write-result.ts'

const actor = 'system'

/**
 * The task after a draft was registered: the approved version with its number, its annexes and the approval sheet become records,
 * laid to the card of the result; all but the sheet to the card that it answers, too. Drawn from what cannot change any more, so the
 * same bytes come out of it each time, and the archive takes them once. Files of earlier versions are let go.
 */
export async function issueDraft(context: DraftsContext, id: string): Promise<void> {
  const [found] = await context.db.select({ draft, card }).from(draft).innerJoin(card, eq(card.id, draft.resultCard)).where(and(eq(draft.id, id), isNotNull(draft.registeredAt)))
  if (found === undefined || found.draft.sheetRecord !== null) return
  const paper = await loadDraftPaper(context, found.draft, found.card)
  const { annexes } = paper.version
  const result = await keepDrawn(context, found.card, 'document', await writeResult(paper), found.draft.language, found.draft.card)
  for (const annex of annexes) await keepAnnex(context, found.card, annex, found.draft.card)
  const sheet = await keepDrawn(context, found.card, 'approval-sheet', await writeApprovalSheet(paper), found.draft.language, null)
  await context.db.transaction(async (tx) => {
    await releaseUploads(tx, id, annexes.map((one) => one.id), context.clock.now())
    await tx.update(draft).set({ resultRecord: result, sheetRecord: sheet }).where(eq(draft.id, id))
  })
}

/** The text of the pages goes in as it was printed: nothing needs to be recognised from a picture. */
async function keepDrawn(context: DraftsContext, of: Card, role: 'document' | 'approval-sheet', { bytes, pages }: PaperDone, language: string, answered: string | null): Promise<string> {
  const name = `${role === 'document' ? '' : 'sheet-'}${of.number.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.pdf`
  // After a kill between the two papers the first one is there already, also when somebody was renamed meanwhile.
  const [kept] = await context.db.select({ record: cardRecord.record }).from(cardRecord).where(and(eq(cardRecord.card, of.id), eq(cardRecord.role, role), eq(cardRecord.name, name)))
  if (kept !== undefined) return kept.record
  const file = { original: new Uint8Array(bytes), mediaType: 'application/pdf', storedName: 'file.pdf', pages: pages.map((text) => ({ text, language })) }
  return keep(context, of, { role, name, file, answered })
}

/** The file goes from the upload area only when the archive has it. */
async function keepAnnex(context: DraftsContext, of: Card, { id, name }: Annex, answered: string): Promise<void> {
  const held = await findHeld(context.db, id)
  if (held.record === null) {
    const record = await withUpload(context, held, (file) => keep(context, of, { role: 'annex', name, file, answered }))
    await noteArchived(context.db, id, record)
  }
  await context.uploads.remove(id)
}

type Kept = { role: PaperRole; name: string; file: ImportedFile; answered: string | null }

async function keep(context: DraftsContext, of: Card, { role, name, file, answered }: Kept): Promise<string> {
  const form: PaperForm = 'electronic-original'
  const inClass = await context.db.transaction((tx) => classOfCard(tx, of))
  const link = async (tx: Tx, record: string) => {
    const by = { actor, now: context.clock.now() }
    await linkRecord(tx, of.id, { record, role, form, name }, by)
    if (answered !== null) await linkRecord(tx, answered, { record, role: 'reply', form, name }, by)
  }
  const done = await importFile(context.records, { name, title: titleOfPaper(of), class: inClass ?? undefined, date: of.registeredOn, file, ofCard: { card: of.id, link } }, actor)
  const record = done.record ?? done.duplicateOf
  if (record === null) throw new Error(`the ${role} of card ${of.id} was neither imported nor found`)
  return record
}
