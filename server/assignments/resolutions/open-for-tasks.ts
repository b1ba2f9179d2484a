import type { Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { lockOpenCard } from '#server/registry/cards/lock-open-card.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import type { Card } from '#server/registry/schema.ts'
import { cardsOf, readReader, type Reader } from '../reader.ts'

export type OpenForTasks = { reader: Reader; card: Card; by: { actor: string; now: Date; today: string } }

/** Who makes tasks today, and the open card on which he does, seen by him and locked. Refuses with `no-such-card` and `card-closed`. */
export async function openForTasks(context: Pick<RegistryContext, 'clock' | 'timeZone'>, tx: Tx, principal: Principal, id: string): Promise<OpenForTasks> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  const reader = await readReader(tx, principal, today)
  return { reader, card: await lockOpenCard(tx, id, cardsOf(reader)), by: { actor: reader.actor, now, today } }
}
