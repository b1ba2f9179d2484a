import { describe, expect, test } from 'vitest'
import { apiQuery, readState, statePath, withFilter } from './search-state.ts'

const read = (query: string) => readState(new URLSearchParams(query))

describe('search state in the address', () => {
  test('survives the way there and back', () => {
    const path = statePath(read('q=оренда "землі"&lang=uk&class=decisions&year=2019&from=2019-01-01&sort=date&page=3'))
    expect(statePath(read(path.slice(path.indexOf('?'))))).toBe(path)
  })

  test('leaves out what is at its default', () => {
    expect(statePath(read('q=x&page=1&sort=relevance&lang='))).toBe('/?q=x')
  })

  test.each(['lang=xx', 'year=19', 'from=2019', 'sort=up', 'page=0', 'page=-1', 'page=1.5', 'page=501', 'page=x'])('%s is taken as absent', (query) => {
    expect(statePath(read(`q=x&${query}`))).toBe('/?q=x')
  })

  test('a filter goes back to the first page; pages become offsets', () => {
    const third = read('q=x&page=3')
    expect(apiQuery(third)).toMatchObject({ limit: 20, offset: 40 })
    expect(withFilter(third, { year: '2019' })).toMatchObject({ page: 1, year: '2019' })
  })
})
