import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseQuery, type Query } from '#server/search/parse-query.ts'
import type { IndexedPage, RightsFilter, SearchIndex, SearchOptions } from '#server/search/search-index.ts'
import { archiveOfUnits, forbiddenPage, leakQueries, leakRights } from './search-leaks.ts'

const everything: RightsFilter = { kind: 'all' }
const plain: SearchOptions = { limit: 20, offset: 0, sort: 'relevance' }

export function understood(text: string): Query {
  const parsed = parseQuery(text)
  if (parsed.kind === 'faulty') throw new Error(parsed.sentence)
  return parsed.query
}

/** A record id from a small number. */
export function recordId(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
}

export function pageOf(number: number, text: string, rest: Partial<IndexedPage> = {}): IndexedPage {
  return { record: recordId(number), page: 2, title: `Title ${number}`, class: null, units: [], wholeHouse: true, date: null, language: null, text, source: null, ...rest }
}

/** What every search engine behind the port must do. `make` gives an empty index. */
export function searchIndexSuite(name: string, make: () => Promise<{ index: SearchIndex; end(): Promise<void> }>): void {
  describe(`search index: ${name}`, () => {
    let made: Awaited<ReturnType<typeof make>>
    let index: SearchIndex
    beforeAll(async () => {
      made = await make()
      index = made.index
    })
    afterAll(() => made.end())
    beforeEach(() => index.clear())

    const ask = (q: string, rights = everything, options: Partial<SearchOptions> = {}) => index.search(understood(q), rights, { ...plain, ...options })
    const found = async (q: string, options: Partial<SearchOptions> = {}) => (await ask(q, everything, options)).hits.map((hit) => Number(hit.record.slice(-3)))

    matching(() => index, found, ask)
    ordering(() => index, found, ask)
    keeping(() => index, found, ask)
    rightsAndFacets(() => index, ask)
  })
}

type Found = (q: string, options?: Partial<SearchOptions>) => Promise<number[]>
type Ask = (q: string, rights?: RightsFilter, options?: Partial<SearchOptions>) => ReturnType<SearchIndex['search']>

function matching(index: () => SearchIndex, found: Found, ask: Ask): void {
  test.each<[string, string, number[]]>([
    ['a word in another case and spelling', 'HOTARIRE sedinta', []],
    ['Romanian without diacritics', 'hotarare sedinta', [1]],
    ['Romanian with cedilla', 'şedinţă', [1]],
    ['an apostrophe of another kind', 'обʼєкт', [2]],
    ['a word broken at a line end', 'рішення', [2]],
    ['Georgian capitals', 'ᲓᲝᲙᲣᲛᲔᲜᲢᲘ', [3]],
    ['all words must be there', 'рішення ради', [2]],
    ['and are not', 'рішення документ', []],
    ['one or the other', 'рішення OR დოკუმენტი', [2, 3]],
    ['a phrase', '"міської ради"', [2]],
    ['not in another order', '"ради міської"', []],
    ['a phrase over a broken word', '"про рішення міської"', [2]],
    ['a phrase with its last word begun', '"міської рад"*', [2]],
    ['the beginning of a word', 'обє*', [2]],
    ['which must be a beginning', 'єкт*', []],
    ['leaving out', 'nr -sedinta', [4]],
    ['leaving out a phrase', 'nr -"nr 13"', [1]],
    ['a number as a whole', '12/2014', [1]],
    ['and not its parts alone', '12/2015', []],
    ['a part of a number', '2014', [1]],
    ['a compound word', 'жовто-блакитний', [3, 7]],
    ['a compound word without its hyphen, broken at a line end', 'dându-se', [4]],
    ['quotes and operators as text', "'&!:\\ nr", [1, 4]],
    ['the title, on the first page', 'Inventar', [5]],
    ['no phrase from text into title', '"sfarsit Inventar"', []],
    ['an inflected form', 'документами', [6]],
    ['an inflected form of a compound word', 'жовто-блакитними', [3, 7]],
    ['a form or a phrase', 'документами OR "міської ради"', [2, 6]],
    ['a form and a phrase', 'документами "перелік документів"', [6]],
    ['a form and a beginning', 'документами перел*', [6]],
    ['a phrase beside a phrase left out', '"перелік документів" -"міської ради"', [6]],
    ['neighbours of neighbours are no phrase', '"про міської"', []],
    ['a form is not meant inside quotes', '"документами"', []],
  ])('finds %s: %s', async (_, q, expected) => {
    await index().put([
      pageOf(1, 'Hotărârea nr. 12/2014, hotărâre de ședință', { language: 'ro' }),
      pageOf(2, "про рі-\nшення міської ради, об'єкт", { language: 'uk' }),
      pageOf(3, 'დოკუმენტი, жовто-блакитний', { language: 'ka' }),
      pageOf(4, 'nr 13 dându-\nse', { language: 'ro' }),
      pageOf(5, 'sfârșit', { page: 1, title: 'Inventar' }),
      pageOf(6, 'перелік документів', { language: 'uk' }),
      pageOf(7, 'жовто-блакитний', { language: 'uk' }),
    ])
    expect((await found(q)).sort()).toEqual(expected)
  })

  test('says whether the words or only their forms were found, exact first', async () => {
    await index().put([pageOf(1, 'документів документів документів', { language: 'uk' }), pageOf(2, 'немає нічого крім слова документами', { language: 'uk' })])
    const { hits } = await ask('документами')
    expect(hits.map(({ record, match }) => [record, match])).toEqual([[recordId(2), 'exact'], [recordId(1), 'form']])
  })
}

