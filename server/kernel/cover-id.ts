/** The ten characters after the prefix: eight drawn at random, two that check them. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const prefix = 'OPIS'
const payloadLength = 8
const bodyLength = payloadLength + 2
/** A text that begins with our prefix and is longer than this is somebody's sentence, not an id. */
const longestDamaged = 24
const longestInput = 200

/** What a scanned or typed text is to us. */
export type ParsedCoverId = { kind: 'cover'; id: string } | { kind: 'damaged' } | { kind: 'foreign' }

/**
 * A new id for a cover sheet, such as `OPIS-7K3M9-QX24T`: 40 random bits in Crockford's base 32 (no
 * I, L, O, U) and two check characters. It says nothing about the record. `random` gives that many
 * random bytes (`randomBytes` of node:crypto).
 */
export function newCoverId(random: (count: number) => Uint8Array): string {
  const values = Array.from(random(payloadLength), (byte) => byte & 31)
  const body = [...values, ...checkValues(values)].map((value) => alphabet.charAt(value)).join('')
  return `${prefix}-${body.slice(0, 5)}-${body.slice(5)}`
}

/**
 * Reads an id as printed, as decoded from a bar code or as typed by a person: case, spaces and
 * hyphens do not matter, O counts as 0, I and L as 1, and Cyrillic letters that look Latin as these.
 * `damaged`: begins like ours and is not valid; `foreign`: has nothing to do with us.
 */
export function parseCoverId(text: string): ParsedCoverId {
  if (text.length > longestInput) return { kind: 'foreign' }
  const bare = latin(text.toUpperCase()).replaceAll(/[\s\-‐-―_.]/gu, '')
  if (!/^[O0]P[I1L]S/u.test(bare) || bare.length > longestDamaged) return { kind: 'foreign' }
  const body = bare.slice(prefix.length).replaceAll('O', '0').replaceAll(/[IL]/gu, '1')
  if (body.length !== bodyLength) return { kind: 'damaged' }
  const values = Array.from(body, (letter) => alphabet.indexOf(letter))
  if (values.includes(-1) || !isCodeword(values)) return { kind: 'damaged' }
  return { kind: 'cover', id: `${prefix}-${body.slice(0, 5)}-${body.slice(5)}` }
}

/*
 * The check is a Reed-Solomon code over GF(32) with two check symbols: the sum of the values and the
 * sum weighted by the powers of the generator are both zero. Distance 3, so any one or two wrong
 * characters are found, among them every swap of two characters, near or far; other damage passes
 * once in 1,024 and then meets the list of ids that were issued.
 */
const [powers, logarithms] = buildField()

function buildField(): [number[], number[]] {
  const exp: number[] = []
  const log: number[] = Array.from({ length: 32 }, () => 0)
  let value = 1
  for (let power = 0; power < 31; power += 1) {
    exp.push(value)
    log[value] = power
    value <<= 1
    if (value & 32) value ^= 0b100101
  }
  return [exp, log]
}

function times(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  return powers[((logarithms[a] ?? 0) + (logarithms[b] ?? 0)) % 31] ?? 0
}

function inverse(a: number): number {
  return powers[(31 - (logarithms[a] ?? 0)) % 31] ?? 0
}

function sums(values: readonly number[]): { plain: number; weighted: number } {
  let plain = 0
  let weighted = 0
  for (const [position, value] of values.entries()) {
    plain ^= value
    weighted ^= times(value, powers[position] ?? 0)
  }
  return { plain, weighted }
}

function isCodeword(values: readonly number[]): boolean {
  const { plain, weighted } = sums(values)
  return plain === 0 && weighted === 0
}

function checkValues(payload: readonly number[]): [number, number] {
  const { plain, weighted } = sums(payload)
  const weightA = powers[payloadLength] ?? 0
  const weightB = powers[payloadLength + 1] ?? 0
  const first = times(weighted ^ times(weightB, plain), inverse(weightA ^ weightB))
  return [first, plain ^ first]
}

const lookAlikes: Record<string, string> = {
  А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', Х: 'X', І: 'I', Ѕ: 'S', З: '3',
}

function latin(text: string): string {
  return text.replaceAll(/[\u0400-\u04FF]/gu, (letter) => lookAlikes[letter] ?? letter)
}
