import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import type { Log } from '#platform/logger.ts'
import { createRounds, type Rounds } from '#platform/rounds.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { refreshSums } from './refresh-sums.ts'

/** Computes the sums of long reports at the start and every hour. */
export function createReportsTimer(deps: { db: Db; clock: Clock; timeZone: string; log: Log }): Rounds {
  return createRounds({
    everyMs: 3_600_000,
    failed: 'sums of reports were not computed',
    log: deps.log,
    async round() {
      const now = deps.clock.now()
      await refreshSums(deps.db, { now, today: dayIn(deps.timeZone, now), timeZone: deps.timeZone })
    },
  })
}
