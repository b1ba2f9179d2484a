import type { Language } from '#kernel/language.ts'
import type { Db, Tx } from '#platform/database.ts'

export type SenderLetter = { to: string; language: Language; subject: string; text: string; inReplyTo: string | null }
export type SenderMailState = { state: 'queued' | 'sent' | 'failed' | 'bounced'; to: string; sentAt: Date | null }

/** Mail to people outside the house, which another part of the house sends. */
export type SenderMail = {
  /** The address of the house; null: mail is not set up. */
  from: string | null
  /** Puts a letter into the outbox in the transaction of the caller; answers its identifier. */
  queue(tx: Tx, letter: SenderLetter, now: Date): Promise<string>
  /** How many answers went to each of these addresses since then. */
  sentTo(db: Db | Tx, addresses: readonly string[], since: Date): Promise<Map<string, number>>
  /** What became of letters, by identifier. */
  standing(db: Db | Tx, ids: readonly string[]): Promise<Map<string, SenderMailState>>
}
