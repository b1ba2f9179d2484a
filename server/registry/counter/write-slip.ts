import type { HandOutView } from '#contract/counter.ts'
import { inLanguage, type Language } from '#kernel/language.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import { counterTexts } from './counter-texts.ts'
import { factWriter } from './write-receipt.ts'

export type Slip = HandOutView & { unitName: Record<string, string>; service: Record<string, string>; clerk: string; test: boolean; madeAt: Date }

/** The slip that the recipient signs by hand, as PDF/A-2b; of the document shown it has the kind and the ending alone. */
export async function writeSlip(slip: Slip, language: Language): Promise<PaperDone> {
  const texts = counterTexts(language)
  const paper = openPaper({ title: `${texts.slip} ${slip.number}`, language, createdAt: slip.madeAt, watermark: slip.test ? texts.test : null, footer: (page, pages) => `${page} / ${pages}` })
  paper.text(texts.slip, { align: 'center', strong: true, sizePt: 16, gapPt: 12 })
  const fact = factWriter(paper)
  fact(texts.number, slip.number, 14)
  fact(texts.service, inLanguage(slip.service, language))
  fact(texts.handed, slip.onDay.split('-').toReversed().join('.'))
  fact(texts.at, inLanguage(slip.unitName, language))
  fact(texts.recipient, slip.recipient)
  fact(texts.document, `${texts.documents[slip.documentKind]}, ${texts.ending} ${slip.documentEnding}`)
  if (slip.proxy !== null) fact(texts.proxy, slip.proxy)
  paper.gap(14)
  paper.text(texts.received, { gapPt: 30 })
  for (const [role, name] of [[texts.recipient, slip.recipient], [texts.by, slip.clerk]] as const) {
    paper.keepTogether(40)
    paper.beside([{ text: role, share: 0.25 }, { text: `____________________\n(${texts.signature})`, share: 0.35 }, { text: name, share: 0.4 }])
    paper.gap(10)
  }
  return paper.end()
}
