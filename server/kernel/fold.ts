import { unifyScripts } from './look-alikes.ts'

/** A word of a text: folded, with the UTF-16 offsets of what it stands for in the original. */
export type Token = { token: string; start: number; end: number }

/** Apostrophes that stand inside Ukrainian and English words, typed or recognised in many shapes. */
const apostrophes = "'\u2018\u2019\u201B\u02BC\u02B9\u02BB\u0060\u00B4\u2032\uFF07"
const invisible = '\u00AD\u034F\u200B-\u200F\u2060\uFEFF'
const hyphens = '\\-\u00AD\u00AC\u2010\u2011\u2E17'

const letter = `(?:(?![${apostrophes}])[\\p{L}\\p{M}\\p{N}])`
const word = new RegExp(
  `${letter}(?:[${invisible}]*(?:(?<=[\\p{L}\\p{M}])[${apostrophes}](?=[${invisible}]*(?![${apostrophes}])\\p{L})[${invisible}]*)?${letter})*`,
  'gu',
)
const brokenLine = new RegExp(`^[${invisible}]*[${hyphens}][${invisible}]*[ \\t]*\\r?\\n[ \\t]*$`, 'u')
const dropped = new RegExp(`[${apostrophes}${invisible}]`, 'gu')
const noWord = new RegExp(`[${apostrophes}${invisible}]|[^\\p{L}\\p{M}\\p{N}]`, 'gu')

/** Longer runs of letters are noise of recognition; an index could refuse them. */
const tokenChars = 80

/** Letters that Unicode does not take apart; every other Latin letter loses its marks by decomposition. */
const latinLetters: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th' }

/**
 * Cyrillic letters that people and times write in two ways. ґ was forbidden from 1933 to 1990 and is
 * missing in older records and keyboards, so it is found by г; ѣ and ѳ are of the Russian spelling
 * before 1918. й and ї stay: they distinguish words, as do и and і.
 */
const cyrillicLetters: Record<string, string> = { ё: 'е', ѐ: 'е', ѝ: 'и', ґ: 'г', ѣ: 'е', ѳ: 'ф' }

/**
 * Folds one word to the form in which text and query are compared: compatibility forms, case, Romanian
 * diacritics (cedilla or comma), ё, apostrophes, Georgian letter forms, invisible characters, and
 * look-alikes of Latin and Cyrillic within a word. Folding twice changes nothing.
 */
export function foldToken(text: string): string {
  const small = text.toLowerCase()
  if (small.length <= tokenChars && plain.test(small)) return small
  // Before as well, since compatibility turns the acute accent that serves as apostrophe into a space.
  const visible = text.replace(dropped, '').normalize('NFKC').replace(noWord, '')
  const lower = foldLetters(unifyScripts(foldLetters(visible, false)), true)
  return clip(withoutOldEnding(lower))
}

/** Most words need no more than small letters: one script, no letter that folds, no Roman number or old ending. */
const plain = /^(?:[a-z0-9]{2,}|[ა-ჰ]+|(?=.*[^ісмх])[а-щыьэюяєії]{2,})$/

function foldLetters(text: string, lowerCase: boolean): string {
  let folded = ''
  for (const char of (lowerCase ? text.toLowerCase() : text).normalize('NFC')) {
    const code = char.codePointAt(0) ?? 0
    const latin = latinLetters[char]
    const cyrillic = cyrillicLetters[char]
    if (latin !== undefined) folded += latin
    else if (cyrillic !== undefined) folded += cyrillic
    else if (code >= 0x2d00 && code <= 0x2d2d) folded += String.fromCodePoint(code - 0x2d00 + 0x10d0)
    else if (code < 0x80 || (code >= 0x400 && code < 0x530)) folded += char
    else folded += char.normalize('NFD').replace(/\p{M}/gu, '')
  }
  return folded
}

/** Russian words before 1918 end in ъ after a consonant; modern words never do. */
function withoutOldEnding(token: string): string {
  return token.length > 2 && token.endsWith('ъ') ? token.slice(0, -1) : token
}

function clip(token: string): string {
  return token.length <= tokenChars ? token : [...token].slice(0, tokenChars).join('')
}

/**
 * Cuts a text into folded words, in order; the number of a token in the list is its position for
 * phrases. A word broken at a line end by a hyphen is one token whose offsets span both parts.
 * Everything that is no letter, mark or digit separates: `12/2014` is the two tokens 12 and 2014, found
 * as a whole by the phrase of both.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  for (const { start, end } of joinBrokenLines(text, wordRanges(text))) {
    const written = text.slice(start, end)
    const token = foldToken(written.includes('\n') ? written.replace(brokenInside, '') : written)
    if (token !== '') tokens.push({ token, start, end })
  }
  return tokens
}

const brokenInside = new RegExp(`[${invisible}]*[${hyphens}][${invisible}]*[ \\t]*\\r?\\n[ \\t]*`, 'gu')

type Range = { start: number; end: number }

function wordRanges(text: string): Range[] {
  return Array.from(text.matchAll(word), (found) => ({ start: found.index, end: found.index + found[0].length }))
}

function joinBrokenLines(text: string, ranges: readonly Range[]): Range[] {
  const joined: Range[] = []
  for (const range of ranges) {
    const before = joined.at(-1)
    const broken =
      before !== undefined &&
      range.start - before.end > 1 &&
      brokenLine.test(text.slice(before.end, range.start)) &&
      belongTogether(text.slice(before.start, before.end), text.slice(range.start, range.end))
    if (broken) before.end = range.end
    else joined.push({ ...range })
  }
  return joined
}

/** A second half begins small (Georgian has one case), or both halves are in capitals; a name after a hyphen stays a word. */
function belongTogether(first: string, second: string): boolean {
  if (!/[\p{L}\p{M}]$/u.test(first)) return false
  if (/^[\p{Ll}\p{Lo}]/u.test(second)) return true
  return first.length > 1 && /^\p{Lu}/u.test(second) && first === first.toUpperCase() && second === second.toUpperCase()
}
