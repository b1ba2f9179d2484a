import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import { causeOf, type Log } from '#platform/logger.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { foldLookUps, refreshFigures } from './refresh-figures.ts'

const hourMs = 3_600_000

/** Computes the public figures at the start and every hour, in the server, never when somebody looks. */
export function createFiguresTimer(deps: { db: Db; clock: Clock; timeZone: string; log: Log }): { run(): Promise<void>; start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const run = async () => {
    const now = deps.clock.now()
    await refreshFigures(deps.db, { now, today: dayIn(deps.timeZone, now) })
    await foldLookUps(deps.db, now)
  }
  const quietly = () => (running = running.then(run).catch((error: unknown) => deps.log.warn('public figures were not computed', { cause: causeOf(error) })))
  return {
    run,
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
