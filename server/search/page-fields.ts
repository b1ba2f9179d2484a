import { dateSpan } from './date-span.ts'
import type { IndexedPage } from './search-index.ts'

/** What is looked for beside the words, under the names that both engines keep it by. A null date has no span and no year. */
export function pageFields(page: IndexedPage) {
  const span = page.date === null ? null : dateSpan(page.date)
  return {
    record: page.record,
    page: page.page,
    class: page.class,
    units: page.units,
    whole_house: page.wholeHouse,
    language: page.language,
    date_first: span?.first ?? null,
    date_last: span?.last ?? null,
    year: span?.year ?? null,
  }
}
