import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { judgeClock } from '../nightly/judge-clock.ts'
import { lastRunDay } from '../nightly/last-run.ts'
import type { DestructionContext } from './context.ts'
import { todayOf } from '../today.ts'

type Guarded = Pick<DestructionContext, 'records' | 'clock' | 'timeZone' | 'clockStepDays'>

/** The last run after which today cannot be believed, or null (case W16). */
async function doubt(context: Guarded): Promise<{ lastRun: CivilDate } | null> {
  const today = todayOf(context)
  const verdict = judgeClock(today, await lastRunDay(context.records.db), context.clockStepDays)
  return verdict.kind === 'refused' ? { lastRun: verdict.lastRun } : null
}

/** For a person who orders an execution. Errors: `not-in-this-state`. */
export async function refuseDoubtfulOrder(context: Guarded): Promise<void> {
  const found = await doubt(context)
  if (found === null) return
  const date = formatCivilDate(found.lastRun)
  throw refusal('clock-in-doubt', { date }, `The clock of the server cannot be right: the last run was on ${date}. Set the clock, or confirm the day, and order again.`)
}

/** For a task: it is tried again when the clock may have been set right. Errors: `unreachable`. */
export async function refuseDoubtfulClock(context: Guarded): Promise<void> {
  const found = await doubt(context)
  if (found !== null) throw new OpisError('unreachable', `The clock of the server cannot be right: the last run was on ${formatCivilDate(found.lastRun)}. Nothing is destroyed until it is.`)
}
