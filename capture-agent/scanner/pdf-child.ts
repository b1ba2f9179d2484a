import { readFile } from 'node:fs/promises'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import { limits } from '#kernel/limits.ts'
import { watchSelf } from '../watch-self.ts'
import { bad, checkSize, type BadImage } from './inspect.ts'
import { pdfQuestion, type PdfAnswer } from './pdf-messages.ts'

/**
 * Helper process: opens one PDF and draws its pages on demand, one question at a time
 * (`pdf-messages.ts`). Whatever the file does to it, it does not do to the station.
 */
const residentMb = 1_400
const dotsPerInch = 300
const pointsPerInch = 72

type PdfDocument = Awaited<ReturnType<PDFiumLibrary['loadDocument']>>
let open: PdfDocument | null = null

async function openDocument(file: string): Promise<PdfAnswer> {
  const library = await PDFiumLibrary.init()
  try {
    open = await library.loadDocument(await readFile(file))
  } catch (error) {
    return openFault(error instanceof Error ? error.message : String(error))
  }
  const pages = open.getPageCount()
  if (pages === 0) return bad('bad-image', 'The PDF has no pages.')
  if (pages > limits.pagesPerFile) return bad('too-many-pages', `The PDF has ${pages} pages; ${limits.pagesPerFile} is the limit.`)
  return { ok: true, pages }
}

function openFault(message: string): BadImage {
  if (/password|security/i.test(message)) {
    return bad('encrypted-file', 'The PDF is protected by a password. Remove the protection and feed it again.')
  }
  return bad('bad-image', 'The PDF is broken and cannot be opened. Make it again or scan the sheets.')
}

async function drawPage(page: number, target: string): Promise<PdfAnswer> {
  if (open === null) return bad('internal', 'No PDF is open.')
  try {
    const pdfPage = open.getPage(page - 1)
    const { originalWidth, originalHeight } = pdfPage.getOriginalSize()
    if (!(originalWidth > 0 && originalHeight > 0)) return bad('bad-image', `Page ${page} of the PDF is damaged.`)
    const scale = dotsPerInch / pointsPerInch
    const width = Math.round(originalWidth * scale)
    const height = Math.round(originalHeight * scale)
    const fault = checkSize(width, height)
    if (fault !== null) return fault
    // The library rounds sizes down before it scales; exact sizes at scale 1 keep 300 dpi true.
    const drawn = await pdfPage.render({ width, height, scale: 1, render: 'bitmap', renderFormFields: true })
    await writePng(drawn.data, drawn.width, drawn.height, target)
    return { ok: true, pages: open.getPageCount() }
  } catch {
    return bad('bad-image', `Page ${page} of the PDF cannot be drawn.`)
  }
}

/** Grey pages are stored as grey: a third of the bytes and not a pixel different. */
async function writePng(rgba: Uint8Array, width: number, height: number, target: string): Promise<void> {
  const image = sharp(rgba, { raw: { width, height, channels: 4 }, limitInputPixels: limits.imagePixels })
  const opaque = isGrey(rgba) ? image.extractChannel(0).toColourspace('b-w') : image.removeAlpha()
  await opaque.withDensity(dotsPerInch).png({ compressionLevel: 6 }).toFile(target)
}

function isGrey(rgba: Uint8Array): boolean {
  for (let at = 0; at < rgba.length; at += 4) {
    if (rgba[at] !== rgba[at + 1] || rgba[at] !== rgba[at + 2]) return false
  }
  return true
}

async function answer(message: unknown): Promise<PdfAnswer> {
  const question = pdfQuestion.safeParse(message)
  if (!question.success) return bad('internal', 'The question is not understood.')
  return question.data.ask === 'open' ? openDocument(question.data.file) : drawPage(question.data.page, question.data.target)
}

watchSelf(residentMb)
process.on('disconnect', () => process.exit(0))
process.on('message', (message) => {
  void answer(message)
    .catch((): PdfAnswer => bad('bad-image', 'The PDF cannot be read.'))
    .then((reply) => process.send?.(reply))
})
