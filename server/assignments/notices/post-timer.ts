import { causeOf, type Log } from '#platform/logger.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import { createRounds, type Rounds } from '#platform/rounds.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { remindLate } from '../drafts/remind-visas.ts'
import { queueMails } from './mail/queue-mails.ts'
import { sendMails } from './mail/send-mails.ts'
import { runDeadlines } from './run-deadlines.ts'
import { readNoticeSettings } from './settings.ts'
import { deliverCalls } from './webhooks/deliver-calls.ts'
import { forgetCalls } from './webhooks/forget-calls.ts'

/** `mailer` null: nothing is mailed. `url`: under which people reach the server, for links in mails. */
export type NoticeContext = RegistryContext & { mailer: Mailer | null; url: string | null; log: Pick<Log, 'info' | 'warn'> }

/** Looks every ten seconds: a day that has come has its deadlines gone through once; what is to go out goes out. Steps fail apart. */
export function createPostTimer(context: NoticeContext): Rounds {
  const { mailer } = context
  return createRounds({
    everyMs: 10_000,
    failed: 'a round of notices failed, it is tried again',
    log: context.log,
    async round(goesOn) {
      const step = async (what: string, work: () => Promise<unknown>) => {
        if (goesOn()) await work().catch((error: unknown) => context.log.warn(`${what} failed, it is tried again`, { cause: causeOf(error) }))
      }
      await step('deadline run', async () => {
        const { ran, day, told } = await runDeadlines(context)
        if (!ran) return
        context.log.info('deadline run', { day, told })
        await remindLate(context)
      })
      if (mailer !== null) {
        await step('writing mails', async () => (await readNoticeSettings(context.db)).mail && queueMails(context.db, { now: context.clock.now(), url: context.url }))
        await step('sending mails', () => sendMails(context.db, mailer, context.clock, goesOn))
      }
      await step('calling programs', () => deliverCalls(context.db, context.clock, goesOn))
      await step('forgetting old calls', () => forgetCalls(context.db, context.clock.now(), goesOn))
    },
  })
}
