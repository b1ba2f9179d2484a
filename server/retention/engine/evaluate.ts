import { addDays } from './civil-date.ts'
import { join, sortedUnique } from './verdict.ts'
import { judgeSchedule } from './versions.ts'
import type { CivilDate } from './civil-date.ts'
import type { Answer, AnswerAction, State } from './answer.ts'
import type { CompiledSchedule } from './compile.ts'
import type { Extension, Facts, Hold } from './facts.ts'
import type { Verdict } from './verdict.ts'

/** What is asked: which schedules, which facts, on which day. */
export type EvaluationInput = {
  readonly schedules: readonly CompiledSchedule[]
  readonly facts: Facts
  /** Further duties on the same subject, such as other files it lies in: it goes only when the last of them ends. Their holds and extensions are those of `facts`. */
  readonly alsoUnder?: readonly Facts[]
  readonly today: CivilDate
}

/**
 * Until when a record is kept and why. Pure: the same input gives the same answer on any machine, for
 * the screen, the nightly run, the act, and inside the erasing transaction.
 */
export function evaluate(input: EvaluationInput): Answer {
  const { facts, today } = input
  const duties = [facts, ...(input.alsoUnder ?? [])]
  const judged = duties.flatMap((duty) => input.schedules.map((schedule) => judgeSchedule(schedule, duty, today)))
  const verdict = join(judged.map((each) => each.verdict))
  const extension = decidingExtension(verdict, facts.extensions)
  const eligibleOn = extension?.until ?? verdict.on
  const heldBy = activeHolds(facts.holds, today)
  const base = baseState(verdict, eligibleOn, today)
  const { decides } = verdict
  return {
    state: heldBy.length > 0 ? 'held' : base,
    baseState: base,
    eligibleOn,
    retainThrough: eligibleOn === null ? null : addDays(eligibleOn, -1),
    action: actionOf(verdict, base),
    rule: decides?.rule.id ?? null,
    schedule: verdict.version?.schedule ?? null,
    version: verdict.version?.version ?? null,
    unit: decides?.rule.unit ?? null,
    marks: verdict.marks,
    waitingFor: verdict.waitingFor,
    transferDue: verdict.transferDue,
    transferTo: verdict.transferTo,
    pending: judged.flatMap((each) => each.pending),
    provisional: isProvisional(verdict),
    heldBy,
    eraseBy: verdict.eraseBy,
    dropped: verdict.dropped,
    trace: { decides, considered: verdict.considered, extension, versions: judged.flatMap((each) => each.steps) },
  }
}

/** The state on another day: versions in force and holds active on that day, the facts as known now. */
export function stateOn(input: EvaluationInput, day: CivilDate): State {
  return evaluate({ ...input, today: day }).state
}

function decidingExtension(verdict: Verdict, extensions: readonly Extension[]): Extension | null {
  let longest: Extension | null = null
  for (const each of extensions) {
    if (verdict.on === null || each.until <= verdict.on) continue
    if (longest === null || each.until > longest.until || (each.until === longest.until && each.id < longest.id)) longest = each
  }
  return longest
}

function activeHolds(holds: readonly Hold[], today: CivilDate): readonly string[] {
  const active = holds.filter((hold) => (hold.from === null || hold.from <= today) && (hold.released === null || today < hold.released))
  return sortedUnique(active.map((hold) => hold.id))
}

function baseState(verdict: Verdict, eligibleOn: CivilDate | null, today: CivilDate): Answer['baseState'] {
  if (verdict.eraseBy !== null && (eligibleOn === null || verdict.eraseBy < eligibleOn)) return 'conflict'
  if (verdict.kind !== 'date') return verdict.kind
  return eligibleOn !== null && today >= eligibleOn ? 'eligible' : 'retained'
}

/** What is permanent ends in keeping even where a weaker rule would have destroyed or reviewed. */
function actionOf(verdict: Verdict, base: Answer['baseState']): AnswerAction {
  if (base === 'conflict' || verdict.action === null) return 'none'
  const mayEnd = verdict.kind !== 'permanent'
  return mayEnd || verdict.action === 'transfer' ? verdict.action : 'keep'
}

/** Whether an answer of the deciding kind rests on a fallback, its own or another rule's. */
function isProvisional(verdict: Verdict): boolean {
  return verdict.considered.some((each) => each.outcome.kind === verdict.kind && each.fallbackFor.length > 0)
}
