import type { AttachQuery } from '#contract/card-papers.ts'
import { appendAudit } from '#server/audit/append.ts'
import { lockOpenCard } from '#server/registry/cards/lock-open-card.ts'
import { seeCard, type CardFilter } from '#server/registry/cards/visible-cards.ts'
import type { RecordsContext } from '../context.ts'
import { importFile } from '../import-file.ts'
import type { ImportedFile } from '../imported-file.ts'
import { classOfCard, linkRecord, titleOfPaper } from './link-record.ts'

export type AttachOrder = AttachQuery & { card: string; file: ImportedFile }
export type Attached = { record: string; pages: number }

/**
 * Makes a file a record of a card. The same bytes sent again to the same card, as after a cut line, are the same
 * record. Refuses with `no-such-card` and `card-closed`, and as an import does.
 */
export async function attachFile(context: RecordsContext, order: AttachOrder, filter: CardFilter, actor: string): Promise<Attached> {
  await seeCard(context.db, filter, order.card)
  const { found, of } = await context.db.transaction(async (tx) => {
    const open = await lockOpenCard(tx, order.card, undefined, 'share')
    return { found: open, of: await classOfCard(tx, open) }
  })
  const { name, role, form, paper, replaces, file } = order
  const link = async (tx: Parameters<typeof linkRecord>[0], record: string) => {
    await lockOpenCard(tx, order.card, undefined, 'share')
    const now = context.clock.now()
    await linkRecord(tx, order.card, { record, role, form, name, paper, replaces }, { actor, now })
    await appendAudit(tx, { actor, action: 'records.attach-to-card', object: `card:${order.card}`, details: { record, role, form } }, now)
  }
  const made = await importFile(context, { name, title: titleOfPaper(found), file, class: of ?? undefined, date: found.registeredOn, ofCard: { card: order.card, link } }, actor)
  return { record: made.record ?? made.duplicateOf ?? '', pages: made.pages }
}
