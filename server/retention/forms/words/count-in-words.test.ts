import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languages, type Language } from '#kernel/language.ts'
import { countedThings, countInWords, countTwice } from './count-in-words.ts'

const files: Record<Language, readonly (readonly [number, string])[]> = {
  uk: [
    [0, 'нуль справ'], [1, 'одна справа'], [2, 'дві справи'], [4, 'чотири справи'], [5, 'п’ять справ'], [11, 'одинадцять справ'], [12, 'дванадцять справ'], [14, 'чотирнадцять справ'], [21, 'двадцять одна справа'],
    [22, 'двадцять дві справи'], [40, 'сорок справ'], [90, 'дев’яносто справ'], [100, 'сто справ'], [111, 'сто одинадцять справ'], [521, 'п’ятсот двадцять одна справа'], [1000, 'одна тисяча справ'], [1001, 'одна тисяча одна справа'],
    [2521, 'дві тисячі п’ятсот двадцять одна справа'], [11_000, 'одинадцять тисяч справ'], [21_000, 'двадцять одна тисяча справ'], [1_000_000, 'один мільйон справ'], [22_000_003, 'двадцять два мільйони три справи'],
  ],
  ru: [
    [0, 'ноль дел'], [1, 'одно дело'], [2, 'два дела'], [5, 'пять дел'], [11, 'одиннадцать дел'], [13, 'тринадцать дел'], [21, 'двадцать одно дело'], [22, 'двадцать два дела'], [40, 'сорок дел'], [101, 'сто одно дело'],
    [112, 'сто двенадцать дел'], [521, 'пятьсот двадцать одно дело'], [1000, 'одна тысяча дел'], [2001, 'две тысячи одно дело'], [5000, 'пять тысяч дел'], [121_212, 'сто двадцать одна тысяча двести двенадцать дел'], [3_000_000, 'три миллиона дел'], [14_000_000, 'четырнадцать миллионов дел'],
  ],
  ro: [
    [0, 'zero dosare'], [1, 'un dosar'], [2, 'două dosare'], [12, 'douăsprezece dosare'], [14, 'paisprezece dosare'], [16, 'șaisprezece dosare'], [19, 'nouăsprezece dosare'], [20, 'douăzeci de dosare'], [21, 'douăzeci și unu de dosare'],
    [22, 'douăzeci și două de dosare'], [65, 'șaizeci și cinci de dosare'], [100, 'o sută de dosare'], [101, 'o sută unu dosare'], [115, 'o sută cincisprezece dosare'], [120, 'o sută douăzeci de dosare'], [200, 'două sute de dosare'],
    [521, 'cinci sute douăzeci și unu de dosare'], [1000, 'o mie de dosare'], [1002, 'o mie două dosare'], [2000, 'două mii de dosare'], [12_000, 'douăsprezece mii de dosare'], [20_000, 'douăzeci de mii de dosare'], [21_000, 'douăzeci și una de mii de dosare'],
    [1_000_000, 'un milion de dosare'], [22_000_000, 'douăzeci și două de milioane de dosare'],
  ],
  ka: [
    [0, 'ნული საქმე'], [1, 'ერთი საქმე'], [10, 'ათი საქმე'], [17, 'ჩვიდმეტი საქმე'], [18, 'თვრამეტი საქმე'], [20, 'ოცი საქმე'], [21, 'ოცდაერთი საქმე'], [30, 'ოცდაათი საქმე'], [38, 'ოცდათვრამეტი საქმე'], [40, 'ორმოცი საქმე'], [57, 'ორმოცდაჩვიდმეტი საქმე'], [60, 'სამოცი საქმე'],
    [75, 'სამოცდათხუთმეტი საქმე'], [80, 'ოთხმოცი საქმე'], [99, 'ოთხმოცდაცხრამეტი საქმე'], [100, 'ასი საქმე'], [101, 'ას ერთი საქმე'], [521, 'ხუთას ოცდაერთი საქმე'], [800, 'რვაასი საქმე'], [1000, 'ათასი საქმე'], [1100, 'ათას ასი საქმე'],
    [2521, 'ორი ათას ხუთას ოცდაერთი საქმე'], [100_000, 'ასი ათასი საქმე'], [1_000_000, 'ერთი მილიონი საქმე'], [1_000_001, 'ერთი მილიონ ერთი საქმე'],
  ],
  en: [
    [0, 'zero files'], [1, 'one file'], [2, 'two files'], [15, 'fifteen files'], [21, 'twenty-one files'], [40, 'forty files'], [100, 'one hundred files'], [101, 'one hundred and one files'], [521, 'five hundred and twenty-one files'], [1001, 'one thousand and one files'],
    [2521, 'two thousand, five hundred and twenty-one files'], [1_000_000, 'one million files'], [999_000_099, 'nine hundred and ninety-nine million and ninety-nine files'],
  ],
}

test.each(languages.flatMap((language) => files[language].map(([count, words]) => ({ language, count, words }))))('$language $count: $words', ({ language, count, words }) => {
  expect(countInWords(count, 'file', language)).toBe(words)
})

test('each thing has its own gender and form', () => {
  expect(countedThings.map((what) => countInWords(22, what, 'uk'))).toEqual(['двадцять дві справи', 'двадцять два документи', 'двадцять два аркуші', 'двадцять дві позиції'])
  expect(countedThings.map((what) => countInWords(21, what, 'ru'))).toEqual(['двадцать одно дело', 'двадцать один документ', 'двадцать один лист', 'двадцать одна позиция'])
  expect(countedThings.map((what) => countInWords(1, what, 'ro'))).toEqual(['un dosar', 'un document', 'o filă', 'o poziție'])
  expect(countInWords(31, 'sheet', 'ro')).toBe('treizeci și una de file')
  expect(countTwice(3, 'sheet', 'ka')).toBe('3 (სამი ფურცელი)')
})

test.each(languages)('%s: no two numbers below 30,000 are said alike', (language) => {
  const said = new Set(Array.from({ length: 30_000 }, (_, count) => countInWords(count, 'file', language)))
  expect(said.size).toBe(30_000)
})

/** Reads English words back: every word is a value, "thousand" and "million" close a group. */
function readEnglish(text: string): number {
  const below = Array.from({ length: 100 }, (_, count) => countInWords(count, 'file', 'en').split(' ')[0])
  let [sum, group] = [0, 0]
  for (const word of text.replaceAll(',', '').split(' ')) {
    if (word === 'hundred') group *= 100
    else if (word === 'thousand' || word === 'million') [sum, group] = [sum + group * (word === 'thousand' ? 1000 : 1_000_000), 0]
    else if (below.includes(word)) group += below.indexOf(word)
  }
  return sum + group
}

test('English words lead back to their number', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), (count) => readEnglish(countInWords(count, 'file', 'en')) === count))
})

test('large numbers differ in every language, and are said in letters only', () => {
  const number = fc.integer({ min: 0, max: 999_999_999 })
  fc.assert(
    fc.property(fc.constantFrom(...languages), number, number, (language, one, other) => {
      const [left, right] = [countInWords(one, 'line', language), countInWords(other, 'line', language)]
      return (one === other) === (left === right) && /^[\p{Letter}’,-]+( [\p{Letter}’,-]+)+$/u.test(left)
    }),
  )
})

test.each([-1, 1.5, 1_000_000_000, Number.NaN])('%d cannot be said', (count) => {
  for (const language of languages) expect(() => countInWords(count, 'file', language)).toThrow(RangeError)
})
