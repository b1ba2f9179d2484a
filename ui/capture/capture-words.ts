import { msg } from '@lit/localize'
import type { BatchImage, BatchSummary } from '../api/capture.ts'

/** State of a batch in the language of the UI. */
export function batchState(state: BatchSummary['state']): string {
  if (state === 'open') return msg('running')
  if (state === 'exceptions') return msg('waits for a decision')
  return msg('closed')
}

/** What became of an image. */
export function fateName(fate: BatchImage['fate']): string {
  switch (fate) {
    case 'received':
      return msg('received')
    case 'page':
      return msg('page')
    case 'cover':
      return msg('cover sheet')
    case 'separator':
      return msg('separator')
    case 'blank':
      return msg('blank')
    case 'rejected':
      return msg('rejected')
    case 'rescanned':
      return msg('scanned again')
    case 'exception':
      return msg('to be decided')
  }
}

/** What is wrong, in two or three words; the sentence of the server says the rest. */
export function exceptionTitle(code: string): string {
  switch (code) {
    case 'no-cover':
      return msg('No cover sheet')
    case 'cover-unreadable':
      return msg('Cover sheet cannot be read')
    case 'cover-from-behind':
      return msg('Cover sheet was fed the wrong way round')
    case 'cover-codes-disagree':
      return msg('The two codes disagree')
    case 'cover-unknown':
      return msg('Unknown cover sheet')
    case 'cover-used':
      return msg('Cover sheet was used before')
    case 'cover-repeated':
      return msg('Cover sheet is there twice')
    case 'cover-empty':
      return msg('No pages behind the cover sheet')
    case 'cover-back-written':
      return msg('Writing on the back of a cover sheet')
    case 'sheet-count':
      return msg('The number of sheets differs')
    default:
      return code
  }
}
