import type { BatchReport } from '#contract/capture.ts'
import type { BatchException } from '../api/capture.ts'

/** Cover ids as they are printed; `server/kernel/cover-id.ts` says how they are made. */
const coverForm = /OPIS-[0-9A-Z]{5}-[0-9A-Z]{5}/

/**
 * The cover that an exception is about: of the record that its images belong to, else the one its
 * sentence names; null when there is none.
 */
export function coverOf(exception: BatchException, records: BatchReport['records']): string | null {
  const images = new Set([exception.image, ...exception.images])
  const record = records.find(({ pages, cover }) => cover !== null && pages.some((page) => images.has(page)))
  return record?.cover ?? coverForm.exec(exception.detail)?.[0] ?? null
}
