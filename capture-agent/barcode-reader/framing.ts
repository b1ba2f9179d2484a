import { parseCoverId } from '#kernel/cover-id.ts'

/** How a reader wraps a code, beside the line ends and STX/ETX that are always understood. Empty: not at all. */
export type FrameForm = { prefix: string; suffix: string }

/** `noise`: bytes that are no code, dropped; `why` says what they were. */
export type Framed = { kind: 'code'; text: string } | { kind: 'noise'; why: string }

/** Longer than any code of ours or of a shop; the rest of such a line is dropped. */
export const longestCode = 200

/** Gives codes out of bytes as they come. Pure but for what it has not yet given. */
export type Framing = {
  /** The codes and the noise that these bytes complete. Where one read ends and the next begins means nothing. */
  push(bytes: Uint8Array): Framed[]
  /**
   * Nothing came for a while. A cover id that is whole is given though its end is missing, since some readers
   * send none; anything else waits until `forGood`.
   */
  flush(forGood: boolean): Framed[]
  /** Whether something waits for its end. */
  waiting(): boolean
}

const stx = 0x02
const del = 0x7f
/** Tab, LF, CR, ETX, EOT: any of them ends a code, and several in a row end it once. */
const ends: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x03, 0x04])
/** What a reader may put before a code to tell its kind (AIM: ISO/IEC 15424), such as `]C0` or `]Q3`. */
const kindOfCode = /^\][A-Za-z][0-9A-Za-z]/

/**
 * Framing for a stream of bytes. The eighth bit is ignored, because a reader that sends seven bits with
 * parity to a port without sets it on half of the characters; control characters inside a code are dropped.
 */
export function createFraming({ prefix, suffix }: FrameForm): Framing {
  let text = ''
  let tooLong = false

  const end = (): Framed[] => {
    const line = text
    const wasTooLong = tooLong
    text = ''
    tooLong = false
    if (wasTooLong) return [{ kind: 'noise', why: `more than ${longestCode} characters without an end` }]
    return line === '' ? [] : [unwrap(line, { prefix, suffix })]
  }
  const take = (byte: number): Framed[] => {
    const char = byte & 0x7f
    if (ends.has(char)) return end()
    if (char === stx) return text === '' && !tooLong ? [] : cutOff()
    if (char < 0x20 || char === del) return []
    if (text.length >= longestCode + prefix.length + suffix.length) tooLong = true
    else text += String.fromCharCode(char)
    return suffix !== '' && text.endsWith(suffix) ? end() : []
  }
  const cutOff = (): Framed[] => {
    const parts = end()
    return parts.map((part) => (part.kind === 'code' && parseCoverId(part.text).kind !== 'cover' ? { kind: 'noise', why: 'a code without its end' } : part))
  }
  return {
    push: (bytes) => Array.from(bytes).flatMap(take),
    flush(forGood) {
      const whole = !tooLong && text !== '' && isWhole(unwrap(text, { prefix, suffix }))
      return forGood || whole ? end() : []
    },
    waiting: () => text !== '' || tooLong,
  }
}

function isWhole(framed: Framed): boolean {
  return framed.kind === 'code' && parseCoverId(framed.text).kind === 'cover'
}

/** The code within a line; a line that lacks what the settings promise is noise. */
function unwrap(line: string, { prefix, suffix }: FrameForm): Framed {
  if (!line.startsWith(prefix)) return { kind: 'noise', why: `a line without the prefix “${prefix}”` }
  if (!line.endsWith(suffix) || line.length < prefix.length + suffix.length) return { kind: 'noise', why: `a line without the suffix “${suffix}”` }
  const text = line.slice(prefix.length, line.length - suffix.length).trim().replace(kindOfCode, '')
  if (text === '') return { kind: 'noise', why: 'a line without a code' }
  return text.length > longestCode ? { kind: 'noise', why: `more than ${longestCode} characters` } : { kind: 'code', text }
}
