import type { TransmittalView } from '#contract/municipality.ts'
import type { Language } from '#kernel/language.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import { transmittalTexts } from './texts.ts'

type Printed = { list: TransmittalView; unitName: string; archiveName: string; language: Language; test: boolean; now: Date }
const shares = [0.06, 0.19, 0.12, 0.37, 0.12, 0.14] as const

/** The list that goes with the papers, for a signature: numbers, dates, sheets; PDF/A-2b. */
export async function printTransmittal({ list, unitName, archiveName, language, test, now }: Printed): Promise<PaperDone> {
  const texts = transmittalTexts[language]
  const title = texts.title(list.number)
  const paper = openPaper({ title, language, createdAt: now, watermark: test ? 'TEST' : null, footer: texts.page })
  paper.text(archiveName, { align: 'center', gapPt: 10 })
  paper.text(title, { strong: true, sizePt: 14, align: 'center', gapPt: 8 })
  paper.text(`${texts.to}: ${unitName} (${list.unit})`, { gapPt: 2 })
  paper.text(`${texts.made}: ${list.day}`, { gapPt: 8 })
  await paper.table(
    texts.columns.map((column, at) => ({ title: column, share: shares[at] ?? 0 })),
    list.lines.map((line, at) => [String(at + 1), line.number, line.registeredOn, line.subject, `${line.sheets ?? '—'} + ${line.annexSheets ?? 0}`, '']),
  )
  const sheets = list.lines.reduce((sum, line) => sum + (line.sheets ?? 0) + (line.annexSheets ?? 0), 0)
  paper.text(texts.total(list.lines.length, sheets), { strong: true, gapPt: 16 })
  paper.keepTogether(70)
  for (const [who, name] of [[texts.handedOver, ''], [texts.received, list.receivedBy ?? '']] as const) {
    paper.beside([{ text: who, share: 0.2, style: { strong: true } }, { text: `${name === '' ? '' : `${name}  ${list.handedOverOn ?? ''}  `}______________________________\n${texts.signature}`, share: 0.75, style: { sizePt: 9 } }])
  }
  return paper.end()
}
