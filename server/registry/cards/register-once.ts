import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { CardRegistered, NewCard } from '#contract/cards.ts'
import { OpisError } from '#kernel/errors.ts'
import { canonicalJson, type Json } from '#kernel/canonical-json.ts'
import { refusal } from '#kernel/refusal.ts'
import { commitThenFlush } from '#platform/commit-then-flush.ts'
import type { Tx } from '#platform/database.ts'
import type { RegistryContext } from '../context.ts'
import { card } from '../schema.ts'
import type { Registrar } from './may-enter.ts'
import { registerCardIn } from './register-card.ts'

/** What was asked under a key of the caller, so that a request that is repeated on a poor line gets the same card. */
const registrationRequest = pgTable('registration_request', {
  person: text().notNull(),
  key: text().notNull(),
  form: text().notNull(),
  card: uuid(),
  madeAt: timestamp('made_at', { withTimezone: true }).notNull(),
})

/** The value of the header `Idempotency-Key`, null without one. Refuses with `bad-request`. */
export function requestKey(header: string | undefined): string | null {
  if (header === undefined) return null
  if (!/^[\x21-\x7e]{8,100}$/.test(header)) throw new OpisError('bad-request', 'Idempotency-Key takes 8 to 100 printable ASCII characters without spaces.')
  return header
}

/** What a desk writes with a card that is made, in its transaction; `said`: the form as it came, which the key stands for. */
export type MoreOfCard = { said: Json; also(tx: Tx, made: CardRegistered): Promise<void> }

/**
 * Registers a document; the same key of the same person with the same form gives the card that it made the first time,
 * also while the first request still runs. Another form under the key is refused with `request-key-used`.
 */
export async function registerOnce(context: RegistryContext, form: NewCard, by: Registrar, key: string | null, more?: MoreOfCard): Promise<CardRegistered> {
  const make = async (tx: Tx) => {
    const made = await registerCardIn(context, tx, form, by)
    await more?.also(tx, made)
    return made
  }
  return commitThenFlush(context.db, async (tx) => {
    if (key === null) return make(tx)
    const digest = createHash('sha256').update(canonicalJson(more?.said ?? (JSON.parse(JSON.stringify(form)) as Json))).digest('hex')
    const own = { person: by.actor, key }
    // Waits for a first request that still runs; what that one rolls back is free again.
    const [taken] = await tx.insert(registrationRequest).values({ ...own, form: digest, madeAt: context.clock.now() }).onConflictDoNothing().returning()
    if (taken === undefined) return madeBefore(tx, own, digest)
    const made = await make(tx)
    await tx.update(registrationRequest).set({ card: made.id }).where(whose(own))
    return made
  })
}

const whose = ({ person, key }: { person: string; key: string }) => and(eq(registrationRequest.person, person), eq(registrationRequest.key, key))

async function madeBefore(tx: Tx, own: { person: string; key: string }, digest: string): Promise<CardRegistered> {
  const [found] = await tx.select({ form: registrationRequest.form, card }).from(registrationRequest).innerJoin(card, eq(card.id, registrationRequest.card)).where(whose(own))
  if (found?.form !== digest) throw refusal('request-key-used', {}, 'Another document was registered under this Idempotency-Key. Send a new key with a new document.')
  const { id, number, registeredOn, dueOn, checkValue, test } = found.card
  return { id, number, registeredOn, dueOn, checkValue, test }
}
