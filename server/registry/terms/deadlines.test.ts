import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newCard } from '#contract/cards.ts'
import { tokenCreated } from '#contract/identity.ts'
import { calendarList, calendarYear, cardTerm, ruleList, uncertainList, type CardTerm } from '#contract/terms.ts'
import { createOutbox } from '#platform/outbox.ts'
import { userAccount } from '#server/identity/schema.ts'
import { subscriptions } from '#server/line.ts'
import { openIdentityApp, testClock, type IdentityApp } from '#test/support/identity-app.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import type { RegistryContext } from '../context.ts'
import { documentKind } from '../data-schema.ts'
import { registerCard } from '../cards/register-card.ts'
import type { Registrar } from '../cards/may-enter.ts'
import { loadProfiles, readProfiles } from './load-profiles.ts'
import { recountDeadlines } from './recount-deadlines.ts'
import { termRoutes } from './routes.ts'

let app: IdentityApp
let context: RegistryContext
let clerk: string
let admin: string
const outbox = createOutbox(subscriptions)
const ana: Registrar = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }

beforeAll(async () => {
  app = await openIdentityApp((api, { database, clock }) => termRoutes(api, { db: database.db, clock, outbox, timeZone: 'Europe/Chisinau' }))
  const { db } = app.database
  context = { db, clock: app.clock, outbox, timeZone: 'Europe/Chisinau' }
  await seedTownHall(db)
  await loadProfiles(db, new Date(0))
  const tokenOf = async ({ cookie }: { cookie: string }) => tokenCreated.parse(await (await app.ask('POST', '/api/tokens', { cookie })).json()).token
  clerk = await tokenOf(await app.addUser('ana', ['clerk']))
  admin = await tokenOf(await app.addUser('root', ['administrator']))
  await db.update(userAccount).set({ units: ['cityhall'] }).where(eq(userAccount.name, 'ana'))
  const kinds = ['md.petition', 'ua.information', 'ua.appeal', 'ru.appeal', 'ge.application'].map((term) => ({ code: term, version: 1, name: { en: term }, flow: 'appeals' as const, term, validFrom: '2020-01-01' }))
  await db.insert(documentKind).values(kinds)
})
afterAll(() => app.close())
beforeEach(() => on('2026-03-02'))

/** Goes to a day; people speak by tokens, which do not end as sessions do. */
const on = (day: string) => void Object.assign(app.clock, { now: testClock(`${day}T08:00:00Z`).now })
const came = (kind: string, receivedOn = '2026-03-02') => registerCard(context, newCard.parse({ register: 'appeals', kind, subject: 'x', receivedOn }), ana)
const say = async (token: string, path: string, json: unknown): Promise<CardTerm> => cardTerm.parse(await (await app.ask('POST', path, { token, json })).json())
const term = async (id: string, token = clerk) => cardTerm.parse(await (await app.ask('GET', `/api/cards/${id}/term`, { token })).json())
const stages = async (id: string) => (await context.db.execute<{ stage: string; until_on: string | null; reason: string | null }>(sql`select stage, until_on, reason from card_stage where card = ${id} order by at, id`)).rows

test('S4-12 the card shows its deadline with the text of the legal basis, and says loudly what was not seen in the law', async () => {
  const card = await came('md.petition')
  expect(card.dueOn).toBe('2026-04-01')
  expect(await term(card.id)).toMatchObject({ dueOn: '2026-04-01', baseOn: '2026-03-02', rule: { doubt: true, rule: { basis: expect.stringContaining('art. 60'), status: 'confirmed' } }, extension: { may: true, latest: '2026-04-16', told: '2026-04-01' }, forward: { until: '2026-03-09', late: false } })
  const { rules } = ruleList.parse(await (await app.ask('GET', '/api/terms/rules', { token: clerk })).json())
  expect(new Set(rules.filter(({ shipped }) => shipped).map(({ profile }) => profile))).toEqual(new Set(['md', 'ua', 'ru', 'ge', 'test']))
  expect(rules.filter(({ rule }) => rule.status === 'unconfirmed').map(({ rule }) => rule.id)).toEqual(['ge.complaint', 'ru.information', 'ua.administrative-case'])
})

