import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCard, type NewCard } from '#contract/cards.ts'
import { registerForm } from '#contract/registers.ts'
import { OpisError } from '#kernel/errors.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { subscriptions } from '#server/line.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import type { Registrar } from '../cards/may-enter.ts'
import { registerCard, registerCardIn } from '../cards/register-card.ts'
import type { RegistryContext } from '../context.ts'
import { annulEntry } from '../registers/annul.ts'
import { enterBlockCard, handNumbers, reconcileBlock } from '../registers/block-work.ts'
import { checkRegister } from '../registers/check-register.ts'
import { closeBook } from '../registers/close-book.ts'
import { findRegister } from '../registers/find-register.ts'
import { importRegister } from '../registers/import/import-register.ts'
import { openRegister } from '../registers/open-register.ts'
import { entry, registerBlock, registerPeriod } from '../schema.ts'

let own: TestDatabase
let database: Database
let context: RegistryContext
let nowMs = 0
const clerk: Registrar = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }
const dayMs = 86_400_000

beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 10)
  context = { db: database.db, clock: { now: () => new Date(nowMs) }, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  await seedTownHall(database.db)
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

/** What people and machines do to a register. `pick` chooses among what is there. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('register' as const), count: fc.integer({ min: 1, max: 4 }), failing: fc.integer({ min: 0, max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('annul' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('block' as const), count: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('enter' as const), pick: fc.nat(), at: fc.nat(), twice: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reconcile' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('import' as const), year: fc.integer({ min: 2023, max: 2027 }), numbers: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('time' as const), days: fc.integer({ min: -40, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), pick: fc.nat() }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** A refusal is an answer; anything else is a fault. */
async function allowRefusal(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof OpisError) && !(error instanceof Error && error.message === 'cut')) throw error
  })
}

/** A registration that is cut off when all of it is written and nothing committed. */
const cutOff = (form: NewCard): Promise<unknown> =>
  context.db.transaction(async (tx) => {
    await registerCardIn(context, tx, form, clerk)
    throw new Error('cut')
  })
const letter = (register: string, more: object = {}) => newCard.parse({ register, kind: 'letter', subject: 'x', ...more })

async function run(code: string, id: string, one: Step): Promise<void> {
  const { db } = context
  const pickFrom = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(items.length, 1)]
  const entries = () => db.select().from(entry).where(eq(entry.register, id)).orderBy(asc(entry.enteredAt), asc(entry.id))
  const blocks = () => db.select().from(registerBlock).where(eq(registerBlock.register, id)).orderBy(asc(registerBlock.id))
  if (one.do === 'register') {
    const good = Array.from({ length: one.count }, () => allowRefusal(registerCard(context, letter(code), clerk)))
    await Promise.all([...good, ...Array.from({ length: one.failing }, () => allowRefusal(cutOff(letter(code))))])
  } else if (one.do === 'repeat') {
    const of = pickFrom((await entries()).filter(({ card }) => card !== null), one.pick)?.card
    if (of) await Promise.all([1, 2].map(() => allowRefusal(registerCard(context, letter(code, { repeatOf: of }), clerk))))
  } else if (one.do === 'annul') {
    const of = pickFrom(await entries(), one.pick)
    if (of) await Promise.all([1, 2].map(() => allowRefusal(annulEntry(context, of.id, 'mistake', clerk))))
  } else if (one.do === 'block') {
    await Promise.all([allowRefusal(handNumbers(context, code, { place: 'centre', count: one.count }, clerk)), allowRefusal(registerCard(context, letter(code), clerk))])
  } else if (one.do === 'enter') {
    const block = pickFrom(await blocks(), one.pick)
    if (!block) return
    const form = { seq: block.firstSeq + (one.at % (block.lastSeq - block.firstSeq + 2)), on: dayIn(context.timeZone, context.clock.now()), card: letter(code) }
    await Promise.all(Array.from({ length: one.twice ? 2 : 1 }, () => allowRefusal(enterBlockCard(context, code, block.id, form, clerk))))
  } else if (one.do === 'reconcile') {
    const block = pickFrom(await blocks(), one.pick)
    if (!block) return
    const written = (await entries()).filter(({ period, seq, repeat }) => period === block.period && repeat === 0 && seq >= block.firstSeq && seq <= block.lastSeq).length
    await allowRefusal(reconcileBlock(context, code, block.id, block.lastSeq - block.firstSeq + 1 - written, clerk))
  } else if (one.do === 'import') {
    const csv = `number,date\n${one.numbers.map((seq) => `${seq}/${one.year},${one.year}-01-05`).join('\n')}`
    await allowRefusal(importRegister(context, code, { bytes: Buffer.from(csv), encoding: 'utf-8', commit: true }, clerk))
  } else if (one.do === 'time') nowMs += one.days * dayMs
  else {
    const book = pickFrom(await db.select().from(registerPeriod).where(eq(registerPeriod.register, id)).orderBy(asc(registerPeriod.period)), one.pick)
    if (book) await allowRefusal(closeBook(context, code, book.period, clerk))
  }
}

/** The same question as the check of the product asks, answered in another way. */
async function countByHand(id: string): Promise<void> {
  const [periods, blocks, entries] = [await context.db.select().from(registerPeriod).where(eq(registerPeriod.register, id)), await context.db.select().from(registerBlock).where(eq(registerBlock.register, id)), await context.db.select().from(entry).where(eq(entry.register, id))]
  for (const { period, firstSeq, nextSeq } of periods) {
    const numbers = entries.filter((one) => one.period === period && one.repeat === 0 && one.source !== 'imported').map(({ seq }) => seq)
    const lent = blocks.filter((one) => one.period === period && one.reconciledAt === null).flatMap(({ firstSeq: from, lastSeq: to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect([...new Set([...numbers, ...lent])].sort((a, b) => a - b)).toEqual(Array.from({ length: nextSeq - firstSeq }, (_, at) => firstSeq + at))
  }
  expect(entries.filter(({ card, source, annulledAt }) => card === null && source !== 'imported' && annulledAt === null)).toEqual([])
}

test('whatever is done to a register, in any order and at once, its numbers stay gap-free and unique', async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1500 }), fc.constantFrom('01-01', '08-15'), fc.array(step, { minLength: 5, maxLength: 25 }), async (firstSeq, on, steps) => {
      const code = `any-${(runs += 1)}`
      nowMs = Date.parse('2026-03-15T09:00:00Z')
      await openRegister(context, registerForm.parse({ code, title: { en: code }, unit: 'cityhall', flow: 'incoming', template: '{seq}/{yyyy}{repeat}', reset: { kind: 'yearly', on }, firstSeq, openedOn: '2026-01-01' }), 'system')
      const register = await findRegister(database.db, code)
      for (const one of steps) await run(code, register.id, one)
      expect(await checkRegister(database.db, register)).toMatchObject({ sound: true })
      await countByHand(register.id)
    }),
    { numRuns: 15 },
  )
}, 240_000)
