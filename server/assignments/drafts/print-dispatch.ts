import { and, asc, eq } from 'drizzle-orm'
import type { Language } from '#kernel/language.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { visibleCards, type CardFilter } from '#server/registry/cards/visible-cards.ts'
import { card, correspondent } from '#server/registry/schema.ts'
import type { DraftsContext } from './context.ts'
import { paperDay, paperTexts } from './paper-texts.ts'
import { dispatch } from './schema.ts'

const shares = [0.05, 0.13, 0.1, 0.24, 0.26, 0.1, 0.12] as const
/** More leaves no house on one day. */
const mostLines = 5000

/** The list of what left the house on a day, to be signed by whoever carries it, PDF/A-2b. */
export async function printDispatch({ db, archiveName, clock }: DraftsContext, filter: CardFilter, day: string, language: Language): Promise<PaperDone> {
  const texts = paperTexts[language]
  const lines = await db
    .select({ sent: dispatch, number: card.number, registeredOn: card.registeredOn, to: correspondent.name })
    .from(dispatch)
    .innerJoin(card, eq(card.id, dispatch.card))
    .leftJoin(correspondent, eq(correspondent.id, card.correspondent))
    .where(and(eq(dispatch.sentOn, day), visibleCards(filter)))
    .orderBy(asc(dispatch.notedAt), asc(dispatch.id))
    .limit(mostLines)
  const paper = openPaper({ title: `${texts.dispatch} ${day}`, language, createdAt: clock.now(), watermark: (await isTestMode(db)) ? 'TEST' : null, footer: texts.page, landscape: true })
  paper.text(archiveName, { strong: true, gapPt: 6 })
  paper.text(`${texts.dispatch}, ${paperDay(day, language)}`, { strong: true, sizePt: 14, align: 'center', gapPt: 8 })
  await paper.table(
    texts.dispatched.map((title, at) => ({ title, share: shares[at] ?? 0 })),
    lines.map(({ sent, number, registeredOn, to }, at) => [String(at + 1), number, paperDay(registeredOn, language), to ?? '—', sent.address, sent.channel, sent.note]),
  )
  paper.gap(8)
  paper.text(`${texts.total}: ${lines.length}`, { strong: true, gapPt: 16 })
  paper.keepTogether(40)
  paper.text(`______________________________________\n${texts.received}`, { sizePt: 9 })
  return paper.end()
}
