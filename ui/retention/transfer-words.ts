import { msg } from '@lit/localize'
import type { TransferSummary } from '../api/transfers.ts'

type Progress = { name: string; tone: 'tone-plain' | 'tone-care' | 'tone-good' | 'tone-bad' }

/** How far a handing over has come, in one short word with its tone. */
export function progressOf({ state, actState, files, receipt }: Pick<TransferSummary, 'state' | 'actState' | 'files' | 'receipt'>): Progress {
  switch (state) {
    case 'inventory':
      if (actState === 'approved') return { name: msg('inventory approved'), tone: 'tone-good' }
      return actState === 'examined' ? { name: msg('inventory agreed'), tone: 'tone-plain' } : { name: msg('inventory drawn up'), tone: 'tone-plain' }
    case 'packaged':
      return { name: msg('packed'), tone: 'tone-plain' }
    case 'transfer-pending':
      return receipt !== null && files.faults > 0 ? { name: msg('receipt does not agree'), tone: 'tone-bad' } : { name: msg('waits for the receipt'), tone: 'tone-care' }
    case 'confirmed':
      return { name: msg('handed over'), tone: 'tone-good' }
    case 'ending':
      return { name: msg('local copy is being ended'), tone: 'tone-care' }
    case 'ended':
      return { name: msg('kept by the archive alone'), tone: 'tone-good' }
    default:
      return state satisfies never
  }
}

/** "2018", or "2018–2020". */
export const yearsOf = ({ years: { from, to } }: Pick<TransferSummary, 'years'>): string => (from === to ? String(from) : `${from}–${to}`)
