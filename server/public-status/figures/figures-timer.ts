import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import type { Log } from '#platform/logger.ts'
import { createRounds, type Rounds } from '#platform/rounds.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { foldLookUps, refreshFigures } from './refresh-figures.ts'

/** Computes the public figures at the start and every hour, in the server, never when somebody looks. `run`: now, with its error. */
export function createFiguresTimer(deps: { db: Db; clock: Clock; timeZone: string; log: Log }): Rounds & { run(): Promise<void> } {
  const run = async () => {
    const now = deps.clock.now()
    await refreshFigures(deps.db, { now, today: dayIn(deps.timeZone, now) })
    await foldLookUps(deps.db, now)
  }
  return { run, ...createRounds({ everyMs: 3_600_000, failed: 'public figures were not computed', log: deps.log, round: run }) }
}
