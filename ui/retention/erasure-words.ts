import { msg } from '@lit/localize'
import type { ItemOutcome, RefusalGround, RequestState } from '#contract/erasure-requests.ts'

/** How far a request to erase has come. */
export function requestStateName(state: RequestState): string {
  switch (state) {
    case 'received': return msg('received')
    case 'assessed': return msg('being dealt with')
    case 'refused': return msg('refused')
    case 'partly': return msg('erased in part')
    case 'done-with-proof': return msg('erased, with proof')
  }
}

/** What a request comes to for one document. */
export function outcomeName(outcome: ItemOutcome | null): string {
  switch (outcome) {
    case null: return msg('not yet assessed')
    case 'refused': return msg('stays')
    case 'to-act': return msg('to be put on an act')
    case 'needs-decision': return msg('a person must decide')
    case 'erased': return msg('erased')
  }
}

/** Why a document is not erased. */
export function groundName(ground: RefusalGround): string {
  switch (ground) {
    case 'floor': return msg('must be kept by law until its term ends')
    case 'hold': return msg('a hold is on it')
    case 'waiting': return msg('its term has not begun to run')
    case 'unscheduled': return msg('no rule applies to it')
    case 'permanent': return msg('kept permanently')
    case 'transfer': return msg('goes to the state archive')
    case 'decided': return msg('decided to keep it')
  }
}
