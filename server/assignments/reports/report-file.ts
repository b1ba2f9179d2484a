import type { ReportRow, ReportView } from '#contract/reports.ts'
import { inLanguage, type Language } from '#kernel/language.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import type { Cell, Table } from '#platform/spreadsheet/table.ts'
import { wordingsIn, type Wordings } from './wordings.ts'

/** A report as a file: the same rows as on the screen, the reconciliation below them. */
export function reportTable(report: ReportView, language: Language): Table {
  const words = wordingsIn(language)
  const columns = [...report.keys.map(({ title }) => ({ title, kind: 'text' as const })), ...report.columns.map(({ title }) => ({ title, kind: 'number' as const }))]
  const lines = report.rows.map((row): Cell[] => [...keysOf(report, row, words, language), ...report.columns.map(({ key }) => row.values[key] ?? null)])
  return { name: `${report.title} ${report.from} ${report.to}`, columns, rows: [...lines, ...notes(report, words).map((text): Cell[] => [text])] }
}

/** A report as PDF/A-2b to be signed. */
export async function writeReport(report: ReportView, of: { archiveName: string; test: boolean; now: Date; language: Language }): Promise<PaperDone> {
  const words = wordingsIn(of.language)
  const period = report.from === report.to ? report.from : `${report.from} – ${report.to}`
  const paper = openPaper({ title: `${report.title} ${period}`, language: of.language, createdAt: of.now, watermark: of.test ? 'TEST' : null, footer: words.page, landscape: true })
  paper.text(of.archiveName, { strong: true, gapPt: 6 })
  paper.text(`${report.title}, ${period}`, { strong: true, sizePt: 14, align: 'center', gapPt: 4 })
  paper.text(report.explains, { sizePt: 8, gapPt: 8 })
  const keyShare = Math.min(0.22, 0.6 / report.keys.length)
  const share = (1 - keyShare * report.keys.length) / Math.max(1, report.columns.length)
  const columns = [...report.keys.map(({ title }) => ({ title, share: keyShare })), ...report.columns.map(({ title }) => ({ title, share, align: 'right' as const }))]
  await paper.table(columns, report.rows.map((row) => [...keysOf(report, row, words, of.language), ...report.columns.map(({ key }) => (row.values[key] ?? '—').toString())]))
  for (const line of notes(report, words)) paper.text(line, { sizePt: 9, gapPt: 2 })
  paper.gap(14)
  paper.text('______________________________________', { sizePt: 9 })
  return paper.end()
}

function notes(report: ReportView, words: Wordings): string[] {
  const register = report.register === null ? [] : [...report.register.lines, words.agrees(report.register.agrees)]
  return [...register, ...(report.asOf === null ? [] : [words.asOf(`${report.asOf.slice(0, 16).replace('T', ' ')} UTC`)])]
}

function keysOf(report: ReportView, row: ReportRow, words: Wordings, language: Language): string[] {
  if (row.level === 'total') return report.keys.map((_, at) => (at === 0 ? words.total : ''))
  return report.keys.map(({ key }) => {
    if (key === 'month') return row.month ?? ''
    if (key === 'unit') return inLanguage(row.unitName, language) || (row.unit ?? '')
    if (key === 'what') return row.what?.title ?? ''
    return row.level === 'unit' ? words.whole : (row.person?.displayName ?? '')
  })
}
