import { languages } from '#kernel/language.ts'
import type { Language } from '#kernel/language.ts'
import { withQuery } from '../api/with-query.ts'
import type { Query } from '../api/with-query.ts'

/** What the address says about a search. `page` counts result pages from 1. */
export type SearchState = {
  q: string
  lang: Language | ''
  class: string
  year: string
  from: string
  to: string
  sort: 'relevance' | 'date'
  page: number
}

export const hitsPerPage = 20
/** The contract's largest offset, in result pages. */
const lastPage = 10_000 / hitsPerPage

const dateForm = /^\d{4}-\d{2}-\d{2}$/

/** Reads the address; what is not understood is taken as absent. */
export function readState(params: URLSearchParams): SearchState {
  const text = (name: string): string => params.get(name)?.trim() ?? ''
  const date = (name: string): string => (dateForm.test(text(name)) ? text(name) : '')
  const page = Number(text('page'))
  return {
    q: text('q'),
    lang: languages.find((code) => code === text('lang')) ?? '',
    class: text('class'),
    year: /^[1-9]\d{3}$/.test(text('year')) ? text('year') : '',
    from: date('from'),
    to: date('to'),
    sort: text('sort') === 'date' ? 'date' : 'relevance',
    page: Number.isInteger(page) && page >= 1 && page <= lastPage ? page : 1,
  }
}

/** The address of a search, without what is at its default. */
export function statePath(state: SearchState): string {
  const { page, sort, ...rest } = state
  return withQuery('/', { ...rest, sort: sort === 'relevance' ? '' : sort, page: page === 1 ? undefined : page })
}

/** The query of the API for this state. */
export function apiQuery(state: SearchState): Query {
  const { page, ...rest } = state
  return { ...rest, limit: hitsPerPage, offset: (page - 1) * hitsPerPage }
}

/** Whether anything is asked: words, or a filter alone. */
export function asksSomething(state: SearchState): boolean {
  return state.q !== ''
}

/** The state with another filter, back on the first page of results. */
export function withFilter(state: SearchState, change: Partial<SearchState>): SearchState {
  return { ...state, page: 1, ...change }
}
