import type { Language } from '#kernel/language.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import type { Table } from '#platform/spreadsheet/table.ts'
import { yearSpans } from './act-document.ts'
import { dateSpan, formDate } from './form-date.ts'
import { sharedTexts } from './layouts/find-texts.ts'
import { countTwice } from './words/count-in-words.ts'

/** One storage unit of an inventory. */
export type InventoryLine = { number: number; index: string | null; title: string; dateFirst: string | null; dateLast: string | null; sheets: number | null; remark: string | null }

/** An inventory (опис, opis) of files of permanent keeping. `agreed` and `approved`: with their paper and civil date, null until then. */
export type InventoryDocument = {
  number: string
  body: string
  fonds: { number: string; title: string }
  years: readonly number[]
  lines: readonly InventoryLine[]
  preparedBy: string
  agreed: { document: string; date: string } | null
  approved: { document: string; date: string } | null
  madeAt: Date
}

const shares = [0.07, 0.13, 0.42, 0.17, 0.09, 0.12] as const

/** The inventory as PDF/A-2b; a draft until the state archive has approved it. */
export async function writeInventory(document: InventoryDocument, language: Language): Promise<PaperDone> {
  const shared = sharedTexts(language)
  const texts = shared.inventory
  const paper = openPaper({ title: texts.title(document.number), language, createdAt: document.madeAt, watermark: document.approved === null ? shared.draft : null, footer: shared.page })
  paper.text(document.body, { strong: true, gapPt: 2 })
  paper.text(shared.fonds(document.fonds.number, document.fonds.title), { gapPt: 8 })
  paper.text(texts.title(document.number), { align: 'center', strong: true, sizePt: 14, gapPt: 2 })
  paper.text(texts.subtitle(yearSpans(document.years) || '—'), { align: 'center', gapPt: 8 })
  await paper.table(
    texts.columns.map((title, at) => ({ title, share: shares[at] ?? 0, align: at === 2 || at === 5 ? ('left' as const) : ('center' as const) })),
    document.lines.map((line) => [String(line.number), line.index ?? '', line.title, dateSpan(line.dateFirst, line.dateLast), line.sheets === null ? '' : String(line.sheets), line.remark ?? '']),
  )
  const [first, last] = [document.lines[0], document.lines.at(-1)]
  paper.text(first === undefined || last === undefined ? texts.empty : texts.total(countTwice(document.lines.length, 'file', language), first.number, last.number), { strong: true, gapPt: 12 })
  paper.keepTogether(90)
  paper.beside([{ text: document.preparedBy, share: 0.5 }, { text: '____________________', share: 0.5 }])
  const said = (label: string, paperOf: InventoryDocument['agreed']) => `${label}\n${paperOf === null ? '____________________' : `${paperOf.document}, ${formDate(paperOf.date, shared.locale)}`}`
  paper.beside([{ text: said(texts.agreed, document.agreed), share: 0.5 }, { text: said(texts.approvedByArchive, document.approved), share: 0.5 }])
  return paper.end()
}

/** The same list for a spreadsheet. */
export function inventoryTable({ number, lines }: InventoryDocument, language: Language): Table {
  const [no, index, title, dates, sheets, remark] = sharedTexts(language).inventory.columns
  const text = (name: string) => ({ title: name, kind: 'text' as const })
  const count = (name: string) => ({ title: name, kind: 'number' as const })
  return {
    name: `inventory-${number}`,
    columns: [count(no), text(index), text(title), text(dates), count(sheets), text(remark)],
    rows: lines.map((line) => [line.number, line.index, line.title, dateSpan(line.dateFirst, line.dateLast), line.sheets, line.remark]),
  }
}
