import { causeOf } from '#platform/logger.ts'
import type { DestructionContext } from './context.ts'
import { announceUnfiled } from '../forms/file-act.ts'
import { announceEndings } from '../transfer/order-ending.ts'
import { announceUnfinished } from './order-execution.ts'

const lookEveryMs = 30_000

/** Sees to it that an act whose task was given up, because something was away for long, goes on by itself. */
export function keepActsGoing(context: DestructionContext): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  const look = () => {
    running = running.then(() => announceUnfinished(context)).then(() => announceUnfiled(context)).then(() => announceEndings(context)).catch((error: unknown) => context.log.warn('unfinished acts could not be looked for', { cause: causeOf(error) }))
  }
  return {
    start() {
      look()
      timer = setInterval(look, lookEveryMs)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
