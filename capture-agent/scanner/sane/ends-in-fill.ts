import { open, type FileHandle } from 'node:fs/promises'

/** Size of an image with 8 bits a sample whose rows are the last bytes of its file. */
export type RawImage = { widthPx: number; heightPx: number; channels: number }

/** Rows of one block of a JPEG: what is missing is missing by whole blocks. */
const blockRows = 8
const chunkRows = 64
const white = 255
/** What a JPEG decoder puts where data are missing: every sample in the middle of its range. */
const fill = 128

/**
 * Whether an image ends in rows that a decoder made up. A network scanner sends JPEG, and its driver passes a
 * JPEG that was cut off on as a whole image without a word: grey from where the data ended, below that perhaps the
 * white with which the driver fills up to the size of the sheet. No paper, glass or belt has eight rows of exactly that grey.
 */
export async function endsInFill(path: string, image: RawImage): Promise<boolean> {
  const whiteRow = Buffer.alloc(image.widthPx * image.channels, white)
  let filled = 0
  for await (const row of rowsFromBelow(path, image)) {
    if (filled === 0 && row.equals(whiteRow)) continue
    if (!isFill(row, whiteRow)) return false
    filled += 1
    if (filled === blockRows) return true
  }
  return false
}

async function* rowsFromBelow(path: string, { widthPx, heightPx, channels }: RawImage): AsyncGenerator<Buffer> {
  const rowBytes = widthPx * channels
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const chunk = Buffer.allocUnsafe(Math.min(chunkRows, heightPx) * rowBytes)
    for (let bottom = size, left = heightPx; left > 0; ) {
      const rows = Math.min(chunkRows, left)
      await readAll(file, chunk.subarray(0, rows * rowBytes), bottom - rows * rowBytes)
      for (let row = rows - 1; row >= 0; row -= 1) yield chunk.subarray(row * rowBytes, (row + 1) * rowBytes)
      bottom -= rows * rowBytes
      left -= rows
    }
  } finally {
    await file.close()
  }
}

async function readAll(file: FileHandle, into: Buffer, position: number): Promise<void> {
  const { bytesRead } = await file.read(into, 0, into.length, position)
  if (bytesRead !== into.length) throw new Error('the file is shorter than its image')
}

/** Grey throughout, or grey and then the white beside an image that is narrower than its sheet. */
function isFill(row: Buffer, whiteRow: Buffer): boolean {
  const other = row.findIndex((sample) => sample !== fill)
  if (other < 0) return true
  return other >= row.length / 2 && row.subarray(other).equals(whiteRow.subarray(other))
}
