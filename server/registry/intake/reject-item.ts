import type { RejectItem } from '#contract/intake.ts'
import { language } from '#contract/common.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { registrarOf } from '../cards/may-enter.ts'
import type { RegistryContext } from '../context.ts'
import { judgeReplies } from './answers/judge-reply.ts'
import type { SenderMail } from './answers/sender-mail.ts'
import { writeAnswer } from './answers/write-answer.ts'
import { decide, lockWaiting } from './decide-item.ts'
import type { IntakeItem } from './schema.ts'

/** `house`: its name, in whose name senders are answered. */
export type RejectContext = RegistryContext & { senderMail: SenderMail; house: string }

/**
 * Rejects what waits, with a reason that the sender reads, and answers him by mail where the clerk says so or where it is
 * usual: once, in the transaction of the decision. Refuses an answer that may not be sent with `bad-request`, and rejects
 * nothing then.
 */
export async function rejectItem(context: RejectContext, id: string, form: RejectItem, principal: Principal): Promise<void> {
  await context.db.transaction(async (tx) => {
    const item = await lockWaiting(tx, principal, id)
    const answer = await answerSender(context, tx, item, form)
    await decide(context, tx, item, { state: 'rejected', card: null, reason: form.reason, answer }, registrarOf(principal))
  })
}

/** Identifier of the mail; null where nobody is answered. */
async function answerSender(context: RejectContext, tx: Tx, item: IntakeItem, form: RejectItem): Promise<string | null> {
  const now = context.clock.now()
  const reply = (await judgeReplies(tx, context.senderMail, [item], now)).get(item.id)
  const isWanted = form.answer ?? reply?.usual ?? false
  if (!isWanted || item.senderEmail === null || reply === undefined) {
    if (form.answer === true) throw new OpisError('bad-request', 'answer: there is no address to answer to. Reject it without an answer.')
    return null
  }
  if (reply.refused !== null) throw new OpisError('bad-request', `answer: the sender cannot be answered (${reply.refused}). Reject it without an answer.`)
  const spoken = form.language ?? language.safeParse(item.language).data ?? 'en'
  const letter = writeAnswer(spoken, { house: context.house, receivedAt: item.receivedAt, timeZone: context.timeZone, number: item.provisionalNumber, reason: form.reason, test: item.test })
  return context.senderMail.queue(tx, { to: item.senderEmail.toLowerCase(), language: spoken, ...letter, inReplyTo: item.messageId }, now)
}
