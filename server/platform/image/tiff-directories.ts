/** Where a directory (one page) of a TIFF file begins, and where in it the place of the next one is written. */
export type TiffDirectory = { at: number; nextAt: number }

/**
 * The directories of a TIFF file in their order, BigTIFF too; at most `most` and one more, so that a caller sees
 * that there are too many. A chain that leads in a circle, or out of the file, ends there.
 */
export function listTiffDirectories(bytes: Uint8Array, most: number): TiffDirectory[] {
  const form = formOf(bytes)
  const found: TiffDirectory[] = []
  const seen = new Set<number>()
  let at = form.pointer(form.firstAt)
  while (at > 0 && !seen.has(at) && found.length <= most) {
    seen.add(at)
    const entries = form.count(at)
    if (entries === null) break
    const nextAt = at + form.countBytes + entries * form.entryBytes
    found.push({ at, nextAt })
    at = form.pointer(nextAt)
  }
  return found
}

/**
 * Runs `work` while the file says that this directory is its only one, then puts it back as it was. A decoder that
 * is asked for page 900 of 1,000 walks through all of them; asked for the only one, it does not.
 */
export async function withOnlyDirectory<T>(bytes: Uint8Array, directory: TiffDirectory, work: () => Promise<T>): Promise<T> {
  const { firstAt, pointerBytes, write } = formOf(bytes)
  // Copies: `slice` of a Buffer would be a window on what is about to change.
  const first = Uint8Array.from(bytes.subarray(firstAt, firstAt + pointerBytes))
  const next = Uint8Array.from(bytes.subarray(directory.nextAt, directory.nextAt + pointerBytes))
  write(firstAt, directory.at)
  write(directory.nextAt, 0)
  try {
    return await work()
  } finally {
    bytes.set(next, directory.nextAt)
    bytes.set(first, firstAt)
  }
}

const bigMark = 43

function formOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const little = bytes[0] === 0x49
  const big = bytes.byteLength >= 16 && view.getUint16(2, little) === bigMark
  const pointerBytes = big ? 8 : 4
  const countBytes = big ? 8 : 2
  const inside = (at: number, length: number) => at >= 0 && at + length <= bytes.byteLength
  return {
    firstAt: big ? 8 : 4,
    pointerBytes,
    countBytes,
    entryBytes: big ? 20 : 12,
    /** The place that is written there; 0, the end of the chain, for one outside the file. */
    pointer(at: number): number {
      if (!inside(at, pointerBytes)) return 0
      const place = big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little)
      return inside(place, countBytes) ? place : 0
    },
    count(at: number): number | null {
      const entries = big ? Number(view.getBigUint64(at, little)) : view.getUint16(at, little)
      return entries <= 65_535 ? entries : null
    },
    write(at: number, place: number): void {
      if (!inside(at, pointerBytes)) return
      if (big) view.setBigUint64(at, BigInt(place), little)
      else view.setUint32(at, place, little)
    },
  }
}
