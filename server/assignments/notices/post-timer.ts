import { causeOf, type Log } from '#platform/logger.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { remindLate } from '../drafts/remind-visas.ts'
import { queueMails } from './mail/queue-mails.ts'
import { sendMails } from './mail/send-mails.ts'
import { runDeadlines } from './run-deadlines.ts'
import { readNoticeSettings } from './settings.ts'
import { deliverCalls } from './webhooks/deliver-calls.ts'

/** `mailer` null: nothing is mailed. `url`: under which people reach the server, for links in mails. */
export type NoticeContext = RegistryContext & { mailer: Mailer | null; url: string | null; log: Pick<Log, 'info' | 'warn'> }

export type PostTimer = {
  /** Does what is due now: the deadlines of a new day, mails, calls. Once at a time. */
  look(): Promise<void>
  start(): void
  stop(): Promise<void>
}

const lookEveryMs = 10_000

/** Looks every ten seconds: a day that has come has its deadlines gone through once; what is to go out goes out. Steps fail apart. */
export function createPostTimer(context: NoticeContext): PostTimer {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let waiting = false
  let goesOn = true
  const step = async (what: string, work: () => Promise<unknown>) => {
    if (goesOn) await work().catch((error: unknown) => context.log.warn(`${what} failed, it is tried again`, { cause: causeOf(error) }))
  }
  const round = async () => {
    waiting = false
    await step('deadline run', async () => {
      const { ran, day, told } = await runDeadlines(context)
      if (!ran) return
      context.log.info('deadline run', { day, told })
      await remindLate(context)
    })
    const { mailer } = context
    if (mailer !== null) {
      await step('writing mails', async () => (await readNoticeSettings(context.db)).mail && queueMails(context.db, { now: context.clock.now(), url: context.url }))
      await step('sending mails', () => sendMails(context.db, mailer, context.clock, () => goesOn))
    }
    await step('calling programs', () => deliverCalls(context.db, context.clock, () => goesOn))
  }
  const look = () => {
    // A round that already waits does what this one would do.
    if (!waiting) {
      waiting = true
      running = running.then(round)
    }
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
