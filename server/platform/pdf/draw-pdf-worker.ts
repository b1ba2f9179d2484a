import { parentPort, workerData } from 'node:worker_threads'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'

const dpi = 300
const pointsPerInch = 72

/** The thread behind `drawPdf`: draws a page, waits to be asked for the next. */
async function main(): Promise<void> {
  const { bytes, pagesMax, sideMaxPx } = workerData as { bytes: Uint8Array; pagesMax: number; sideMaxPx: number }
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  if (document.getPageCount() > pagesMax) return send({ fault: 'too-many-pages', detail: `A file may have ${pagesMax} pages. Divide it.` })
  for (const page of document.pages()) {
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize()
    // A page larger than any scanner gives is drawn coarser instead of being refused.
    const scale = Math.min(dpi / pointsPerInch, sideMaxPx / Math.max(width, height))
    const drawn = await page.render({
      scale,
      render: async ({ data, width: widthPx, height: heightPx }) =>
        sharp(data, { raw: { width: widthPx, height: heightPx, channels: 4 } }).flatten({ background: '#fff' }).withMetadata({ density: dpi }).png({ compressionLevel: 6 }).toBuffer(),
    })
    send({ page: { png: drawn.data, widthPx: drawn.width, heightPx: drawn.height, dpi: Math.round(scale * pointsPerInch) } })
    await new Promise((resolve) => parentPort?.once('message', resolve))
  }
  send({ done: true })
}

function send(message: unknown): void {
  parentPort?.postMessage(message)
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error)
  const encrypted = /password|encrypt|security/i.test(text)
  send(
    encrypted
      ? { fault: 'encrypted-file', detail: 'The PDF is protected by a password. Save it without one and import it again.' }
      : { fault: 'bad-image', detail: 'The PDF is broken and cannot be drawn. Save it anew, or print and scan it.' },
  )
})
