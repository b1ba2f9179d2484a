import { describe, expect, test } from 'vitest'
import { findHits, readTerms, stepHit } from './find-hits.ts'

function page(number: number, text: string) {
  return { page: number, text, words: Array.from(text.matchAll(/\S+/g), ([word]) => ({ text: word })) }
}

/** The words of each hit, as page:words. */
function found(pages: ReturnType<typeof page>[], query: string): string[] {
  return findHits(pages, query).map((hit) => {
    const words = pages.find((one) => one.page === hit.page)?.words ?? []
    return `${hit.page}:${hit.words.map((index) => words[index]?.text).join(' ')}`
  })
}

describe('findHits', () => {
  const pages = [page(1, 'Про оренду землі, під гаражами.\nОренду «землі» надано'), page(2, 'оренди немає; Primăria orașului')]

  test.each([
    ['землі', ['1:землі,', '1:«землі»']],
    ['"оренду землі"', ['1:оренду землі,', '1:Оренду «землі»']],
    ['гараж*', ['1:гаражами.']],
    ['primaria', ['2:Primăria']],
    ['землі -оренду', ['1:землі,', '1:«землі»']],
    ['"землі', ['1:землі,', '1:«землі»']],
    ['немає оренди', ['2:оренди', '2:немає;']],
    ['', []],
    ['...', []],
    ['відсутнє', []],
  ])('%s', (query, hits) => {
    expect(found(pages, query)).toEqual(hits)
  })

  test('another form is marked where the typed one stands nowhere', () => {
    expect(found(pages, 'оренда')).toEqual(['1:оренду', '1:Оренду', '2:оренди'])
  })

  test('a hit within a phrase that is marked already is not a second one', () => {
    expect(found([page(1, 'один два три')], '"один два" два')).toEqual(['1:один два'])
  })

  test('a word broken at the line end covers both its parts', () => {
    expect(found([page(1, 'вико-\nнавчий комітет')], 'виконавчий')).toEqual(['1:вико- навчий'])
  })

  test('words without a place in the text leave the hit without boxes', () => {
    expect(findHits([{ page: 1, text: 'план', words: [] }], 'план')).toEqual([{ page: 1, start: 0, end: 4, words: [] }])
  })
})

test('readTerms keeps phrases together and drops what is excluded', () => {
  expect(readTerms('a "b c" -d -"e f" g*')).toEqual([
    { tokens: ['a'], prefix: false },
    { tokens: ['b', 'c'], prefix: false },
    { tokens: ['g'], prefix: true },
  ])
})

describe('stepHit', () => {
  const hits = [1, 1, 4].map((number, index) => ({ page: number, start: index, end: index + 1, words: [] }))

  test.each([
    [null, 2, 1, 2],
    [null, 2, -1, 1],
    [null, 5, 1, 0],
    [null, 1, -1, 1],
    [2, 4, 1, 0],
    [0, 1, -1, 2],
  ] as const)('from hit %s on page %i by %i', (current, at, by, next) => {
    expect(stepHit(hits, current, at, by)).toBe(next)
  })

  test('no hit, no step', () => {
    expect(stepHit([], null, 1, 1)).toBeNull()
  })
})
