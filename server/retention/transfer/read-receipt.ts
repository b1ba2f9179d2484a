import { z } from 'zod'
import { OpisError } from '#kernel/errors.ts'

const sum = z.string().regex(/^[0-9a-fA-F]{128}$/)
const pairs = z.array(z.object({ path: z.string().min(1), sha512: sum }))
const receiptForm = z.union([pairs, z.object({ files: pairs }).transform(({ files }) => files), z.record(z.string(), sum).transform((map) => Object.entries(map).map(([path, sha512]) => ({ path, sha512 })))])

/**
 * The checksums of a receipt by path in the bag. Accepts JSON (`[{"path","sha512"}]`, the same under `files`, or path → checksum)
 * and lines of a manifest (`sha512  path`), as a BagIt program or `sha512sum` writes them. What stands before `data/` in a path,
 * such as the folder on the archive's side, is left out; files about the bag itself are passed over.
 * @throws OpisError `bad-request` when it cannot be read, or names one path twice with different sums
 */
export function readReceipt(text: string): ReadonlyMap<string, string> {
  const trimmed = text.replace(/^\u{feff}/u, '').trim()
  const found = /^[[{]/.test(trimmed) ? fromJson(trimmed) : fromLines(trimmed)
  const sums = new Map<string, string>()
  for (const { path, sha512 } of found) {
    const inBag = /(?:^|\/)(data\/.*)$/.exec(path.replaceAll('\\', '/'))?.[1]
    if (inBag === undefined) continue
    const [known, now] = [sums.get(inBag), sha512.toLowerCase()]
    if (known !== undefined && known !== now) throw unreadable(`it names ${inBag} twice with different checksums`)
    sums.set(inBag, now)
  }
  return sums
}

function fromJson(text: string): { path: string; sha512: string }[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw unreadable('it begins like JSON and is none')
  }
  const parsed = receiptForm.safeParse(value)
  if (!parsed.success) throw unreadable('its JSON has no paths with SHA-512 checksums')
  return parsed.data
}

function fromLines(text: string): { path: string; sha512: string }[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [, sha512, path] = /^([0-9a-fA-F]{128})[ \t]+\*?(.+?)\s*$/.exec(line) ?? []
    if (sha512 === undefined || path === undefined) throw unreadable(`line ${index + 1} is no SHA-512 checksum with a path`)
    return [{ sha512, path: path.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%') }]
  })
}

const unreadable = (why: string) => new OpisError('bad-request', `The receipt cannot be read: ${why}. Give the manifest of the bag as the archive sent it back, or JSON with path and sha512.`)
