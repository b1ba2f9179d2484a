import { formatCivilDate } from '#kernel/civil-date.ts'
import { createRounds, type Rounds } from '#platform/rounds.ts'
import { followSchedules } from '../reevaluate-changed.ts'
import { listRuns } from './last-run.ts'
import { runNightly, type NightlyContext } from './run-nightly.ts'
import { todayOf } from '../today.ts'

/**
 * Runs once on every day on which the server is up: soon after midnight, or when it starts. Before the first run the answers are
 * brought in step with schedules that changed while it was down; changes made while it runs are followed by tasks of their own.
 * A look runs only if the day has not had its run yet.
 */
export function createNightlyTimer(context: NightlyContext): Rounds {
  let follows = true
  return createRounds({
    everyMs: 10 * 60_000,
    failed: 'retention run failed, it is tried again',
    log: context.log,
    async round(goesOn) {
      if (follows) {
        const judged = await followSchedules(context, goesOn)
        if (judged !== null) context.log.info('answers brought in step with the schedules', { judged })
        follows = false
      }
      const today = formatCivilDate(todayOf(context))
      const [newest] = await listRuns(context.records.db, 1)
      if (goesOn() && (newest?.runOn !== today || newest.state !== 'done')) await runNightly(context)
    },
  })
}
