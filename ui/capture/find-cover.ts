import type { BatchReport } from '#contract/capture.ts'
import type { BatchException } from '../api/capture.ts'

/** The cover that an exception is about: of the record that its images belong to, else the one it names; null when there is none. */
export function coverOf(exception: BatchException, records: BatchReport['records']): string | null {
  const images = new Set([exception.image, ...exception.images])
  const record = records.find(({ pages, cover }) => cover !== null && pages.some((page) => images.has(page)))
  return record?.cover ?? exception.facts?.cover ?? null
}
