import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldToken, tokenise } from '#kernel/fold.ts'
import { findMatches } from './find-matches.ts'
import { parseQuery, type Query } from './parse-query.ts'
import { boxesOf, presentHits, type PlacedWord, type ReadPage } from './present-hits.ts'
import { snippetOf } from './snippet.ts'

function understood(text: string): Query {
  const parsed = parseQuery(text)
  if (parsed.kind === 'faulty') throw new Error(parsed.sentence)
  return parsed.query
}
const snippet = (text: string, q: string, language: string | null = null) => snippetOf(text, findMatches(text, understood(q), language))

/** Words of lines on a picture; the box of word n of line m is [n, m, 1, 1] / 100. */
function placed(...lines: string[]): PlacedWord[] {
  return lines.flatMap((line, row) => line.split(' ').map((text, column) => ({ text, box: [column / 100, row / 100, 0.01, 0.01], line: row })))
}
const marked = (words: PlacedWord[], q: string, language: string | null = null) =>
  boxesOf(words, understood(q), language).map(([x, y]) => words.find((word) => word.box?.[0] === x && word.box[1] === y)?.text)

describe('the snippet', () => {
  test.each([
    ['marks the words as written', 'Про РІШЕННЯ міської ради', 'рішення', 'Про <mark>РІШЕННЯ</mark> міської ради'],
    ['escapes the text', '<b>a & "b"</b> слово', 'слово', '&lt;b&gt;a &amp; &quot;b&quot;&lt;/b&gt; <mark>слово</mark>'],
    ['escapes inside a match', "об'єкт", 'обєкт', '<mark>об&#39;єкт</mark>'],
    ['shows broken words whole', 'про рі-\nшення та про-\nект', 'рішення', 'про <mark>рішення</mark> та проект'],
    ['marks a phrase only where it stands', 'ради міської ради', '"міської ради"', 'ради <mark>міської</mark> <mark>ради</mark>'],
    ['marks beginnings', 'архів, архівний, акт', 'архів*', '<mark>архів</mark>, <mark>архівний</mark>, акт'],
    ['marks parts of a number', 'nr. 12/2014-a', '12/2014', 'nr. <mark>12</mark>/<mark>2014</mark>-a'],
    ['is the beginning where nothing matches', 'початок тексту', 'назва', 'початок тексту'],
    ['is empty for an empty page', '', 'назва', ''],
  ])('%s', (_, text, q, expected) => {
    expect(snippet(text, q)).toBe(expected)
  })

  test('marks inflected forms in the language of the page, but not inside quotes', () => {
    expect(snippet('перелік документів', 'документами', 'uk')).toBe('перелік <mark>документів</mark>')
    expect(snippet('перелік документів', '"документами"', 'uk')).toBe('перелік документів')
  })

  test('shows the place where most words stand together, cut between words', () => {
    const filler = 'звичайні слова тексту '.repeat(30)
    const shown = snippet(`рада ${filler} міська рада нова ${filler} рада`, 'міська рада нова')
    expect(shown).toContain('<mark>міська</mark> <mark>рада</mark> <mark>нова</mark>')
    expect(shown).toMatch(/^… (звичайні|слова|тексту) .* …$/)
    expect(shown.length).toBeLessThan(320)
  })

  test('never holds markup but its own, and marks only what was asked for', () => {
    const piece = fc.constantFrom('<mark>', '</mark>', '<b>', '&', '"', "'", 'рада', 'рі-\nшення', 'слово', ' ', '\n', '😀', '&lt;', '\u0000')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 120 }).map((parts) => parts.join('')), (text) => {
        const shown = snippet(text, 'рада рішен*')
        const outside = shown.replaceAll(/<mark>([^<>]*)<\/mark>/g, (_, inside: string) => {
          const read = inside.replaceAll('&#39;', "'")
          expect(tokenise(read).every(({ token }) => token === 'рада' || token.startsWith('рішен'))).toBe(true)
          return ''
        })
        expect(outside).not.toMatch(/[<>"'\u0000]|&(?!amp;|lt;|gt;|quot;|#39;)/)
        expect(shown.isWellFormed()).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the boxes', () => {
  test.each<[string, PlacedWord[], string, string[]]>([
    ['of every matching word', placed('Рада міста', 'та рада,'), 'рада', ['Рада', 'рада,']],
    ['of all words of a phrase, and only of the phrase', placed('ради міської', 'ради'), '"міської ради"', ['міської', 'ради']],
    ['of a beginning', placed('архівний акт'), 'арх*', ['архівний']],
    ['of both halves of a broken word', placed('про рі-', 'шення ради'), 'рішення', ['рі-', 'шення']],
    ['of one word that holds a number in parts', placed('№ 12/2014, від'), '12/2014', ['12/2014,']],
    ['of nothing that is left out', placed('рада проект'), 'рада -акт', ['рада']],
    ['of none where nothing matches', placed('рада'), 'акт', []],
  ])('%s', (_, words, q, expected) => {
    expect(marked(words, q)).toEqual(expected)
  })

  test('a line end is seen by the places of words when lines are not known', () => {
    const words = placed('про рі-', 'шення').map(({ text, box }) => ({ text, box }))
    expect(boxesOf(words, understood('рішення'), null)).toHaveLength(2)
  })

  test('words without a box are passed over', () => {
    expect(boxesOf([{ text: 'рада', box: null }], understood('рада'), null)).toEqual([])
  })

  test('never of a word that was not asked for', () => {
    const word = fc.constantFrom('рада', 'Рaда', 'ради', 'акт', '«рада»', 'про-', 'ект', '12/2014', "об'єкт")
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (texts) => {
        const words = texts.length === 0 ? [] : placed(texts.join(' '))
        const wanted = texts.filter((text) => tokenise(text).some(({ token }) => token === foldToken('рада')))
        expect(marked(words, '"рада"')).toEqual(wanted)
      }),
    )
  })
})

test('hits keep their order, and those that could not be read are dropped', () => {
  const page = (record: string): ReadPage => ({ record, page: 1, title: `T${record}`, source: null, class: 'acts', date: '2001', language: 'uk', text: 'акт', words: placed('акт'), hasPicture: true })
  const hits = ['b', 'gone', 'a'].map((record) => ({ record, page: 1, score: 0.5, match: 'exact' as const }))
  expect(presentHits(hits, [page('a'), page('b')], understood('акт'))).toEqual([
    { record: 'b', page: 1, title: 'Tb', source: null, class: 'acts', date: '2001', language: 'uk', score: 0.5, match: 'exact', snippet: '<mark>акт</mark>', boxes: [[0, 0, 0.01, 0.01]], hasPicture: true },
    expect.objectContaining({ record: 'a' }),
  ])
})