function ordering(index: () => SearchIndex, found: Found, ask: Ask): void {
  test('pages where the words stand together come first', async () => {
    const filler = 'інші слова тексту стоять поміж ними тут і там '
    await index().put([
      pageOf(1, `${`міська ${filler}рада ${filler}нова `.repeat(20)}`),
      pageOf(2, `${filler.repeat(10)} міська рада нова ${filler.repeat(10)}`),
    ])
    expect(await found('міська рада нова')).toEqual([2, 1])
  })

  test('equal pages come by record and page, and the answer can be read in parts', async () => {
    const pages = [3, 1, 2].flatMap((number) => [2, 1].map((page) => pageOf(number, 'однаковий текст', { page, title: '' })))
    await index().put(pages)
    const all = (await ask('текст')).hits.map((hit) => [hit.record, hit.page])
    expect(all).toEqual([1, 2, 3].flatMap((number) => [[recordId(number), 1], [recordId(number), 2]]))
    const parts = await Promise.all([0, 2, 4, 6].map((offset) => ask('текст', everything, { offset, limit: 2 })))
    expect(parts.flatMap((part) => part.hits.map((hit) => [hit.record, hit.page]))).toEqual(all)
    expect(parts.map((part) => part.total)).toEqual([6, 6, 6, 6])
  })

  test('latest first when sorted by date, undated last', async () => {
    await index().put([pageOf(1, 'акт', { date: '1998' }), pageOf(2, 'акт'), pageOf(3, 'акт', { date: '2001-05-01' }), pageOf(4, 'акт акт', { date: '1998-04' })])
    expect(await found('акт', { sort: 'date' })).toEqual([3, 4, 1, 2])
  })
}

