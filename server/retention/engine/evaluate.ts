import { addDays } from '#kernel/civil-date.ts'
import { dateOf, kindOf, permanent } from './end.ts'
import { decidingOf, tellSource } from './tell.ts'
import { join, sortedUnique } from './verdict.ts'
import { judgeSchedule } from './versions.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { Answer, AnswerAction, State, Trace } from './answer.ts'
import type { CompiledSchedule } from './compile.ts'
import type { End } from './end.ts'
import type { Extension, Facts, Hold } from './facts.ts'
import type { Verdict } from './verdict.ts'
import type { ScheduleVerdict } from './versions.ts'

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
  const { facts, today, schedules } = input
  const judged: ScheduleVerdict[] = []
  const duties = [facts, ...(input.alsoUnder ?? [])].map((duty) => {
    const own = schedules.map((schedule) => judgeSchedule(schedule, duty, today))
    judged.push(...own)
    return join(own.map((each) => each.verdict), 'schedules')
  })
  const verdict = join(duties, 'duties')
  const extension = decidingExtension(verdict.end, facts.extensions)
  const end = extension === null ? verdict.end : (extension.until ?? permanent)
  const eligibleOn = dateOf(end)
  const heldBy = activeHolds(facts.holds, today)
  const base = baseState(end, verdict.eraseBy, today)
  const trace = lazily(() => traceOf(verdict, extension, judged))
  return {
    state: heldBy.length > 0 ? 'held' : base,
    baseState: base,
    eligibleOn,
    retainThrough: eligibleOn === null ? null : addDays(eligibleOn, -1),
    action: actionOf(verdict, end, base),
    rule: verdict.rule?.id ?? null,
    schedule: verdict.version?.schedule ?? null,
    version: verdict.version?.version ?? null,
    unit: verdict.rule?.unit ?? null,
    marks: verdict.marks,
    waitingFor: end === verdict.end ? verdict.waitingFor : [],
    transferDue: verdict.transferDue,
    transferTo: verdict.transferTo,
    pending: withoutRepeats(judged.flatMap((each) => each.pending)),
    // A decision to keep for good makes an answer final that hung on an unknown fact.
    provisional: verdict.provisional && extension?.until !== null,
    heldBy,
    eraseBy: verdict.eraseBy,
    dropped: verdict.dropped,
    get trace() { return trace() },
  }
}

/** The state on another day: versions in force and holds active on that day, the facts as known now. */
export function stateOn(input: EvaluationInput, day: CivilDate): State {
  return evaluate({ ...input, today: day }).state
}

/** The longest decision of a person, where it is stronger than the rules; without any rule a day decides nothing. */
function decidingExtension(end: End, extensions: readonly Extension[]): Extension | null {
  let longest: Extension | null = null
  for (const each of extensions) {
    const until = each.until ?? permanent
    const helps = each.until === null ? end !== permanent : kindOf(end) === 'date' && until > end
    if (!helps) continue
    const best = longest === null ? 0 : (longest.until ?? permanent)
    if (longest === null || until > best || (until === best && each.id < longest.id)) longest = each
  }
  return longest
}

function activeHolds(holds: readonly Hold[], today: CivilDate): readonly string[] {
  if (holds.length === 0) return []
  const active = holds.filter((hold) => (hold.from === null || hold.from <= today) && (hold.released === null || today < hold.released))
  return sortedUnique(active.map((hold) => hold.id))
}

function baseState(end: End, eraseBy: CivilDate | null, today: CivilDate): Answer['baseState'] {
  const on = dateOf(end)
  if (eraseBy !== null && (on === null || eraseBy < on)) return 'conflict'
  const kind = kindOf(end)
  if (kind !== 'date') return kind
  return on !== null && today >= on ? 'eligible' : 'retained'
}

/** What is permanent ends in keeping even where a weaker rule would have destroyed or reviewed. */
function actionOf({ action }: Verdict, end: End, base: Answer['baseState']): AnswerAction {
  if (base === 'conflict' || base === 'unscheduled') return 'none'
  if (end === permanent) return action === 'transfer' ? action : 'keep'
  return action ?? 'none'
}

function traceOf(verdict: Verdict, extension: Extension | null, judged: readonly ScheduleVerdict[]): Trace {
  const considered = verdict.sources.flatMap(tellSource)
  return { decides: decidingOf(verdict, considered), considered, extension, versions: judged.flatMap((each) => each.steps) }
}

/** Versions of one schedule are announced once, however many duties ask for them. */
function withoutRepeats(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)]
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
