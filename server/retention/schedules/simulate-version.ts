import { and, eq } from 'drizzle-orm'
import type { KeptSimulation } from '#contract/schedules.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Progress } from '#platform/http/progress-answer.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { simulate } from '../simulate.ts'
import { checkText } from './check-version.ts'
import type { SchedulesContext } from './context.ts'
import { findVersion } from './find-version.ts'
import { scheduleVersion } from './schema.ts'

/**
 * Judges the whole archive as if a draft were in force and keeps what was found with it. It counts for this text only: a
 * change of the draft asks for another run.
 * @throws OpisError `not-found`, `bad-schedule` when the text has faults
 */
export async function* simulateVersion(context: SchedulesContext, by: string, id: string, on: string): AsyncGenerator<Progress, KeptSimulation> {
  const row = await findVersion(context.db, id)
  const { schedule, faults } = checkText(row.yaml, context.live.versions(), row.id)
  const day = parseCivilDate(on)
  if (schedule === null || faults[0] !== undefined) throw new OpisError('bad-schedule', `Line ${faults[0]?.line ?? 1}: ${faults[0]?.message ?? 'faulty'}`)
  if (day === null) throw new OpisError('bad-request', `${on} is not a date of the calendar.`)
  const result = yield* simulate(context.retention, schedule.version, day)
  const kept: KeptSimulation = { sha256: row.sha256, on, by, at: context.clock.now().toISOString(), result }
  await context.db.update(scheduleVersion).set({ simulation: kept }).where(and(eq(scheduleVersion.id, id), eq(scheduleVersion.sha256, row.sha256)))
  return kept
}
