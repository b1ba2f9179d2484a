import type { BlockView } from '#contract/register-views.ts'
import type { Language } from '#kernel/language.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import { bookTexts } from './book-texts.ts'
import { testWatermark } from './write-book.ts'

const shares = [0.2, 0.14, 0.26, 0.28, 0.12] as const

/** The list of numbers that goes to a place without the line: each on a row to be written on, as PDF/A-2b. */
export async function writeBlockList(of: { block: BlockView; body: string; title: string; place: string; handedOn: string; madeAt: Date }, language: Language): Promise<PaperDone> {
  const texts = bookTexts[language]
  const { firstSeq, lastSeq, numbers, test, handedBy } = of.block
  const paper = openPaper({ title: texts.blockTitle(firstSeq, lastSeq, of.place), language, createdAt: of.madeAt, watermark: test ? testWatermark : null, footer: texts.page })
  paper.text(of.body, { strong: true, gapPt: 2 })
  paper.text(of.title, { gapPt: 8 })
  paper.text(texts.blockTitle(firstSeq, lastSeq, of.place), { align: 'center', strong: true, sizePt: 14, gapPt: 6 })
  paper.text(texts.blockNote, { gapPt: 8 })
  // A row as high as three lines of print has room for a pen.
  await paper.table(texts.blockColumns.map((title, at) => ({ title, share: shares[at] ?? 0 })), numbers.map(({ number }) => [`${number}\n\n `, '', '', '', '']))
  paper.keepTogether(70)
  paper.text(texts.handed(handedBy, of.handedOn.split('-').toReversed().join('.')), { gapPt: 12 })
  paper.beside([{ text: '____________________________', share: 0.5 }, { text: '____________________________', share: 0.5 }])
  return paper.end()
}
