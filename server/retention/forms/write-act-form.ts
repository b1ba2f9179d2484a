import { OpisError } from '#kernel/errors.ts'
import type { Language } from '#kernel/language.ts'
import { openPaper, type Paper, type PaperDone } from '#platform/pdf/paper.ts'
import { filesByYear, yearSpans, type ActDocument, type ActDocumentLine, type FormLayout } from './act-document.ts'
import { dateSpan, formDate } from './form-date.ts'
import type { FormTexts } from './form-texts.ts'
import { findTexts } from './layouts/find-texts.ts'
import { countInWords, countTwice } from './words/count-in-words.ts'

const shares = [0.055, 0.255, 0.13, 0.09, 0.15, 0.09, 0.14, 0.09] as const
const line = '____________________'
const signatureHeightPt = 60

/**
 * The form of an act of destruction as PDF/A-2b in a national layout. The same document gives the same bytes.
 * Errors: `bad-request` when the layout does not have the language.
 */
export async function writeActForm(document: ActDocument, layout: FormLayout, language: Language): Promise<PaperDone> {
  const texts = findTexts(layout, language)
  if (texts === null) throw new OpisError('bad-request', `The form of this country is not printed in this language (${language}). Ask for the neutral one.`)
  const { shared, act } = texts
  const paper = openPaper({
    title: `${act.title} ${act.numbered(document.number)}`,
    language,
    createdAt: document.madeAt,
    watermark: document.state === 'draft' ? shared.draft : null,
    footer: shared.page,
  })
  writeHead(paper, document, texts)
  const listed = document.lines.filter(({ state }) => state !== 'void' && state !== 'kept')
  await paper.table(columnsOf(texts), rowsOf(listed))
  writeTotals(paper, listed, texts, language)
  writeInventories(paper, document, texts)
  writePeople(paper, document, texts)
  if (document.state === 'done') writeResult(paper, document, listed, texts, language)
  writeNotExecuted(paper, document, texts, language)
  return paper.end()
}

function writeHead(paper: Paper, document: ActDocument, { shared, act }: FormTexts): void {
  const head = document.approvals.find(({ role }) => role === 'head-of-body' || role === 'head')
  const signed = head === undefined ? `${line}\n(${act.signature})\n${line}\n(${shared.date})` : `${head.name}\n${formDate(head.date, shared.locale)}`
  paper.beside([{ text: document.body, share: 0.5, style: { strong: true } }, { text: `${act.approve}\n${act.head}\n${signed}`, share: 0.5 }])
  paper.gap(10)
  paper.text(act.title, { align: 'center', strong: true, sizePt: 14, gapPt: 2 })
  paper.text(act.subtitle, { align: 'center', gapPt: 8 })
  paper.beside([{ text: formDate(document.date, shared.locale), share: 0.35 }, { text: act.numbered(document.number), share: 0.3, style: { align: 'center' } }, { text: document.place ?? '', share: 0.35, style: { align: 'right' } }])
  paper.gap(6)
  paper.text(document.basis === null ? act.withoutBasis : act.basis(document.basis.title, document.basis.imprint), { gapPt: 0 })
  paper.text(act.selected(shared.fonds(document.fonds.number, document.fonds.title)), { gapPt: 6 })
}

const columnsOf = ({ act }: FormTexts) => act.columns.map((title, at) => ({ title, share: shares[at] ?? 0, align: at === 1 || at === 7 ? ('left' as const) : ('center' as const) }))

function* rowsOf(lines: readonly ActDocumentLine[]): Generator<string[]> {
  for (const one of lines) {
    const term = [one.term, one.article].filter((part) => part !== null).join(', ')
    yield [String(one.number), one.title, dateSpan(one.dateFirst, one.dateLast), one.inventory ?? '', one.index ?? '', String(one.files), term, one.remark ?? '']
  }
}

