import { msg } from '@lit/localize'
import type { RecordState, RetentionState } from '#contract/records.ts'

const retention: Readonly<Record<RetentionState, () => string>> = {
  retained: () => msg('kept'),
  eligible: () => msg('period is over'),
  permanent: () => msg('permanent'),
  waiting: () => msg('waiting for a fact'),
  unscheduled: () => msg('no rule yet'),
  conflict: () => msg('rules conflict'),
  held: () => msg('on hold'),
  computing: () => msg('being computed'),
}

/** How long a record is kept, in a word of the language of the UI; the bare state when it is not of the list. */
export function retentionName(state: string): string {
  return Object.hasOwn(retention, state) ? retention[state as RetentionState]() : state
}

/** How far the processing of a record is. */
export function recordStateName(state: RecordState): string {
  switch (state) {
    case 'reading':
      return msg('stored; text not read yet')
    case 'rendering':
      return msg('text read')
    case 'indexing':
      return msg('text read; not in the search yet')
    case 'searchable':
      return msg('searchable')
  }
}
