import bwipjs from 'bwip-js/node'
import type { Language } from '#kernel/language.ts'
import { openDocument } from '#platform/pdf/paper.ts'
import type { Card } from '../schema.ts'

const pt = (mm: number): number => (mm / 25.4) * 72
/** A roll of 62 mm as label printers have. */
const widthMm = 62
const heightMm = 30
const qrMm = 19
const marginMm = 2
/** Bars narrower than this are not read from a label printer of 203 dpi. */
const moduleMm = 0.25

/**
 * The label for the paper of a document as PDF/A-2b of 62 × 30 mm. People read the number and the day; the reader reads
 * a neutral code, since Code 128 has no Cyrillic and a label should say nothing to a stranger: the cover sheet's number
 * where the card has one (QR and bars), otherwise the id of the card (QR). A card of test mode says so, on each label.
 */
export async function writeLabel(of: Card, language: Language): Promise<Buffer> {
  const document = openDocument({ title: of.number, language, createdAt: of.registeredAt, size: [pt(widthMm), pt(heightMm)] })
  const whole = Array.fromAsync(document as AsyncIterable<Buffer>)
  // Whoever awaits the end meets its error there.
  whole.catch(() => undefined)
  document.addPage()
  drawQr(document, of.cover ?? of.id.toUpperCase())
  const leftMm = marginMm + qrMm + 2
  const roomPt = pt(widthMm - leftMm - marginMm)
  document.font('strong').fontSize(fitting(document, of.number, roomPt)).text(of.number, pt(leftMm), pt(marginMm + 1), { width: roomPt, lineBreak: false })
  document.font('text').fontSize(10).text(of.registeredOn.split('-').toReversed().join('.'), pt(leftMm), pt(marginMm + 9), { width: roomPt, lineBreak: false })
  if (of.test) document.font('strong').fontSize(12).text('TEST', pt(leftMm), pt(marginMm + 8.5), { width: roomPt, align: 'right', lineBreak: false })
  document.font('text')
  if (of.cover !== null) {
    drawBars(document, of.cover)
    document.fontSize(7).text(of.cover, pt(leftMm), pt(marginMm + 14.5), { width: roomPt, lineBreak: false })
  }
  document.end()
  return Buffer.concat(await whole)
}

/** As large as the room allows; a number longer than that is still whole, only small. */
function fitting(document: PDFKit.PDFDocument, text: string, roomPt: number): number {
  const [largest, smallest] = [18, 5]
  const at = document.font('strong').fontSize(largest).widthOfString(text)
  return Math.max(smallest, Math.min(largest, (largest * roomPt) / at))
}

function drawQr(document: PDFKit.PDFDocument, code: string): void {
  const options = { bcid: 'qrcode', text: code, eclevel: 'M' }
  const [symbol] = bwipjs.raw(options)
  if (symbol === undefined || !('pixs' in symbol)) throw new TypeError('no QR code was made')
  const size = pt(qrMm) / symbol.pixx
  for (const [at, dark] of symbol.pixs.entries()) {
    if (dark === 1) document.rect(pt(marginMm) + (at % symbol.pixx) * size, pt(marginMm) + Math.floor(at / symbol.pixx) * size, size, size)
  }
  document.fill('black')
}

function drawBars(document: PDFKit.PDFDocument, code: string): void {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text: code })
  if (symbol === undefined || !('sbs' in symbol)) throw new TypeError('no Code 128 was made')
  let atMm = marginMm
  for (const [index, modules] of symbol.sbs.entries()) {
    if (index % 2 === 0) document.rect(pt(atMm), pt(heightMm - marginMm - 6), pt(modules * moduleMm), pt(6))
    atMm += modules * moduleMm
  }
  document.fill('black')
}
