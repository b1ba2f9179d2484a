import { causeOf, type Log } from '#platform/logger.ts'
import type { MunicipalityContext } from '../context.ts'
import { carryOutDue } from './carry-out.ts'

const lookEveryMs = 10 * 60_000

export type DayCheck = { look(): Promise<void>; start(): void; stop(): Promise<void> }

/** Looks when the server starts and soon after each midnight whether the day of a reorganisation has come. */
export function createDayCheck(context: MunicipalityContext & { log: Log }): DayCheck {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const carryOut = async (): Promise<void> => {
    const done = await carryOutDue(context)
    if (done > 0) context.log.info('reorganisation carried out', { done })
  }
  const look = (): Promise<void> => {
    running = running.then(carryOut).catch((error: unknown) => context.log.warn('reorganisation failed, it is tried again', { cause: causeOf(error) }))
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
      clearInterval(timer)
      await running
    },
  }
}
