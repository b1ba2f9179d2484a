import type { CasePaper } from '#contract/counter.ts'
import { inLanguage, type Language } from '#kernel/language.ts'
import { openPaper, type Paper, type PaperDone } from '#platform/pdf/paper.ts'
import { counterTexts } from './counter-texts.ts'

type Names = Record<string, string>

/** What a receipt says. `lookup`: address of the public page; null: the house has none, and one asks at a counter. */
export type Receipt = {
  body: Names
  number: string
  registeredOn: string
  dueOn: string | null
  checkValue: string
  service: Names
  applicant: string | null
  papers: readonly CasePaper[]
  clerk: string
  lookup: string | null
  test: boolean
  madeAt: Date
}

/** The receipt for the citizen as PDF/A-2b, marked on every page where the house still tries things out. */
export async function writeReceipt(receipt: Receipt, language: Language): Promise<PaperDone> {
  const texts = counterTexts(language)
  const day = (date: string) => date.split('-').toReversed().join('.')
  const paper = openPaper({ title: `${texts.receipt} ${receipt.number}`, language, createdAt: receipt.madeAt, watermark: receipt.test ? texts.test : null, footer: (page, pages) => `${page} / ${pages}` })
  paper.text(inLanguage(receipt.body, language), { strong: true, gapPt: 14 })
  paper.text(texts.receipt, { align: 'center', strong: true, sizePt: 16, gapPt: 12 })
  const fact = factWriter(paper)
  fact(texts.number, receipt.number, 14)
  fact(texts.on, day(receipt.registeredOn))
  fact(texts.service, inLanguage(receipt.service, language))
  if (receipt.applicant !== null) fact(texts.applicant, receipt.applicant)
  fact(texts.due, receipt.dueOn === null ? texts.noDue : day(receipt.dueOn))
  fact(texts.check, receipt.checkValue, 14)
  paper.gap(8)
  const of = (state: CasePaper['state']) => receipt.papers.filter((one) => one.state === state)
  listPapers(paper, texts.taken, of('taken'), language, texts.none)
  if (of('in-house').length > 0) listPapers(paper, texts.inHouse, of('in-house'), language, texts.none)
  for (const [until, awaited] of Map.groupBy(of('awaited'), ({ dueOn }) => dueOn ?? '')) listPapers(paper, texts.awaited(day(until)), awaited, language, texts.none)
  paper.text(receipt.lookup === null ? texts.lookupHere : texts.lookup(receipt.lookup))
  paper.text(texts.keep, { gapPt: 18 })
  paper.keepTogether(30)
  paper.beside([{ text: texts.by, share: 0.3 }, { text: '____________________', share: 0.3 }, { text: receipt.clerk, share: 0.4 }])
  return paper.end()
}

/** Writes a name beside its value. */
export function factWriter(paper: Paper): (name: string, value: string, sizePt?: number) => void {
  return (name, value, sizePt = 10) => paper.beside([{ text: name, share: 0.32 }, { text: value, share: 0.68, style: { strong: true, sizePt } }])
}

function listPapers(paper: Paper, title: string, papers: readonly CasePaper[], language: Language, none: string): void {
  paper.text(`${title}:`, { strong: true, gapPt: 2 })
  if (papers.length === 0) paper.text(none, { indentPt: 14 })
  for (const [at, { name }] of papers.entries()) paper.text(`${at + 1}. ${inLanguage(name, language)}`, { indentPt: 14, gapPt: 2 })
  paper.gap(6)
}