function writeTotals(paper: Paper, lines: readonly ActDocumentLine[], { act }: FormTexts, language: Language): void {
  const byYear = filesByYear(lines)
  const years = [...byYear.keys()].filter((year) => year !== null)
  const all = lines.reduce((sum, { files }) => sum + files, 0)
  if (byYear.size > 1) {
    for (const [year, count] of byYear) paper.text(act.totalOfYear(year === null ? act.withoutYear : String(year), countTwice(count, 'file', language)), { indentPt: 12, gapPt: 0, sizePt: 9 })
  }
  paper.gap(3)
  paper.text(act.total(countTwice(all, 'file', language), yearSpans(years) || '—'), { strong: true })
}

function writeInventories(paper: Paper, { inventories }: ActDocument, { act }: FormTexts): void {
  for (const { kind, years, documents } of inventories) paper.text(act.inventories[kind](yearSpans(years), documents.join('; ')))
  if (!inventories.some(({ kind }) => kind === 'permanent')) paper.text(act.inventoriesMissing)
}

function writePeople(paper: Paper, { preparedBy, sitting, approvals }: ActDocument, { shared, act }: FormTexts): void {
  paper.keepTogether(signatureHeightPt)
  paper.beside([{ text: act.preparedBy, share: 0.45 }, { text: line, share: 0.25 }, { text: preparedBy, share: 0.3 }])
  if (sitting !== null) {
    paper.text(act.protocol(sitting.commission, sitting.protocol, formDate(sitting.heldOn, shared.locale)), { gapPt: 3 })
    for (const { name, chair, present } of sitting.members) {
      paper.keepTogether(signatureHeightPt / 2)
      paper.beside([{ text: chair ? shared.chair : shared.member, share: 0.45 }, { text: present ? line : `(${shared.absent})`, share: 0.25 }, { text: name, share: 0.3 }])
    }
  }
  if (approvals.length > 0) {
    paper.keepTogether(signatureHeightPt)
    paper.text(act.approvals, { strong: true, gapPt: 1 })
    for (const { role, name, document, date } of approvals) paper.text(`${shared.roles[role] ?? role}: ${name}, ${formDate(date, shared.locale)}${document === null ? '' : `, ${document}`}`, { gapPt: 1 })
  }
  if (act.archiveConsent !== null && !approvals.some(({ role }) => /archive/.test(role))) paper.text(act.archiveConsent)
  paper.gap(4)
}

function writeResult(paper: Paper, document: ActDocument, listed: readonly ActDocumentLine[], { shared, act }: FormTexts, language: Language): void {
  const files = (of: readonly ActDocumentLine[]) => of.reduce((sum, one) => sum + one.files, 0)
  paper.keepTogether(signatureHeightPt)
  const done = listed.filter(({ state }) => state === 'done' || state === 'paper-pending')
  if (document.executedOn !== null) paper.text(act.result(formDate(document.executedOn, shared.locale), countTwice(files(done), 'file', language)), { strong: true })
  const onPaper = listed.filter(({ state }) => state === 'paper-pending')
  if (onPaper.length > 0) paper.text(act.paper(countTwice(files(onPaper), 'file', language)))
  paper.text(act.registers)
}

/** Lines that fell out after approval or were kept: each with its reason, so that the number of every line is accounted for. */
function writeNotExecuted(paper: Paper, { lines }: ActDocument, { shared, act }: FormTexts, language: Language): void {
  const out = lines.filter(({ state }) => state === 'void' || state === 'kept')
  if (out.length === 0) return
  paper.keepTogether(signatureHeightPt)
  paper.text(`${act.notExecuted(countInWords(out.length, 'line', language))} (${out.length})`, { strong: true, gapPt: 2 })
  for (const { number, title, reason, reasonOf } of out) paper.text(`${number}. ${title} — ${reasonText(shared, reason, reasonOf)}`, { indentPt: 12, gapPt: 1, sizePt: 9 })
}

function reasonText({ reasons, otherReason }: FormTexts['shared'], reason: string | null, of: string | null): string {
  const known: Readonly<Record<string, (of: string) => string>> = reasons
  const say = reason !== null && Object.hasOwn(known, reason) ? known[reason] : undefined
  return say?.(of ?? '').replace(/[,:]? *$/, '') ?? (reason ?? otherReason)
}