test('S4-12 an extension within the term is a stage with a reason; after the term it is refused', async () => {
  const card = await came('md.petition')
  on('2026-03-30')
  expect(await app.problem('POST', `/api/cards/${card.id}/extend`, { token: clerk, json: { version: 1, reason: 'Expert opinion awaited', until: '2026-04-17' } })).toMatchObject({ reason: 'extension-too-long', facts: { date: '2026-04-16' } })
  expect(await say(clerk, `/api/cards/${card.id}/extend`, { version: 1, reason: 'Expert opinion awaited' })).toMatchObject({ dueOn: '2026-04-16', by: 'extension', version: 2 })
  expect((await stages(card.id)).at(-1)).toEqual({ stage: 'extended', until_on: '2026-04-16', reason: 'Expert opinion awaited' })
  expect(await app.problem('POST', `/api/cards/${card.id}/extend`, { token: clerk, json: { version: 2, reason: 'Again please' } })).toMatchObject({ reason: 'extended-already' })
  expect(await say(clerk, `/api/cards/${card.id}/extend`, { version: 2, reason: 'Exceptionally complex', exceptional: true })).toMatchObject({ dueOn: '2026-05-31', by: 'longest' })
  on('2026-03-02')
  const late = await came('md.petition')
  on('2026-04-02')
  expect(await app.problem('POST', `/api/cards/${late.id}/extend`, { token: clerk, json: { version: 1, reason: 'Too late' } })).toMatchObject({ status: 409, reason: 'extension-told-too-late', facts: { date: '2026-04-01' } })
})

test('S4-12 an information request of Ukraine is extended within five working days only', async () => {
  on('2026-05-11')
  const card = await came('ua.information', '2026-05-11')
  expect(card.dueOn).toBe('2026-05-18')
  expect(await term(card.id)).toMatchObject({ uncertain: true, extension: { may: true, latest: '2026-06-08', told: '2026-05-18' } })
  expect(await say(clerk, `/api/cards/${card.id}/urgency`, { version: 1, urgent: true })).toMatchObject({ dueOn: '2026-05-13', by: 'urgent' })
  expect(await say(clerk, `/api/cards/${card.id}/urgency`, { version: 2, urgent: false })).toMatchObject({ dueOn: '2026-05-18' })
})

test('S4-12 sending on late is written down as late; a registration after three days is seen', async () => {
  on('2026-05-22')
  const card = await came('ru.appeal', '2026-05-18')
  expect(await term(card.id)).toMatchObject({ dueOn: '2026-06-21', registration: { until: '2026-05-21', late: true }, forward: { until: '2026-05-29', late: false } })
  on('2026-05-30')
  expect(await say(clerk, `/api/cards/${card.id}/forward`, { version: 1, to: 'Housing inspection' })).toMatchObject({ dueOn: null, forwardedOn: '2026-05-30', forward: { late: true } })
  expect((await stages(card.id)).at(-1)).toMatchObject({ stage: 'forwarded', reason: 'Housing inspection' })
  expect(await app.problem('POST', `/api/cards/${card.id}/forward`, { token: clerk, json: { version: 2, to: 'Other' } })).toMatchObject({ reason: 'forwarded-already' })
})

test('S4-12 papers asked for stop the clock in Moldova, and the term begins anew when the last one is there', async () => {
  const card = await came('md.petition')
  on('2026-03-10')
  expect(await say(clerk, `/api/cards/${card.id}/ask-papers`, { version: 1, reason: 'Copy of the title is missing', until: '2026-03-25' })).toMatchObject({ dueOn: null, papers: { askedOn: '2026-03-10', until: '2026-03-25' } })
  on('2026-03-20')
  expect(await say(clerk, `/api/cards/${card.id}/complete`, { version: 2 })).toMatchObject({ dueOn: '2026-04-19', baseOn: '2026-03-20', papers: null })
  expect((await stages(card.id)).map(({ stage }) => stage)).toEqual(['registered', 'papers-awaited', 'under-examination'])
  on('2026-03-02')
  const appeal = await came('ua.appeal')
  expect(await say(clerk, `/api/cards/${appeal.id}/ask-papers`, { version: 1, reason: 'Copy is missing' })).toMatchObject({ dueOn: '2026-04-02' })
})

