import type { CivilDate } from '#kernel/civil-date.ts'
import type { Extension } from './facts.ts'
import type { Action } from './rule.ts'
import type { RuleOutcome } from './tell.ts'
import type { VersionStep } from './versions.ts'

/** States without a date (permanent, waiting, unscheduled) are never written as far dates; all of them block destruction. */
export type State = 'retained' | 'eligible' | 'waiting' | 'permanent' | 'unscheduled' | 'conflict' | 'held'

/** `none` while a person must decide first. */
export type AnswerAction = Action | 'none'

/** How the answer came about; explanations are made from it. */
export type Trace = {
  readonly decides: RuleOutcome | null
  /** Every rule that applies and was not overridden, the deciding one included. */
  readonly considered: readonly RuleOutcome[]
  /** The decision of a person that gives the date or keeps it for good, if one does. */
  readonly extension: Extension | null
  readonly versions: readonly VersionStep[]
}

export type Answer = {
  readonly state: State
  /** The state that would hold without holds. */
  readonly baseState: Exclude<State, 'held'>
  /** First day on which it may be put on an act. */
  readonly eligibleOn: CivilDate | null
  /** Last protected day. */
  readonly retainThrough: CivilDate | null
  readonly action: AnswerAction
  readonly rule: string | null
  readonly schedule: string | null
  readonly version: string | null
  readonly unit: 'file' | 'record' | null
  readonly marks: readonly string[]
  /** Events and facts that must become known before there is a date. */
  readonly waitingFor: readonly string[]
  readonly transferDue: CivilDate | null
  readonly transferTo: string | null
  /** Announced versions that are not yet in force. */
  readonly pending: readonly string[]
  readonly provisional: boolean
  readonly heldBy: readonly string[]
  readonly eraseBy: CivilDate | null
  /** Rules that applied and were overridden. */
  readonly dropped: readonly string[]
  /** Made when it is first looked at: most answers are only compared. */
  readonly trace: Trace
}
