import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardRegistered } from '#contract/cards.ts'
import { cardList, cardView } from '#contract/card-view.ts'
import { successionList, successionPreview } from '#contract/municipality.ts'
import { unitList } from '#contract/units.ts'
import { newId } from '#kernel/ids.ts'
import { assignment } from '#server/assignments/schema.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { openMunicipalityApp, type MunicipalityApp } from '#test/support/municipality-app.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import { carryOutDue } from './carry-out.ts'

let app: MunicipalityApp
beforeAll(async () => {
  app = await openMunicipalityApp()
  await seedTownHall(app.database.db)
})
afterAll(() => app.close())

const register = async (cookie: string, form: object) => cardRegistered.parse(await app.must('POST', '/api/cards', form, cookie))
const order = (fromUnit: string, toUnit: string, fromOn: string) => app.must('POST', '/api/reorganisations', { fromUnit, toUnit, fromOn, reason: 'Decision 4-12' })

test('S4-11 the work of a unit goes over to another from a day on; what is closed keeps the old name, old numbers are found', async () => {
  const { db } = app.database
  await db.execute(sql`update register set unit = 'housing' where code = 'appeals'`)
  await db.insert(documentKind).values({ code: 'petition', version: 2, name: { en: 'Petition' }, flow: 'appeals', term: 'test.petition', route: [{ step: 'registry' }, { step: 'unit', unit: 'housing' }, { step: 'reply' }], validFrom: '2026-01-01' })
  const [oana, fedir] = [await app.user('oana', ['clerk'], ['housing']), await app.user('fedir', ['clerk'], ['finance'])]
  const before = await register(oana, { register: 'appeals', kind: 'petition', subject: 'A leaking roof' })
  const done = await register(oana, { register: 'appeals', kind: 'petition', subject: 'A broken lamp' })
  const task = (card: string, state: 'open' | 'closed') => ({ id: newId(), card, text: 'Look at it', unit: 'housing', executor: 'oana', state, madeBy: 'head', madeAt: app.clock.now() })
  const [open, closed] = [task(before.id, 'open'), task(done.id, 'closed')]
  await db.insert(assignment).values([open, closed])
  expect((await app.ask('GET', `/api/cards/${before.id}`, { cookie: fedir })).status).toBe(404)

  const preview = successionPreview.parse(await app.must('GET', '/api/reorganisations/preview?from=housing&to=finance'))
  expect(preview).toMatchObject({ openTasks: 1, registers: ['appeals'], kinds: ['petition'], services: ['extract'], people: ['oana'], cards: 2, stays: { closedTasks: 1, numbers: 2 } })
  await order('housing', 'finance', '2026-03-05')
  expect(await app.problem('POST', '/api/reorganisations', { cookie: oana, json: {} })).toMatchObject({ type: 'forbidden' })
  await expect(order('housing', 'centre', '2026-03-09')).rejects.toThrow('409')
  await expect(order('finance', 'housing', '2026-03-06')).rejects.toThrow('400')
  expect(await carryOutDue(app.context)).toBe(0)

  // In the middle of the route, the day comes; two servers look at once, and once more afterwards.
  app.clock.forward({ hours: 24 * 3 })
  expect((await Promise.all([carryOutDue(app.context), carryOutDue(app.context)])).reduce((sum, one) => sum + one)).toBe(1)
  expect(await carryOutDue(app.context)).toBe(0)
  const { reorganisations } = successionList.parse(await app.must('GET', '/api/reorganisations'))
  expect(reorganisations).toMatchObject([{ fromUnit: 'housing', moved: { tasks: 1, registers: 1, kinds: 1, services: 1, people: 1, cards: 2 } }])

  const tasks = await db.select({ id: assignment.id, unit: assignment.unit, state: assignment.state }).from(assignment)
  expect(tasks.find(({ id }) => id === open.id)).toMatchObject({ unit: 'finance', state: 'open' })
  expect(tasks.find(({ id }) => id === closed.id)).toMatchObject({ unit: 'housing', state: 'closed' })
  const found = cardList.parse(await app.must('GET', `/api/cards?number=${encodeURIComponent(before.number)}`, undefined, await app.signIn('fedir', 'the long password of fedir')))
  expect(found.cards.map(({ id, unit }) => [id, unit])).toEqual([[before.id, 'housing']])
  const again = await app.signIn('oana', 'the long password of oana')
  const card = cardView.parse(await app.must('GET', `/api/cards/${before.id}`, undefined, again))
  expect(card).toMatchObject({ unit: 'housing', kindVersion: 2, number: before.number })
  expect(card.names.units['housing']).toMatchObject({ uk: 'Житловий відділ' })
  expect(card.holders.at(-1)).toMatchObject({ unit: 'finance', until: null })

  // The register goes on without a gap, in either hands; what is registered now runs on the new route.
  const next = await register(again, { register: 'appeals', kind: 'petition', subject: 'A dark street' })
  expect([before.number, done.number, next.number]).toEqual(['П-1/26', 'П-2/26', 'П-3/26'])
  expect(cardView.parse(await app.must('GET', `/api/cards/${next.id}`, undefined, again))).toMatchObject({ unit: 'finance', kindVersion: 3 })
  const { units } = unitList.parse(await app.must('GET', '/api/units'))
  expect(units.find(({ code }) => code === 'housing')).toMatchObject({ closedOn: '2026-03-05', name: { en: 'Housing' }, successor: { unit: 'finance', done: true } })
})

test('an order is taken back before its day, and a day that is over is refused', async () => {
  await expect(order('centre', 'finance', '2026-03-01')).rejects.toThrow('400')
  await order('centre', 'finance', '2027-01-01')
  const { reorganisations } = successionList.parse(await app.must('GET', '/api/reorganisations'))
  const [planned] = reorganisations
  expect(planned).toMatchObject({ fromUnit: 'centre', doneAt: null })
  await app.must('POST', `/api/reorganisations/${planned?.id ?? ''}/withdraw`)
  expect((await app.ask('POST', `/api/reorganisations/${planned?.id ?? ''}/withdraw`, { headers: { authorization: 'Bearer the-local-token' } })).status).toBe(404)
  await order('centre', 'buiucani', '2027-01-01')
})
