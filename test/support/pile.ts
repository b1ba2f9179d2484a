import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import PdfDocument from 'pdfkit'
import sharp from 'sharp'

/** A fresh folder below the system's folder for temporary files. */
export function freshFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `opis-${name}-`))
}

/** A small grey page that differs from every other number's, as PNG, JPEG, TIFF or WebP. */
export async function pageImage(number: number, format: 'png' | 'jpeg' | 'tiff' | 'webp' = 'png'): Promise<Buffer> {
  return sharp(pagePixels(number), { raw: { width: 200, height: 280, channels: 1 } }).toFormat(format).toBuffer()
}

/** Pixels of that page: white with bars that write the number in binary. */
export function pagePixels(number: number): Buffer {
  const pixels = Buffer.alloc(200 * 280, 255)
  for (let bit = 0; bit < 16; bit += 1) {
    if ((number >> bit) % 2 === 0) continue
    for (let y = 20 + bit * 15; y < 28 + bit * 15; y += 1) pixels.fill(0, y * 200 + 30, y * 200 + 170)
  }
  return pixels
}

/** A folder with `count` pages named so that natural and plain name order differ. */
export async function pileOf(folder: string, count: number): Promise<Buffer[]> {
  await mkdir(folder, { recursive: true })
  const pages: Buffer[] = []
  for (let number = 1; number <= count; number += 1) {
    const page = await pageImage(number)
    pages.push(page)
    await writeFile(join(folder, `sheet ${number}.png`), page)
  }
  return pages
}

/** A PDF with a line of text on each page; with a password if one is given. */
export async function textPdf(path: string, pages: number, password?: string): Promise<void> {
  const document = new PdfDocument({ size: 'A6', autoFirstPage: false, ...(password === undefined ? {} : { userPassword: password }) })
  const file = createWriteStream(path)
  document.pipe(file)
  for (let page = 1; page <= pages; page += 1) document.addPage().text(`Page ${page} of ${pages}`)
  document.end()
  await finished(file)
}

/** A TIFF with that many pages. */
export async function multiPageTiff(pages: number): Promise<Buffer> {
  const images = await Promise.all(Array.from({ length: pages }, (_, index) => pageImage(index + 1)))
  return sharp(images, { join: { animated: true } }).tiff({ compression: 'lzw' }).toBuffer()
}

/** The head of a PNG that says it has these sides; the pixels are missing. */
export async function pngHead(widthPx: number, heightPx: number): Promise<Buffer> {
  const head = Buffer.from(await pageImage(1))
  head.writeUInt32BE(widthPx, 16)
  head.writeUInt32BE(heightPx, 20)
  head.writeUInt32BE(crc32(head.subarray(12, 29)), 29)
  return head
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