test('G4 a deadline on a calendar not yet entered is uncertain, listed, and counted anew when the days are entered', async () => {
  on('2026-05-11')
  const card = await came('ua.information', '2026-05-11')
  const listed = async () => uncertainList.parse(await (await app.ask('GET', '/api/terms/uncertain', { token: clerk })).json()).cards.map(({ id }) => id)
  expect(await listed()).toContain(card.id)
  expect(calendarList.parse(await (await app.ask('GET', '/api/calendars', { token: clerk })).json()).calendars.find(({ code }) => code === 'ua')?.uncertain).toBeGreaterThan(0)
  expect((await app.ask('PUT', '/api/calendars/ua/days', { token: clerk, json: { days: [{ day: '2026-05-13', kind: 'off' }] } })).status).toBe(403)
  expect(await app.problem('POST', '/api/calendars/ua/import', { token: admin, json: { csv: 'day;kind;note\n2026-05-13;off;Holiday\n2026-13-01;off;' } })).toMatchObject({ reason: 'calendar-line', facts: { line: 3 } })
  expect((await app.ask('POST', '/api/calendars/ua/import', { token: admin, json: { csv: 'day;kind;note\n2026-05-13;off;Holiday\n16.05.2026;working;moved\n' } })).status).toBe(200)
  const frame = { name: { uk: 'Робочі дні' }, weekend: [6, 7], roll: 'none', enteredUntil: '2026-12-31' }
  expect((await app.ask('PUT', '/api/calendars/ua', { token: admin, json: frame })).status).toBe(204)
  const { rows } = await context.db.execute(sql`select 1 from task where name = 'recount-deadlines' and subject = 'ua' and state = 'pending'`)
  expect(rows).toHaveLength(1)
  await recountDeadlines(context, 'ua')
  expect(await term(card.id)).toMatchObject({ dueOn: '2026-05-18', uncertain: false })
  expect(await listed()).not.toContain(card.id)
  // The same holiday suspended, as under martial law: it is worked, and the Saturday too.
  await app.ask('PUT', '/api/calendars/ua', { token: admin, json: { ...frame, suspended: [{ from: '2026-05-01', to: null, reason: 'Martial law' }] } })
  await recountDeadlines(context, 'ua')
  expect(await term(card.id)).toMatchObject({ dueOn: '2026-05-16' })
  const events = await context.db.execute<{ details: object }>(sql`select details from card_event where card = ${card.id} and event = 'deadline-recounted'`)
  expect(events.rows).toEqual([{ details: { from: '2026-05-18', to: '2026-05-16' } }])
  expect(await recountDeadlines(context, 'ua')).toBe(0)
})

test('G4 a year is copied by day and month, without 29 February where it lacks', async () => {
  await app.ask('PUT', '/api/calendars/ru/days', { token: admin, json: { days: [{ day: '2028-02-29', kind: 'off' }, { day: '2028-05-09', kind: 'off', note: 'Victory Day' }, { day: '2028-05-10', kind: 'off' }] } })
  await app.ask('PUT', '/api/calendars/ru/days', { token: admin, json: { days: [{ day: '2028-05-10', kind: 'plain' }] } })
  expect(await (await app.ask('POST', '/api/calendars/ru/copy', { token: admin, json: { from: 2028, to: 2029 } })).json()).toEqual({ days: 1 })
  expect(calendarYear.parse(await (await app.ask('GET', '/api/calendars/ru?year=2029', { token: admin })).json()).days).toEqual([{ day: '2029-05-09', kind: 'off', note: 'Victory Day' }])
})

test('S4-12 a rule is changed as dated data: documents of before keep theirs, a start of the product overwrites nothing', async () => {
  const before = await came('ge.application')
  const rule = (await term(before.id)).rule?.rule
  if (!rule) throw new Error('no rule')
  const change = { profile: 'ge', validFrom: '2026-06-01', rule: { ...rule, term: { value: 20, unit: 'day' }, basis: 'A later law', status: 'confirmed' } }
  expect((await app.ask('PUT', '/api/terms/rules', { token: clerk, json: change })).status).toBe(403)
  expect((await app.ask('PUT', '/api/terms/rules', { token: admin, json: change })).status).toBe(200)
  await app.ask('PUT', '/api/terms/rules', { token: admin, json: { ...change, validFrom: '2000-01-01', rule: { ...rule, note: { en: 'Read in the Code itself' }, status: 'confirmed' } } })
  await loadProfiles(context.db, new Date(), await readProfiles())
  expect((await term(before.id)).rule?.rule).toMatchObject({ note: { en: 'Read in the Code itself' }, term: { value: 1, unit: 'month' } })
  expect(before.dueOn).toBe('2026-04-02')
  on('2026-06-02')
  const after = await came('ge.application', '2026-06-02')
  expect(after.dueOn).toBe('2026-06-22')
})
