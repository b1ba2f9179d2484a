import type { Language } from '#kernel/language.ts'

/** One typed page: heading in the middle, paragraphs that are broken into lines when drawn, closing lines as they are. */
export type DemoPage = { heading: readonly string[]; paragraphs: readonly string[]; closing: readonly string[] }

/**
 * A record of the demonstration. Towns and people are invented. `search` is a phrase that stands on
 * one page of the whole pile only; `page` counts from 1.
 */
export type DemoRecord = {
  language: Language
  class: 'decisions' | 'petitions' | 'contracts' | 'correspondence'
  /** Date of the record, YYYY-MM-DD. */
  date: string
  pages: readonly DemoPage[]
  search?: { query: string; page: number }
}
