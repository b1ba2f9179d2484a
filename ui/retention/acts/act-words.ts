import { msg, str } from '@lit/localize'
import type { KeepReason, NextStep, ProposalReason, Requirement, VoidReason, voteKinds } from '#contract/acts.ts'
import { roleName } from '../../identity/role-name.ts'
import { retentionName } from '../../records/state-names.ts'
import { formatDate } from '../../text/format.ts'

export type Vote = (typeof voteKinds)[number]

const acts: Readonly<Record<string, () => string>> = {
  'draft': () => msg('being prepared'),
  'examined': () => msg('examined by the commission'),
  'approved': () => msg('approved'),
  'executing': () => msg('being executed'),
  'executed': () => msg('executed'),
  'executed-in-part': () => msg('executed in part'),
  'filed': () => msg('filed'),
  'rejected': () => msg('rejected'),
  'withdrawn': () => msg('withdrawn'),
}

const lines: Readonly<Record<string, () => string>> = {
  'proposed': () => msg('proposed'),
  'agreed': () => msg('agreed'),
  'kept': () => msg('stays in the archive'),
  'void': () => msg('fell out'),
  'executing': () => msg('being destroyed'),
  'destroyed': () => msg('destroyed'),
  'transferred': () => msg('handed over'),
  'paper-pending': () => msg('paper still to be destroyed'),
}

const said = (list: Readonly<Record<string, () => string>>, code: string): string => (Object.hasOwn(list, code) ? (list[code]?.() ?? code) : code)

/** How far an act is. */
export const actStateName = (state: string): string => said(acts, state)
/** What became of a line. */
export const lineStateName = (state: string): string => said(lines, state)

const reasons: Readonly<Record<VoidReason | KeepReason | ProposalReason, (of: string) => string>> = {
  'held': (of) => msg(str`It is on hold: ${of}.`),
  'rule-changed': (of) => msg(str`Another rule or version applies now: ${of}.`),
  'rule-unconfirmed': (of) => msg(str`Nobody here has compared the rule with the law yet: ${of}.`),
  'date-moved': (of) => msg(str`Its date moved to ${formatDate(of)}.`),
  'membership-changed': () => msg('What lies in the file, or where the document lies, has changed.'),
  'no-longer-eligible': (of) => msg(str`Its period is no longer over: ${retentionName(of)}.`),
  'gone': () => msg('It is not in the archive any more.'),
  'decided-to-keep': (of) => msg(str`It was decided to keep it: ${of}.`),
  'withdrawn': () => msg('The act was withdrawn.'),
  'kept-permanently': (of) => msg(str`The commission keeps it for good, protocol ${of}.`),
  'kept-until': (of) => msg(str`The commission keeps it longer: ${of}.`),
  'not-eligible': (of) => msg(str`Its period is not over: ${retentionName(of)}.`),
  'other-action': () => msg('It is not to be destroyed at the end of its period.'),
  'unit-is-file': () => msg('Its rule is for whole files: propose the file in which it lies.'),
  'unit-is-record': () => msg('Its rule is for single documents: propose the documents.'),
  'on-another-act': (of) => msg(str`It stands on act ${of} already.`),
  'other-fonds': (of) => msg(str`It belongs to another fonds: ${of}.`),
}

/** Why a line fell out, stays, or could not be proposed; empty while there is no reason. */
export function reasonText(reason: string | null, of: string | null): string {
  if (reason === null) return ''
  return Object.hasOwn(reasons, reason) ? reasons[reason as VoidReason](of ?? '') : `${reason} ${of ?? ''}`
}

const steps: Readonly<Record<NextStep['step'], () => string>> = {
  'hold-sitting': () => msg('The commission must sit. Open a sitting with those present.'),
  'vote': () => msg('Members of the commission still have to vote.'),
  'close-sitting': () => msg('All have voted. The sitting can be closed.'),
  'approve': () => msg('The act must be approved.'),
  'record-approval': () => msg('An approval from outside must be recorded with its paper.'),
  'meet-preconditions': () => msg('Something else must be done first. Record it with its paper.'),
  'withdraw': () => msg('No line is left. The act should be withdrawn.'),
  'wait': () => msg('The waiting time runs. Nothing is to be done.'),
  'execute': () => msg('The waiting time is over. The act can be executed.'),
  'none': () => msg('Nothing more is to be done here.'),
}

/** What comes next with an act. */
export const stepText = (step: NextStep['step']): string => steps[step]()

/** Who must do it: a role, or a person by name. */
export function whoText(who: readonly string[]): string {
  return who.map((one) => (one === 'records-manager' || one === 'head' ? roleName(one) : one)).join(', ')
}

/** Somebody whose agreement a schedule asks for. */
export function approvalRoleName(role: string): string {
  switch (role) {
    case 'expert-commission': return msg('Expert commission')
    case 'selection-commission': return msg('Selection commission')
    case 'archive-expert-commission': return msg('Expert commission of the state archive')
    case 'state-archive': return msg('State archive')
    case 'national-archives': return msg('National archives')
    case 'head-of-body': return roleName('head')
    case 'records-manager': return roleName('records-manager')
    default: return role
  }
}

/** What a schedule wants done first. */
export function preconditionName(what: string): string {
  switch (what) {
    case 'permanent-inventories-approved': return msg('Inventories of the permanent files are approved')
    case 'personnel-inventories-agreed': return msg('Inventories of the personnel files are agreed')
    case 'no-open-dispute': return msg('No dispute is open')
    default: return what
  }
}

/** How a member votes. */
export function voteName(vote: Vote): string {
  switch (vote) {
    case 'agree': return msg('Destroy')
    case 'keep': return msg('Keep for good')
    case 'extend': return msg('Keep until a day')
    case 'abstain': return msg('Abstain')
  }
}

/** A vote as the server tells it: `agree`, or `extend 2031-01-01`. */
export function castText(cast: string): string {
  const [vote = '', until] = cast.split(' ')
  const name = vote === 'agree' || vote === 'keep' || vote === 'extend' || vote === 'abstain' ? voteName(vote) : vote
  return until === undefined ? name : `${name}: ${formatDate(until)}`
}

/** Which copies a line names. */
export function carrierName(carrier: 'digital' | 'paper' | 'both'): string {
  switch (carrier) {
    case 'digital': return msg('digital')
    case 'paper': return msg('paper')
    case 'both': return msg('digital and paper')
  }
}

/** Who has met a requirement, or that it is missing. */
export function metText(met: Requirement['met']): string {
  if (met === null) return msg('missing')
  return `${met.by}, ${formatDate(met.at.slice(0, 10))}${met.document === null ? '' : `, ${met.document}`}`
}