function keeping(index: () => SearchIndex, found: Found, ask: Ask): void {
  test('a page put again replaces the old one; removed records are gone', async () => {
    await index().put([pageOf(1, 'перший'), pageOf(2, 'другий')])
    await index().put([pageOf(1, 'третій')])
    expect(await found('перший')).toEqual([])
    expect(await found('третій')).toEqual([1])
    expect(await index().count()).toBe(2)
    await index().remove([recordId(1), recordId(9)])
    expect(await found('третій')).toEqual([])
    expect(await index().count()).toBe(1)
    await index().clear()
    expect(await index().count()).toBe(0)
  })

  test('takes any text: nothing, quotes, backslashes, zero bytes, very long words, very long pages', async () => {
    const texts = ['', "'a\\'b' \\ : & | !", 'nul\u0000byte', 'x'.repeat(5000), '𝔘𝔫𝔦 ½ ² ﷺ', `${'слово '.repeat(20_000)}кінець тут`]
    await index().put(texts.map((text, at) => pageOf(at + 1, text)))
    expect(await index().count()).toBe(texts.length)
    expect(await found('x'.repeat(300))).toEqual([4])
    expect(await found('кінець тут')).toEqual([6])
    expect((await ask('byte')).total).toBe(1)
  })

  test('filters by language, class, year and dates, imprecise ones included', async () => {
    await index().put([
      pageOf(1, 'акт', { language: 'uk', class: 'petitions', date: '2001-05-10' }),
      pageOf(2, 'акт', { language: 'ru', class: 'acts', date: '2001' }),
      pageOf(3, 'акт', { language: 'uk', class: 'acts', date: '2002-02' }),
      pageOf(4, 'акт'),
    ])
    expect(await found('акт', { language: 'uk' })).toEqual([1, 3])
    expect(await found('акт', { class: 'acts' })).toEqual([2, 3])
    expect(await found('акт', { year: 2001 })).toEqual([1, 2])
    expect(await found('акт', { from: '2001-06-01', to: '2002-01-31' })).toEqual([2])
    expect(await found('акт', { from: '2001-05-10', to: '2001-05-10' })).toEqual([1, 2])
  })
}

function rightsAndFacets(index: () => SearchIndex, ask: Ask): void {
  test('a viewer sees the whole house and their units, and counts of nothing else', async () => {
    await index().put([
      pageOf(1, 'акт', { wholeHouse: true, units: ['taxes'], class: 'acts', date: '2001', language: 'uk' }),
      pageOf(2, 'акт', { wholeHouse: false, units: ['taxes'], class: 'acts', date: '2002', language: 'uk' }),
      pageOf(3, 'акт', { wholeHouse: false, units: ['staff'], class: 'staff', date: '2003', language: 'ru' }),
      pageOf(4, 'акт', { wholeHouse: false, units: [], class: 'secret', date: '1999', language: 'ka' }),
    ])
    const seen = async (rights: RightsFilter) => {
      const { total, hits, facets } = await ask('акт', rights)
      return { total, hits: hits.map((hit) => Number(hit.record.slice(-1))), facets }
    }
    expect(await seen({ kind: 'units', units: [] })).toEqual({
      total: 1, hits: [1],
      facets: { class: [{ value: 'acts', count: 1 }], year: [{ value: '2001', count: 1 }], language: [{ value: 'uk', count: 1 }] },
    })
    expect(await seen({ kind: 'units', units: ['taxes'] })).toEqual({
      total: 2, hits: [1, 2],
      facets: { class: [{ value: 'acts', count: 2 }], year: [{ value: '2001', count: 1 }, { value: '2002', count: 1 }], language: [{ value: 'uk', count: 2 }] },
    })
    expect(await seen(everything)).toMatchObject({ total: 4, hits: [1, 2, 3, 4], facets: { class: [{ value: 'acts', count: 2 }, { value: 'secret', count: 1 }, { value: 'staff', count: 1 }] } })
  })

  test('a page that may not be seen changes nothing in any answer', async () => {
    const answers = async () => {
      const all: unknown[] = []
      for (const rights of leakRights) for (const { q, options } of leakQueries) all.push(await ask(q, rights, options))
      return all
    }
    await index().put(archiveOfUnits())
    const without = await answers()
    await index().put([forbiddenPage])
    expect(await answers()).toEqual(without)
    expect((await ask('надтаємний')).total).toBe(1)
  })
}
