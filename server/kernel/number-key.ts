import { unifyScripts } from './look-alikes.ts'

/** What people write before a number, in five languages. */
const marks = /^(?:(?:№|#|nr\.?|n\.?(?=\s*\d)|no\.?|num\.?|число|номер|ნომერი|ნ\.?(?=\s*\d))\s*)+/iu

/**
 * The form in which registration numbers are compared: `№ 01 - 123 / 2026`, `nr.01-123/2026` and `1‑123/2026` have one
 * key. Marks and spaces go, dashes and slashes become one, letters that look alike in Latin and Cyrillic become one,
 * small letters, no leading zeros. Two numbers of one key may both exist (`Р` of two alphabets): the key finds, the
 * register decides.
 */
export function numberKey(written: string): string {
  const plain = written
    .normalize('NFKC')
    .trim()
    .replace(marks, '')
    .replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]+/gu, '')
    .replace(/[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]/gu, '-')
    .replace(/[\\\u2044\u2215\u29f8\uff0f]/gu, '/')
    .toUpperCase()
  return plain.replace(/\p{L}+/gu, oneAlphabet).replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '')).toLowerCase()
}

/** Runs of letters without a letter of their own alphabet become Latin, so that РР typed in either alphabet is one. */
function oneAlphabet(letters: string): string {
  const unified = unifyScripts(letters)
  const latin = Array.from(unified, (letter) => twins.get(letter) ?? letter).join('')
  return /\p{Script=Cyrillic}/u.test(latin) ? unified : latin
}

const twins = new Map([...'АВСЕНІКМОРТХУЅЈ'].map((letter, at) => [letter, 'ABCEHIKMOPTXYSJ'[at] ?? letter]))
