import { newCard } from '#contract/cards.ts'
import { systemClock } from '#kernel/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { handNumbers } from '#server/registry/registers/block-work.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'

/**
 * A process that registers without end, four documents at a time, until it is killed; each number that it was told goes
 * to standard output. Arguments: address of the database, code of the register.
 */
const [url = '', register = ''] = process.argv.slice(2)
const database = openDatabase(url, () => undefined, 6)
const context = { db: database.db, clock: systemClock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
const clerk = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }
for (let round = 0; ; round += 1) {
  const numbers = await Promise.all([1, 2, 3, 4].map(async () => (await registerCard(context, newCard.parse({ register, kind: 'letter', subject: 'x' }), clerk)).number))
  if (round % 5 === 4) await handNumbers(context, register, { place: 'centre', count: 3 }, clerk)
  process.stdout.write(`${numbers.join('\n')}\n`)
}
