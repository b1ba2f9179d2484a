import type { Log } from '#platform/logger.ts'
import { createRounds, type Rounds } from '#platform/rounds.ts'
import type { MunicipalityContext } from '../context.ts'
import { carryOutDue } from './carry-out.ts'

/** Looks when the server starts and soon after each midnight whether the day of a reorganisation has come. */
export function createDayCheck(context: MunicipalityContext & { log: Log }): Rounds {
  return createRounds({
    everyMs: 10 * 60_000,
    failed: 'reorganisation failed, it is tried again',
    log: context.log,
    async round() {
      const done = await carryOutDue(context)
      if (done > 0) context.log.info('reorganisation carried out', { done })
    },
  })
}
