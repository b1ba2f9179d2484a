import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCard } from '#contract/cards.ts'
import { registerForm } from '#contract/registers.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import type { Registrar } from '../cards/may-enter.ts'
import { registerCard } from '../cards/register-card.ts'
import type { RegistryContext } from '../context.ts'
import { changeRegister, closeRegister } from '../registers/change-register.ts'
import { checkRegister } from '../registers/check-register.ts'
import { closeBook } from '../registers/close-book.ts'
import { findRegister } from '../registers/find-register.ts'
import { openRegister } from '../registers/open-register.ts'
import { periodOf } from './period.ts'

let own: TestDatabase
let database: Database
let context: RegistryContext
let now = ''
const clerk: Registrar = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }

beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 10)
  context = { db: database.db, clock: { now: () => new Date(now) }, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  await seedTownHall(database.db)
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

const open = async (code: string, more: object) => {
  now = '2019-06-01T09:00:00Z'
  await openRegister(context, registerForm.parse({ code, title: { en: code }, unit: 'cityhall', flow: 'incoming', template: '{seq}/{yyyy}', reset: { kind: 'yearly', on: '01-01' }, openedOn: '2019-01-01', ...more }), 'system')
}
const at = async (instant: string, register: string, more: object = {}) => {
  now = instant
  return (await registerCard(context, newCard.parse({ register, kind: 'letter', subject: 'x', ...more }), clerk)).number
}
const sound = async (code: string) => expect(await checkRegister(database.db, await findRegister(database.db, code))).toMatchObject({ sound: true })

test('the year changes at midnight of the municipality, not of the server', async () => {
  await open('midnight', {})
  // Chisinau is two hours ahead of UTC in winter.
  expect(await at('2026-12-31T21:59:59.999Z', 'midnight')).toBe('1/2026')
  expect(await at('2026-12-31T22:00:00Z', 'midnight')).toBe('1/2027')
  await sound('midnight')
})

test('a clock set back over the end of the year gives numbers of the right book and no double', async () => {
  await open('back', {})
  expect(await at('2026-12-31T12:00:00Z', 'back')).toBe('1/2026')
  expect(await at('2027-01-01T12:00:00Z', 'back')).toBe('1/2027')
  expect(await at('2026-12-31T12:00:00Z', 'back')).toBe('2/2026')
  expect(await at('2027-01-01T12:00:00Z', 'back')).toBe('2/2027')
  await sound('back')
  now = '2027-01-02T12:00:00Z'
  await closeBook(context, 'back', '2026', clerk)
  await expect(at('2026-12-31T12:00:00Z', 'back')).rejects.toMatchObject({ reason: 'register-period-closed' })
  expect(await at('2027-01-02T12:00:00Z', 'back')).toBe('3/2027')
})

test('numbers begin anew on any day of the year: 15 August', async () => {
  await open('pupils', { template: '{seq} {suffix}', constants: { suffix: 'R-e' }, reset: { kind: 'yearly', on: '08-15' } })
  expect([await at('2026-08-13T09:00:00Z', 'pupils'), await at('2026-08-14T20:59:59Z', 'pupils'), await at('2026-08-14T21:00:00Z', 'pupils'), await at('2027-01-01T09:00:00Z', 'pupils')]).toEqual(['1 R-e', '2 R-e', '1 R-e', '2 R-e'])
  await sound('pupils')
})

test('29 February has its place in a leap year, and no reset falls on it', async () => {
  await open('leap', { reset: { kind: 'yearly', on: '03-01' } })
  expect([await at('2028-02-28T09:00:00Z', 'leap'), await at('2028-02-29T09:00:00Z', 'leap'), await at('2028-03-01T09:00:00Z', 'leap')]).toEqual(['1/2027', '2/2027', '1/2028'])
  expect(registerForm.shape.reset.safeParse({ kind: 'yearly', on: '02-29' }).success).toBe(false)
  expect(periodOf({ kind: 'yearly', on: '02-28' }, {}, '2028-02-29')).toEqual({ period: '2028-02-28', year: 2028 })
})

test('numbers begin anew with a convocation, or never', async () => {
  await open('council', { template: '{seq}-{kind}-{convocation}', constants: { kind: 'РР', convocation: 8 }, reset: { kind: 'convocation' } })
  expect([await at('2026-05-01T09:00:00Z', 'council'), await at('2027-05-01T09:00:00Z', 'council')]).toEqual(['1-РР-VIII', '2-РР-VIII'])
  await changeRegister(context, 'council', { constants: { kind: 'РР', convocation: 9 } }, 'system')
  expect(await at('2027-05-02T09:00:00Z', 'council')).toBe('1-РР-IX')
  await closeBook(context, 'council', 'convocation-8', clerk)
  await open('contracts', { template: '{seq:3}', reset: { kind: 'never' }, firstSeq: 999 })
  expect([await at('2026-05-01T09:00:00Z', 'contracts'), await at('2036-05-01T09:00:00Z', 'contracts')]).toEqual(['999', '1000'])
  await sound('council')
  await sound('contracts')
})

test('one last digit of the year comes again after ten years: the same print, another number', async () => {
  await open('digit', { template: '031-06-{seq}/{y}' })
  expect([await at('2024-05-01T09:00:00Z', 'digit'), await at('2034-05-01T09:00:00Z', 'digit')]).toEqual(['031-06-1/4', '031-06-1/4'])
  await sound('digit')
})

test('a repeated appeal keeps the number of the first; when that book is closed it gets one of its own', async () => {
  await open('appeal-book', { template: '{group}-{seq}/{y}{repeat:-}', constants: { group: '031' } })
  now = '2026-12-01T09:00:00Z'
  const first = await registerCard(context, newCard.parse({ register: 'appeal-book', kind: 'petition', subject: 'roof' }), clerk)
  const repeats = await Promise.all([1, 2, 3].map(() => at('2027-01-10T09:00:00Z', 'appeal-book', { repeatOf: first.id })))
  expect([first.number, ...repeats.toSorted()]).toEqual(['031-1/6', '031-1/6-1', '031-1/6-2', '031-1/6-3'])
  await closeBook(context, 'appeal-book', '2026', clerk)
  expect(await at('2027-01-11T09:00:00Z', 'appeal-book', { repeatOf: first.id })).toBe('031-1/7')
  await sound('appeal-book')
})

test('a register that is closed for good gives its last number on its last day', async () => {
  await open('ended', {})
  expect(await at('2026-05-01T09:00:00Z', 'ended')).toBe('1/2026')
  await closeRegister(context, 'ended', '2026-05-01', 'system')
  expect(await at('2026-05-01T20:00:00Z', 'ended')).toBe('2/2026')
  await expect(at('2026-05-02T09:00:00Z', 'ended')).rejects.toMatchObject({ reason: 'register-not-open' })
  await closeBook(context, 'ended', '2026', clerk)
})

test('nothing of a register can be deleted or renumbered, whoever writes', async () => {
  await expect(database.pool.query('delete from entry where not test')).rejects.toThrow('is never deleted')
  await expect(database.pool.query("update entry set seq = seq + 100000 where number = '2/2026'")).rejects.toThrow('keeps its number')
})
