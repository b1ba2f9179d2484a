import type { Language } from '#kernel/language.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import { bookTexts, type BookTexts } from './book-texts.ts'
import type { Book, BookLine } from './load-book.ts'

const shares = [0.14, 0.09, 0.18, 0.13, 0.27, 0.06, 0.13] as const
/** Word across the pages of everything that was printed in test mode. */
export const testWatermark = 'TEST'

/** The register book as PDF/A-2b: every number of the period with totals and a block for signatures; pages are numbered. */
export async function writeBook(book: Book, language: Language): Promise<PaperDone> {
  const texts = bookTexts[language]
  const paper = openPaper({ title: texts.book(book.title), language, createdAt: book.madeAt, watermark: book.test ? testWatermark : null, footer: texts.page, landscape: true })
  paper.text(book.body, { strong: true, gapPt: 2 })
  paper.text(texts.book(book.title), { align: 'center', strong: true, sizePt: 14, gapPt: 2 })
  paper.text([texts.period(book.period), ...(book.year === null ? [] : [texts.year(book.year)]), `(${book.code})`].join(' · '), { align: 'center', gapPt: 8 })
  if (book.lines.length === 0) paper.text(texts.empty)
  else await paper.table(texts.columns.map((title, at) => ({ title, share: shares[at] ?? 0, align: at === 1 || at === 5 ? ('center' as const) : ('left' as const) })), rowsOf(book.lines, texts))
  paper.keepTogether(170)
  for (const line of texts.totals(book.totals)) paper.text(line, { strong: true, gapPt: 1 })
  paper.gap(4)
  if (book.first !== null && book.last !== null) paper.text(texts.span(book.first, book.last))
  paper.text(texts.pages)
  paper.text(book.closed === null ? texts.opened : texts.closed(dayOf(book.closed.on), book.closed.by), { gapPt: 16 })
  paper.beside(texts.signatures.map((who) => ({ text: `${who}\n\n____________________________\n${texts.signed}`, share: 0.5 })))
  return paper.end()
}

function* rowsOf(lines: readonly BookLine[], texts: BookTexts): Generator<readonly string[]> {
  for (const line of lines) {
    if (line.kind === 'entry') yield [line.number, dayOf(line.on), line.correspondent, line.theirs, line.subject, line.sheets === null ? '' : String(line.sheets), remarkOf(line, texts)]
    else yield [`${line.first}–${line.last}`, '', '', '', line.kind === 'paper' ? texts.paper(line.first, line.last) : texts.block(line.first, line.last, line.place), '', '']
  }
}

function remarkOf({ annulled, repeat, source }: Extract<BookLine, { kind: 'entry' }>, texts: BookTexts): string {
  const how = source === 'block' && annulled?.unused !== true ? [texts.fromBlock] : source === 'imported' ? [texts.imported] : []
  const ended = annulled === null ? [] : [annulled.unused ? texts.unused : texts.annulled(dayOf(annulled.on), annulled.by, annulled.reason)]
  return [...(repeat ? [texts.repeated] : []), ...how, ...ended].join('. ')
}

/** A narrow cell has room for digits only: 05.03.2026. */
const dayOf = (date: string): string => date.split('-').toReversed().join('.')
