import { causeOf } from '#platform/logger.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { followSchedules } from '../reevaluate-changed.ts'
import { listRuns } from './last-run.ts'
import { runNightly, type NightlyContext } from './run-nightly.ts'
import { todayOf } from '../today.ts'

const lookEveryMs = 10 * 60_000

export type NightlyTimer = {
  /** Runs if the day has not had its run yet; once at a time. */
  look(): Promise<void>
  start(): void
  stop(): Promise<void>
}

/**
 * Runs once on every day on which the server is up: soon after midnight, or when it starts. Before the first run the answers are
 * brought in step with schedules that changed while it was down; changes made while it runs are followed by tasks of their own.
 */
export function createNightlyTimer(context: NightlyContext): NightlyTimer {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let goesOn = true
  let follows = true
  const runIfDue = async (): Promise<void> => {
    if (follows) {
      const judged = await followSchedules(context, () => goesOn)
      if (judged !== null) context.log.info('answers brought in step with the schedules', { judged })
      follows = false
    }
    const today = formatCivilDate(todayOf(context))
    const [newest] = await listRuns(context.records.db, 1)
    if (goesOn && (newest?.runOn !== today || newest.state !== 'done')) await runNightly(context)
  }
  const look = (): Promise<void> => {
    running = running.then(runIfDue).catch((error: unknown) => context.log.warn('retention run failed, it is tried again', { cause: causeOf(error) }))
    return running
  }
  return {
    look,
    start() {
      timer = setInterval(() => void look(), lookEveryMs)
      timer.unref()
      void look()
    },
    async stop() {
      goesOn = false
      clearInterval(timer)
      await running
    },
  }
}
