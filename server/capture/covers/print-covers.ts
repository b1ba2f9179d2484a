import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { coverForm } from '#kernel/cover-form.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Language } from '#kernel/language.ts'
import { type CoverTexts, coverTexts } from './cover-texts.ts'
import { ladderBars, qrRuns, type Rectangle } from './draw-codes.ts'

/** One cover sheet to print; `sheets` is how many sheets of paper the record should have. */
export type CoverToPrint = {
  id: string
  class?: { code: string; title: string }
  file?: string
  sheets?: number
  /** Civil date of the record, YYYY-MM-DD; a less precise one is printed as it is. */
  date?: string
  /** Language of the record, ISO 639-1. */
  language?: string
}

/** More would be a mistake at the keyboard. */
const mostCovers = 1000
const pointsPerMm = 72 / 25.4
const textXMm = 58
const textWidthMm = 210 - textXMm - 14
const grey = '#5a5a5a'

/**
 * A PDF of A4 pages, one a cover, in the order given. `language` is that of the people who handle
 * the paper; `test`: in test mode each says so. Refuses an empty list and one of more than 1,000 covers (`bad-request`).
 */
export async function printCovers(
  covers: readonly CoverToPrint[],
  options: { language: Language; archiveName: string; test?: boolean },
): Promise<Buffer> {
  if (covers.length === 0 || covers.length > mostCovers) {
    throw new OpisError('bad-request', `Ask for 1 to ${mostCovers} cover sheets at a time.`)
  }
  const texts = coverTexts[options.language]
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: options.language,
    displayTitle: true,
    info: { Title: `${texts.title} — ${options.archiveName}`, Creator: 'Opis' },
  })
  const whole = collect(document)
  registerFonts(document)
  for (const cover of covers) {
    document.addPage()
    drawMachinePart(document, cover.id)
    drawHead(document, cover, texts, options.archiveName)
    if (options.test === true) drawTestMark(document)
    drawFacts(document, cover, texts, options.language)
    drawFoot(document, texts)
  }
  document.end()
  return whole
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  document.on('end', () => resolve(Buffer.concat(chunks)))
  document.on('error', reject)
  return promise
}

function registerFonts(document: PDFKit.PDFDocument): void {
  const { resolve } = createRequire(import.meta.url)
  document.registerFont('text', resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))
  document.registerFont('strong', resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'))
  document.registerFont('id', resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf'))
}

/** Codes and marks: pure black without edges, so that a poor printer has nothing to blur. */
function drawMachinePart(document: PDFKit.PDFDocument, id: string): void {
  for (const rectangle of [...ladderBars(id), ...qrRuns(id)]) addRectangle(document, rectangle)
  for (const mark of coverForm.marks) {
    document.circle(pt(mark.xMm), pt(mark.yMm), pt(coverForm.markDiameterMm / 2))
  }
  document.fill('black')
}

function addRectangle(document: PDFKit.PDFDocument, { xMm, yMm, widthMm, heightMm }: Rectangle): void {
  document.rect(pt(xMm), pt(yMm), pt(widthMm), pt(heightMm))
}

function drawHead(document: PDFKit.PDFDocument, cover: CoverToPrint, texts: CoverTexts, archiveName: string): void {
  const feed = `▲  ${texts.thisEdgeFirst}`
  document.font('text').fontSize(9).fillColor(grey).text(feed, pt(15), pt(12.5), { lineBreak: false })
  document.font('strong').fontSize(26).fillColor('black')
  document.text(texts.title, pt(textXMm), pt(52), { width: pt(textWidthMm), height: pt(12), ellipsis: true })
  document.font('text').fontSize(11).fillColor(grey)
  document.text(archiveName, pt(textXMm), pt(64), { width: pt(textWidthMm), height: pt(11), ellipsis: true })
  document.font('id').fontSize(31).fillColor('black')
  document.text(cover.id, pt(textXMm), pt(80), { width: pt(textWidthMm), lineBreak: false })
  drawRule(document, 96)
}

/** Above the title, away from everything that a machine reads. */
function drawTestMark(document: PDFKit.PDFDocument): void {
  document.font('strong').fontSize(26).fillColor('black').text('TEST', pt(textXMm), pt(40), { width: pt(textWidthMm), align: 'right', lineBreak: false })
}

function drawFacts(document: PDFKit.PDFDocument, cover: CoverToPrint, texts: CoverTexts, language: Language): void {
  const facts: [string, string | undefined][] = [
    [texts.class, cover.class === undefined ? undefined : `${cover.class.code}  ${cover.class.title}`],
    [texts.file, cover.file],
    [texts.date, cover.date === undefined ? undefined : longDate(cover.date, language)],
    [texts.language, cover.language === undefined ? undefined : languageName(cover.language, language)],
    [texts.sheets, cover.sheets?.toString()],
  ]
  let atMm = 102
  for (const [label, value] of facts) {
    document.font('text').fontSize(9).fillColor(grey).text(label, pt(textXMm), pt(atMm), { lineBreak: false })
    const height = pt(13)
    document.font('strong').fontSize(14).fillColor('black')
    document.text(value ?? '—', pt(textXMm), pt(atMm + 4.5), { width: pt(textWidthMm), height, ellipsis: true })
    atMm += 19.5
  }
}

function drawFoot(document: PDFKit.PDFDocument, texts: CoverTexts): void {
  drawRule(document, 206)
  const widthMm = coverForm.qr.xMm - 12 - 15
  document.font('text').fontSize(10.5).fillColor('black')
  let atMm = 219
  for (const sentence of texts.howTo) {
    document.text(sentence, pt(15), pt(atMm), { width: pt(widthMm), lineGap: 2 })
    atMm = document.y / pointsPerMm + 3
  }
}

function drawRule(document: PDFKit.PDFDocument, yMm: number): void {
  document.moveTo(pt(textXMm), pt(yMm)).lineTo(pt(textXMm + textWidthMm), pt(yMm)).lineWidth(0.5).stroke('#9a9a9a')
}

function longDate(date: string, language: Language): string {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(date)) return date
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
}

function languageName(code: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: 'language', fallback: 'code' }).of(code) ?? code
}

function pt(mm: number): number {
  return mm * pointsPerMm
}
