import { Worker } from 'node:worker_threads'
import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium'
import sharp from 'sharp'
import { limits } from '#kernel/limits.ts'
import type { FromDrawer, ToDrawer } from './messages.ts'

/** The process behind `drawPdf`: opens one PDF, draws a page whenever it is asked for one. */
const dotsPerInch = 300
const pointsPerInch = 72
/** An A1 sheet at 300 dpi; a larger page is drawn coarser instead of being refused. */
const pagePixelsMax = 70_000_000
/** Above what the largest page needs: document, picture, its copy and the packed one. */
const residentMb = 1_200

let open: PDFiumDocument | null = null

/** Runs in a thread of its own: a library that does not return cannot keep it from looking. */
function endWhenTooLarge(): void {
  const source = `setInterval(() => { if (process.memoryUsage.rss() > ${residentMb} * 1048576) process.kill(process.pid, 'SIGKILL') }, 100)`
  new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref()
}

async function openDocument(document: Uint8Array): Promise<FromDrawer> {
  open = await (await PDFiumLibrary.init()).loadDocument(document)
  const pages = open.getPageCount()
  if (pages === 0) return { fault: 'bad-image', detail: 'The PDF has no pages.' }
  if (pages > limits.pagesPerFile) return { fault: 'too-many-pages', detail: `A file may have ${limits.pagesPerFile} pages; this one has ${pages}. Divide it.` }
  return { pages }
}

async function drawPage(number: number): Promise<FromDrawer> {
  if (!open) return { fault: 'internal', detail: 'No PDF is open.' }
  const page = open.getPage(number)
  const { originalWidth: width, originalHeight: height } = page.getOriginalSize()
  if (!(width > 0 && height > 0)) return { fault: 'bad-image', detail: `Page ${number + 1} of the PDF has no size.` }
  const scale = Math.min(dotsPerInch / pointsPerInch, limits.imageSidePx / Math.max(width, height), Math.sqrt(pagePixelsMax / (width * height)))
  const drawn = await page.render({
    scale,
    render: async ({ data, width: widthPx, height: heightPx }) =>
      sharp(data, { raw: { width: widthPx, height: heightPx, channels: 4 } }).flatten({ background: '#fff' }).withMetadata({ density: dotsPerInch }).png({ compressionLevel: 6 }).toBuffer(),
  })
  return { page: { png: drawn.data, widthPx: drawn.width, heightPx: drawn.height, dpi: Math.round(scale * pointsPerInch) } }
}

function faultOf(error: unknown): FromDrawer {
  const encrypted = /password|encrypt|security/i.test(error instanceof Error ? error.message : String(error))
  if (encrypted) return { fault: 'encrypted-file', detail: 'The PDF is protected by a password. Save it without one and import it again.' }
  return { fault: 'bad-image', detail: 'The PDF is broken and cannot be drawn. Save it anew, or print and scan it.' }
}

endWhenTooLarge()
process.on('disconnect', () => process.exit(0))
process.on('message', (asked: ToDrawer) => {
  const work = 'document' in asked ? openDocument(asked.document) : drawPage(asked.page)
  void work.catch(faultOf).then((answer) => process.send?.(answer))
})
