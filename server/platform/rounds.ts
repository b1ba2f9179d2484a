import { causeOf, type Log } from './logger.ts'

/** Work that is looked at again and again while the server is up. */
export type Rounds = {
  /** A round now, after one that is under way. One that already waits does what this one would do. */
  look(): Promise<void>
  start(): void
  /** Ends when the round that is under way has ended. */
  stop(): Promise<void>
}

/**
 * Rounds of some work, once when they are started and then every so many milliseconds, one at a time. A round that fails is
 * logged with `failed` and tried again by the next. `goesOn` turns false when they are stopped, for rounds that may take long.
 */
export function createRounds(work: { everyMs: number; failed: string; log: Pick<Log, 'warn'>; round(goesOn: () => boolean): Promise<void> }): Rounds {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let waits = false
  let goesOn = true
  const round = async (): Promise<void> => {
    waits = false
    await work.round(() => goesOn)
  }
  const look = (): Promise<void> => {
    if (!waits) {
      waits = true
      running = running.then(round).catch((error: unknown) => work.log.warn(work.failed, { cause: causeOf(error) }))
    }
    return running
  }
  return {
    look,
    start() {
      timer = setInterval(() => void look(), work.everyMs)
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
