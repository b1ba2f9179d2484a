import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newCoverId, parseCoverId } from '#kernel/cover-id.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const someId = fc
  .uint8Array({ minLength: 8, maxLength: 8 })
  .map((bytes) => newCoverId(() => bytes))
/** Where the ten characters stand that carry the number; the prefix and hyphens are fixed. */
const positions = [5, 6, 7, 8, 9, 11, 12, 13, 14, 15]

function put(id: string, at: number, letter: string): string {
  return id.slice(0, at) + letter + id.slice(at + 1)
}

describe('a new id', () => {
  test('has the form people read, and reads back', () => {
    const id = newCoverId(randomBytes)
    expect(id).toMatch(/^OPIS-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
    expect(parseCoverId(id)).toEqual({ kind: 'cover', id })
  })
  test('does not repeat', () => {
    expect(new Set(Array.from({ length: 2000 }, () => newCoverId(randomBytes))).size).toBe(2000)
  })
})

describe('the check', () => {
  test('finds every single wrong character', () => {
    const id = newCoverId(randomBytes)
    for (const at of positions) {
      for (const letter of alphabet) {
        if (letter === id.charAt(at)) continue
        expect(parseCoverId(put(id, at, letter)), put(id, at, letter)).toEqual({ kind: 'damaged' })
      }
    }
  })
  test('finds every swap of two characters, near or far', () => {
    fc.assert(fc.property(someId, fc.constantFrom(...positions), fc.constantFrom(...positions), (id, a, b) => {
      fc.pre(id.charAt(a) !== id.charAt(b))
      const swapped = put(put(id, a, id.charAt(b)), b, id.charAt(a))
      return parseCoverId(swapped).kind === 'damaged'
    }))
  })
  test('finds any two wrong characters', () => {
    const letter = fc.constantFrom(...alphabet)
    fc.assert(fc.property(someId, fc.uniqueArray(fc.constantFrom(...positions), { minLength: 2, maxLength: 2 }), letter, letter, (id, at, x, y) => {
      const wrong = put(put(id, at[0] ?? 5, x), at[1] ?? 6, y)
      return wrong === id || parseCoverId(wrong).kind === 'damaged'
    }))
  })
  test('finds a lost and a doubled character', () => {
    fc.assert(fc.property(someId, fc.constantFrom(...positions), (id, at) =>
      parseCoverId(id.slice(0, at) + id.slice(at + 1)).kind === 'damaged' &&
      parseCoverId(id.slice(0, at) + id.charAt(at) + id.slice(at)).kind === 'damaged'))
  })
})

describe('what people type', () => {
  const id = newCoverId(() => Uint8Array.from([0, 1, 0, 1, 8, 20, 20, 8]))
  const typed = [
    id.toLowerCase(), ` ${id}\n`, id.replaceAll('-', ''), id.replaceAll('-', ' '), id.replaceAll('-', '–'),
    `OPIS-${id.slice(5).replaceAll('0', 'o').replaceAll('1', 'l')}`,
    `0p1s-${id.slice(5).replaceAll('1', 'I')}`,
    id.replace('OPIS', 'ОРІЅ'),
  ]
  test.each(typed)('%j is understood', (text) => {
    expect(parseCoverId(text)).toEqual({ kind: 'cover', id })
  })
})

test.each([
  ['', 'foreign'], ['PATCHT', 'foreign'], ['5901234123457', 'foreign'], ['https://example.org/opis', 'foreign'],
  ['OPIS', 'damaged'], ['OPIS-', 'damaged'], ['OPIS-7K3M9-QX24', 'damaged'], ['OPIS-UUUUU-UUUUU', 'damaged'],
  ['Opis al documentelor din dosarul nr. 12', 'foreign'], ['OPIS'.repeat(100), 'foreign'], ['\u0000\u0007', 'foreign'],
])('%j is %s', (text, kind) => {
  expect(parseCoverId(text).kind).toBe(kind)
})

test('no text makes it throw, and what it accepts is canonical', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((tail) => `OPIS${tail}`)), (text) => {
    const parsed = parseCoverId(text)
    return parsed.kind !== 'cover' || parseCoverId(parsed.id).kind === 'cover'
  }))
})
