import type { DraftMoves } from '#contract/drafts.ts'
import type { Draft, Visa } from './schema.ts'

const beforeApproval = ['drafting', 'in-visas', 'for-approval'] as const

/** Whether a draft can still be changed. */
export const isOpen = ({ state }: Pick<Draft, 'state'>): boolean => beforeApproval.some((one) => one === state)

/** A visa that this person is asked for now. */
export const isWaiting = ({ askedAt, decidedAt, voidedAt }: Pick<Visa, 'askedAt' | 'decidedAt' | 'voidedAt'>): boolean => askedAt !== null && decidedAt === null && voidedAt === null

/** A visa that does not agree and was not passed over by who approves. */
export const holdsBack = ({ decision, voidedAt, overruledAt }: Pick<Visa, 'decision' | 'voidedAt' | 'overruledAt'>): boolean => decision === 'not-agreed' && voidedAt === null && overruledAt === null

/** What somebody may do with a draft. `name`: his own; `names`: in whose name he acts today; `desk`: whether he registers documents; `sends`: whether he sends and reminds. */
export function movesOf(draft: Draft, visas: readonly Visa[], reader: { name: string; names: readonly string[]; desk: boolean; sends: boolean }): DraftMoves {
  const own = reader.names.includes(draft.author)
  const open = isOpen(draft)
  // Who wrote the draft does not judge it in the name of the approver.
  const approves = draft.approver !== null && (draft.author === reader.name ? draft.approver === reader.name : reader.names.includes(draft.approver))
  return {
    edit: own && open,
    ask: own && draft.state === 'drafting',
    visaFor: draft.state === 'in-visas' ? visas.filter((one) => isWaiting(one) && reader.names.includes(one.person)).map((one) => one.person) : [],
    overrule: draft.state === 'in-visas' && approves ? visas.filter((one) => holdsBack(one) && (draft.approver === reader.name || one.decidedBy !== reader.name)).map((one) => one.person) : [],
    approve: draft.state === 'for-approval' && approves,
    withdraw: own && open,
    register: draft.state === 'approved' && (reader.desk || own),
    send: draft.state === 'registered' && reader.sends,
    remind: (draft.state === 'in-visas' || draft.state === 'for-approval') && reader.sends,
  }
}
