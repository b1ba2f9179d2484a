import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { limits } from '#kernel/limits.ts'
import { forEachPage } from '#platform/image/for-each-page.ts'
import { inspectImage } from '#platform/image/inspect-image.ts'
import { drawPdf } from '#platform/pdf/draw-pdf.ts'

/** A page of an imported file: text of its own, or a picture that is yet to be read. */
export type ImportedPage = {
  text?: string
  language?: string | null
  /** `original`: the file itself is the picture; else the file of the picture drawn from it, PNG. */
  picture?: 'original' | { file: string }
  widthPx?: number
  heightPx?: number
  dpi?: number | null
}

/** A file taken apart into pages; the bytes of the file itself stay as they are. */
export type ImportedFile = { original: Uint8Array; mediaType: string; storedName: string; pages: ImportedPage[] }

const mediaTypes = { jpeg: ['image/jpeg', 'jpg'], png: ['image/png', 'png'], tiff: ['image/tiff', 'tif'], webp: ['image/webp', 'webp'] } as const

/**
 * Finds out by content, never by name alone, what a file is and takes it apart; pictures of pages are laid into
 * `folder`, so that a thousand of them are not in memory at once. Errors: `empty-file`, `image-too-large`,
 * `unknown-format`, `encrypted-file`, `bad-image`, `too-many-pages`, `bad-name`.
 */
export async function readImportedFile(name: string, bytes: Uint8Array, folder: string): Promise<ImportedFile> {
  if (bytes.byteLength === 0) throw new OpisError('empty-file', 'The file is empty; there is nothing to archive.')
  if (/[\u0000-\u001f\u007f]/.test(name)) throw new OpisError('bad-name', 'The file name has control characters. Rename the file.')
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (head.includes('%PDF-')) return pdfFile(bytes, folder)
  if (/\.(txt|text)$/i.test(name)) return textFile(bytes)
  return imageFile(bytes, folder)
}

function textFile(bytes: Uint8Array): ImportedFile {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new OpisError('unknown-format', 'The text is not UTF-8. Save it as UTF-8 and import it again.')
  }
  const parts = text.replaceAll('\u0000', '').split('\f')
  // A form feed at the very end closes the last page; it does not begin an empty one.
  if (parts.length > 1 && parts.at(-1)?.trim() === '') parts.pop()
  const long = parts.findIndex((part) => part.length > limits.textPerPageChars)
  if (long >= 0) throw new OpisError('body-too-large', `Page ${long + 1} has more than ${limits.textPerPageChars} characters. Put form feeds between the pages.`)
  return { original: bytes, mediaType: 'text/plain; charset=utf-8', storedName: 'file.txt', pages: parts.map((part) => ({ text: part })) }
}

async function imageFile(bytes: Uint8Array, folder: string): Promise<ImportedFile> {
  const facts = await inspectImage(bytes, { decode: true })
  const [mediaType, extension] = mediaTypes[facts.format]
  const { widthPx, heightPx, dpi } = facts
  if (facts.pages <= 1) return { original: bytes, mediaType, storedName: `file.${extension}`, pages: [{ picture: 'original', widthPx, heightPx, dpi }] }
  const pages: ImportedPage[] = []
  await forEachPage(bytes, facts.pages, async (open, number) => {
    const file = pictureFile(folder, number)
    const { width, height } = await open().png().timeout({ seconds: pageSeconds }).toFile(file)
    pages.push({ picture: { file }, widthPx: width, heightPx: height, dpi })
  })
  return { original: bytes, mediaType, storedName: `file.${extension}`, pages }
}

async function pdfFile(bytes: Uint8Array, folder: string): Promise<ImportedFile> {
  const pages: ImportedPage[] = []
  for await (const { png, widthPx, heightPx, dpi } of drawPdf(bytes)) {
    const file = pictureFile(folder, pages.length)
    await writeFile(file, png, { mode: 0o600 })
    pages.push({ picture: { file }, widthPx, heightPx, dpi })
  }
  return { original: bytes, mediaType: 'application/pdf', storedName: 'file.pdf', pages }
}

/** Longest time for drawing one page of a TIFF. */
const pageSeconds = 60

const pictureFile = (folder: string, page: number) => join(folder, `${page + 1}.png`)
