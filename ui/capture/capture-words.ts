import { msg } from '@lit/localize'
import type { BatchStep } from '#contract/capture.ts'
import type { BatchImage, BatchSummary } from '../api/capture.ts'

/** State of a batch in the language of the UI. */
export function batchState(state: BatchSummary['state']): string {
  if (state === 'open') return msg('running')
  if (state === 'exceptions') return msg('waits for a decision')
  return msg('closed')
}

/** What the line does with a batch just now. */
export function stepName(step: BatchStep): string {
  switch (step) {
    case 'waiting-for-pages':
      return msg('waits for its pages')
    case 'receiving':
      return msg('images are arriving')
    case 'splitting':
      return msg('dividing into records')
    case 'publishing':
      return msg('storing the records')
    case 'recognising':
      return msg('reading the text')
    case 'rendering':
      return msg('making PDFs for reading')
    case 'indexing':
      return msg('entering into the search')
    case 'waiting-for-decision':
      return msg('waits for a decision')
    case 'done':
      return msg('done')
  }
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
    case 'destroyed':
      return msg('destroyed under an act')
  }
}
