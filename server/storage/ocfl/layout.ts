import { createHash } from 'node:crypto'

/**
 * Where an object lies below the storage root: extension
 * 0003-hash-and-id-n-tuple-storage-layout with its default values.
 */
export const layoutName = '0003-hash-and-id-n-tuple-storage-layout'

const tupleSize = 3
const numberOfTuples = 3
const longestName = 100

/** The files of an empty storage root, by path (OCFL 1.1 section 4; `config.json`: the extension's own text). */
export const rootFiles: Readonly<Record<string, string>> = {
  '0=ocfl_1.1': 'ocfl_1.1\n',
  'ocfl_layout.json': json({
    extension: layoutName,
    description: 'Three folders of three digits from the SHA-256 of the id, then the percent-encoded id',
  }),
  [`extensions/${layoutName}/config.json`]: json({
    extensionName: layoutName,
    digestAlgorithm: 'sha256',
    tupleSize,
    numberOfTuples,
  }),
}

/** JSON as it is stored: indented for people, with a line end. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** The id with every byte but letters, digits, `-` and `_` percent-encoded, hex in lower case. */
export function encodeId(id: string): string {
  const bytes = new TextEncoder().encode(id)
  return Array.from(bytes, (byte) => {
    const letter = String.fromCharCode(byte)
    return /[A-Za-z0-9_-]/.test(letter) ? letter : `%${byte.toString(16).padStart(2, '0')}`
  }).join('')
}

/** The id that a folder name encodes; null when the name is not one that `encodeId` makes. */
export function decodeId(name: string): string | null {
  try {
    const id = decodeURIComponent(name)
    return encodeId(id) === name ? id : null
  } catch {
    return null
  }
}

/** The parts of the path of an object's folder, relative to the storage root. */
export function objectFolder(id: string): string[] {
  const digest = createHash('sha256').update(id, 'utf8').digest('hex')
  const tuples = Array.from({ length: numberOfTuples }, (_, n) => digest.slice(n * tupleSize, (n + 1) * tupleSize))
  const encoded = encodeId(id)
  return [...tuples, encoded.length > longestName ? `${encoded.slice(0, longestName)}-${digest}` : encoded]
}

/** Whether the folder name alone gives the id back, so that a damaged object can still be named. */
export function fitsFolderName(id: string): boolean {
  return encodeId(id).length <= longestName
}

/** Whether the name is one of the folders between the storage root and the objects. */
export function isTuple(name: string): boolean {
  return /^[0-9a-f]{3}$/.test(name)
}
