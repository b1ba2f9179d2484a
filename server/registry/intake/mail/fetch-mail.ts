import { withBox, type BoxAddress, type ImapBox } from '#platform/mail/imap-box.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { headBytes, letterBytesMax, takeLetter, type LetterContext } from './take-letter.ts'

/** `noteBounce`: marks a letter of ours that came back; answers whether the message was the report of one. */
export type MailContext = LetterContext & { noteBounce: (raw: Uint8Array, at: { now: Date; today: string }) => Promise<boolean> }

/** So many messages are taken at one look into the box. */
const messagesMax = 200

/**
 * Takes what lies in the mail box, the oldest first: a message becomes an item of the queue, or the mark on a letter of
 * ours that came back; only then it is laid aside, so that a cut between them doubles and loses nothing. One message
 * that cannot be taken stays and holds up no other. Answers how many were taken and how many were not.
 */
export async function fetchMail(context: MailContext, at: BoxAddress, goesOn: () => boolean, told: (cause: unknown) => void): Promise<{ taken: number; left: number }> {
  return withBox(at, async (box) => {
    let taken = 0
    const messages = await box.list(messagesMax)
    for (const message of messages) {
      if (!goesOn()) break
      try {
        await takeOne(context, box, message)
        taken += 1
      } catch (error) {
        told(error)
      }
    }
    return { taken, left: messages.length - taken }
  })
}

async function takeOne(context: MailContext, box: ImapBox, { uid, bytes }: { uid: number; bytes: number }): Promise<void> {
  const tooLarge = bytes > letterBytesMax
  const raw = await box.read(uid, tooLarge ? headBytes : letterBytesMax)
  if (!tooLarge && raw.byteLength === 0) throw new Error('a message could not be read from the mail server')
  const now = context.clock.now()
  const isBounce = !tooLarge && (await context.noteBounce(raw, { now, today: dayIn(context.timeZone, now) }))
  if (!isBounce) await takeLetter(context, raw, { source: 'mail', tooLarge })
  await box.layAside(uid)
}
