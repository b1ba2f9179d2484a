import type { importEncodings } from '#contract/register-views.ts'

export type Encoding = (typeof importEncodings)[number]

/** The text of a file, or the first lines that are not text of that encoding. Nothing is guessed: a wrong guess spoils names. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): { text: string } | { badLines: number[] } {
  const decode = (part: Uint8Array): string | null => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(part)
    } catch {
      return null
    }
  }
  const text = decode(bytes)
  if (text !== null && !text.includes('\u0000')) return { text }
  if (encoding === 'utf-16le') return { badLines: [1] }
  const badLines: number[] = []
  let line = 1
  for (let from = 0; from < bytes.length && badLines.length < mostShown; line += 1) {
    const found = bytes.indexOf(0x0a, from)
    const end = found === -1 ? bytes.length : found + 1
    const own = decode(bytes.subarray(from, end))
    if (own === null || own.includes('\u0000')) badLines.push(line)
    from = end
  }
  return { badLines: badLines.length === 0 ? [1] : badLines }
}

const mostShown = 1000
