import type { IndexedPage, RightsFilter, SearchOptions } from '#server/search/search-index.ts'

const words = 'рішення міської ради про затвердження бюджету hotărârea consiliului local primărie решение документ акт ბიუჯეტი council budget 2014 12'.split(' ')
const units = ['taxes', 'staff', 'land', null] as const

/** Forty pages of four units; the last words of each differ, so that scores do. */
export function archiveOfUnits(): IndexedPage[] {
  return Array.from({ length: 40 }, (_, number) => ({
    record: `10000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    page: 1,
    title: `Справа ${number}`,
    class: number % 3 === 0 ? 'acts' : 'petitions',
    units: [units[number % units.length]].filter((unit) => typeof unit === 'string'),
    wholeHouse: number % 5 === 0,
    date: `${2000 + (number % 4)}-0${1 + (number % 9)}-10`,
    language: number % 2 === 0 ? 'uk' : 'ro',
    text: Array.from({ length: 12 + (number % 7) }, (__, at) => words[(number * 7 + at * (1 + (number % 3))) % words.length]).join(' '),
    source: null,
  }))
}

/** Rare words, a new value in every facet, a date outside the others, a longer text and title: all that could shine through. */
export const forbiddenPage: IndexedPage = {
  record: '00000000-0000-7000-8000-000000000001',
  page: 1,
  title: 'Надтаємний документ про бюджет '.repeat(8),
  class: 'forbidden-class',
  units: ['security'],
  wholeHouse: false,
  date: '1901-01-01',
  language: 'ka',
  text: `надтаємний рішенняя рішення рішення рішення міської ради документ акт budget council 2014 ${words.join(' ').repeat(30)}`,
  source: 'secret.txt',
}

export const leakRights: readonly RightsFilter[] = [
  { kind: 'units', units: [] },
  { kind: 'units', units: ['taxes'] },
  { kind: 'units', units: ['taxes', 'staff', 'land'] },
  { kind: 'units', units: ['securit', 'SECURITY', ''] },
]

const options: readonly SearchOptions[] = [
  { limit: 20, offset: 0, sort: 'relevance' },
  { limit: 3, offset: 2, sort: 'date' },
  { limit: 20, offset: 0, sort: 'relevance', class: 'forbidden-class' },
  { limit: 20, offset: 0, sort: 'relevance', from: '1900-01-01', to: '2001-12-31' },
  { limit: 20, offset: 0, sort: 'relevance', year: 1901 },
  { limit: 20, offset: 0, sort: 'relevance', language: 'ka' },
]
const texts = ['рішення', 'рішенням', 'міської ради', '"рішення міської ради"', 'надтаємний', 'надта*', 'р*', 'документ -надтаємний', 'акт OR надтаємний', 'budget council', '2014', 'справа', 'ბიუჯეტი']

export const leakQueries: readonly { q: string; options: SearchOptions }[] = texts.flatMap((q) => options.map((each) => ({ q, options: each })))
