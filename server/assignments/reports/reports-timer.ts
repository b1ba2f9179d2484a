import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import { causeOf, type Log } from '#platform/logger.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { refreshSums } from './refresh-sums.ts'

const hourMs = 3_600_000

/** Computes the sums of long reports at the start and every hour. */
export type ReportsTimer = { start(): void; stop(): Promise<void> }

export function createReportsTimer(deps: { db: Db; clock: Clock; timeZone: string; log: Log }): ReportsTimer {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const run = async () => {
    const now = deps.clock.now()
    await refreshSums(deps.db, { now, today: dayIn(deps.timeZone, now), timeZone: deps.timeZone })
  }
  const quietly = () => (running = running.then(run).catch((error: unknown) => deps.log.warn('sums of reports were not computed', { cause: causeOf(error) })))
  return {
    start() {
      void quietly()
      timer = setInterval(() => void quietly(), hourMs)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
