import type { IntakeReply } from '#contract/intake.ts'
import type { Db, Tx } from '#platform/database.ts'
import { isNoReply } from '#platform/mail/automatic-letter.ts'
import type { IntakeItem } from '../schema.ts'
import type { SenderMail } from './sender-mail.ts'

const hourMs = 3_600_000
/** One address gets so many answers in 24 hours at most: two programs that write to each other stop there. */
export const answersADay = 3

type Judged = Pick<IntakeItem, 'id' | 'source' | 'senderEmail' | 'automatic'>

/**
 * Whether the sender of each item can be answered, by its identifier, and whether that is usual: a letter and a form of
 * the public page are, while a program tells its own people.
 */
export async function judgeReplies(db: Db | Tx, mail: SenderMail, items: readonly Judged[], now: Date): Promise<Map<string, IntakeReply>> {
  const sent = await mail.sentTo(db, [...new Set(items.flatMap(({ senderEmail }) => (senderEmail === null ? [] : [senderEmail.toLowerCase()])))], new Date(now.getTime() - 24 * hourMs))
  return new Map(
    items.map((item): [string, IntakeReply] => {
      const refused = refusedBecause(item, mail.from, sent)
      return [item.id, { refused, usual: refused === null && (item.source === 'mail' || item.source === 'online') }]
    }),
  )
}

function refusedBecause({ senderEmail, automatic }: Judged, from: string | null, sent: ReadonlyMap<string, number>): IntakeReply['refused'] {
  if (senderEmail === null) return 'no-address'
  const address = senderEmail.toLowerCase()
  if (automatic || address === from?.toLowerCase()) return 'automatic'
  if (isNoReply(address)) return 'no-reply'
  if (from === null) return 'no-mail'
  return (sent.get(address) ?? 0) >= answersADay ? 'often' : null
}
