import { PDFiumLibrary } from '@hyzyla/pdfium'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { cardList, cardPassed, cardView, likeness } from '#contract/card-view.ts'
import { cardRegistered } from '#contract/cards.ts'
import { correspondentList, correspondentMade, correspondentView } from '#contract/correspondents.ts'
import { newId } from '#kernel/ids.ts'
import { verifyChain } from '#server/audit/verify-chain.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let ana: TestUser
let ion: TestUser
let eva: TestUser
beforeAll(async () => {
  server = await runServer()
  await seedTownHall(server.parts.database.db)
  ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  ion = await addUser(server.url, server.admin, { name: 'ion', roles: ['clerk'], units: ['buiucani'] })
  eva = await addUser(server.url, server.admin, { name: 'eva', roles: ['reader'], units: ['housing'] })
})
afterAll(() => server.stop())

const letter = (more: object = {}) => ({ register: 'incoming', kind: 'letter', subject: 'Street light', ...more })
const register = (by: TestUser, more: object = {}) => by.bySession.get(cardRegistered, 'POST', '/api/cards', { json: letter(more) })
const view = (by: TestUser, id: string) => by.bySession.get(cardView, 'GET', `/api/cards/${id}`)
const list = (by: TestUser, query: string) => by.bySession.get(cardList, 'GET', `/api/cards?${query}`)

test('a repeated request on a poor line gives the same card, another form under the key is refused', async () => {
  const headers = { 'idempotency-key': newId() }
  const both = await Promise.all([1, 2].map(() => ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: letter(), headers })))
  expect(both[0]).toEqual(both[1])
  expect(await ana.bySession.problem('POST', '/api/cards', { json: letter({ subject: 'Other' }), headers })).toMatchObject({ status: 409 })
  expect((await list(ana, '')).count).toBe(1)
})

test('a card is seen with its number, stage and history by those of its unit alone', async () => {
  const { id, number } = await register(ana, { subject: 'Roof' })
  expect(await view(ana, id)).toMatchObject({ number, subject: 'Roof', entries: [{ register: 'incoming', number }], stages: [{ stage: 'registered' }], events: [{ event: 'registered', actor: 'user:ana' }], holders: [{ unit: 'cityhall', person: 'ana', until: null, days: 0 }] })
  expect(await ion.bySession.problem('GET', `/api/cards/${id}`)).toMatchObject({ status: 404 })
  expect((await list(ion, '')).count).toBe(0)
})

test('S0-06 the card of a document, incoming, outgoing or internal: registered, changed old to new, and its number never changes', async () => {
  const { id, number } = await register(ana, { subject: 'Rof', paper: 'kept', paperPlace: 'box 1' })
  const changed = await ana.bySession.get(cardView, 'PATCH', `/api/cards/${id}`, { json: { version: 1, subject: 'Roof', paperPlace: 'box 2', theirNumber: '№ 5-A' } })
  expect(changed).toMatchObject({ number, version: 2, subject: 'Roof', paperPlace: 'box 2', theirNumber: '№ 5-A' })
  expect(changed.events.map(({ event }) => event)).toEqual(['registered', 'changed', 'paper-moved'])
  expect(changed.events[1]?.details).toMatchObject({ changes: { subject: { from: 'Rof', to: 'Roof' } } })
  expect(await ana.bySession.problem('PATCH', `/api/cards/${id}`, { json: { version: 1, subject: 'Old' } })).toMatchObject({ reason: 'card-changed-meanwhile' })
  const { rows } = await server.parts.database.db.execute<{ details: unknown }>(sql`select details from audit_event where action = 'registry.change-card' and object = ${`card:${id}`}`)
  expect(rows[0]?.details).toMatchObject({ changes: { subject: { from: 'Rof', to: 'Roof' } } })
  const reply = await ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'outgoing', kind: 'reply', subject: 'Answer on the roof', replyTo: id } })
  expect((await view(ana, id)).relations).toMatchObject([{ relation: 'reply-to', direction: 'to', card: reply.id }])
})

test('S1-02 a document passes to another body with one number, or is entered under its own number where that body keeps a register', async () => {
  const { id, number } = await register(ana, { subject: 'Park' })
  expect(await ana.bySession.get(cardPassed, 'POST', `/api/cards/${id}/pass`, { json: { unit: 'buiucani' } })).toEqual({ register: null })
  expect((await view(ion, id)).number).toBe(number)
  expect(await ion.bySession.problem('POST', `/api/cards/${id}/entries`, { json: { register: 'pretura-incoming' } })).toMatchObject({ reason: 'shares-the-number' })
  await server.admin.send('PUT', '/api/entry-registers/buiucani', { json: { register: 'pretura-incoming' } })
  const second = await register(ana, { subject: 'Square' })
  expect(await ana.bySession.get(cardPassed, 'POST', `/api/cards/${second.id}/pass`, { json: { unit: 'buiucani' } })).toEqual({ register: 'pretura-incoming' })
  expect(await ana.bySession.problem('POST', `/api/cards/${second.id}/entries`, { json: { register: 'pretura-incoming' } })).toMatchObject({ reason: 'register-of-another-unit' })
  const entered = await ion.bySession.get(cardView, 'POST', `/api/cards/${second.id}/entries`, { json: { register: 'pretura-incoming' } })
  expect(entered.number).toBe(second.number)
  expect(entered.entries.map((one) => one.register)).toEqual(['incoming', 'pretura-incoming'])
  expect(entered.entries[1]?.number).toMatch(/^B-0001\/\d\d$/)
  expect(await ion.bySession.problem('POST', `/api/cards/${second.id}/entries`, { json: { register: 'pretura-incoming' } })).toMatchObject({ reason: 'entered-already' })
  expect((await list(ion, `number=${encodeURIComponent('b - 1')}`)).cards.map((one) => one.id)).toEqual([second.id])
  expect(await ion.bySession.problem('PATCH', `/api/cards/${second.id}`, { json: { version: 1, subject: 'x' } })).toMatchObject({ reason: 'card-of-another-unit' })
  // Two at once get one number; others who register meanwhile stand in the same chain of the audit.
  const third = await register(ana, { subject: 'Alley' })
  await ana.bySession.get(cardPassed, 'POST', `/api/cards/${third.id}/pass`, { json: { unit: 'buiucani' } })
  const enter = () => ion.bySession.send('POST', `/api/cards/${third.id}/entries`, { json: { register: 'pretura-incoming' } })
  const [one, two] = await Promise.all([enter(), enter(), register(ana, { subject: 'Bridge' }), register(ana, { subject: 'Lane' })])
  expect([one.status, two.status].sort()).toEqual([200, 409])
  const { db } = server.parts.database
  const { rows } = await db.execute<{ actor: string; details: unknown }>(sql`select actor, details from audit_event where action = 'registry.enter-again' and object = ${`card:${third.id}`}`)
  expect(rows).toEqual([{ actor: 'user:ion', details: { register: 'pretura-incoming', number: (await view(ion, third.id)).entries[1]?.number } }])
  expect((await verifyChain(db)).faults).toEqual([])
})

test('relations: seen by who sees both, taken back, kept in the history', async () => {
  const [one, other] = [await register(ana, { subject: 'First' }), await register(ana, { subject: 'Second' })]
  const related = await ana.bySession.get(cardView, 'POST', `/api/cards/${one.id}/relations`, { json: { relation: 'joined-to', to: other.id } })
  expect(related.relations).toMatchObject([{ relation: 'joined-to', direction: 'from', card: other.id }])
  await ana.bySession.send('POST', `/api/cards/${one.id}/pass`, { json: { unit: 'buiucani' } })
  expect((await view(ion, one.id)).relations).toEqual([])
  const apart = await ana.bySession.get(cardView, 'DELETE', `/api/cards/${one.id}/relations/joined-to/${other.id}`)
  expect(apart.relations).toEqual([])
  expect(apart.events.map(({ event }) => event)).toEqual(['registered', 'related', 'handed-to', 'unrelated'])
})

test('the same person in three scripts is found while typing, entered once, and merged with its cards when there are two', async () => {
  const make = async (name: string, more: object = {}) => ana.bySession.get(correspondentMade, 'POST', '/api/correspondents', { json: { kind: 'person', name, ...more } })
  const made = await make('Іваненко Олег')
  if (made.outcome !== 'made') throw new Error('not made')
  for (const typed of ['Иван', 'ivanenko ol', 'ОЛЕГ', 'Oleh Iv']) {
    const found = await ana.bySession.get(correspondentList, 'GET', `/api/correspondents?q=${encodeURIComponent(typed)}`)
    expect(found.correspondents.map(({ id }) => id), typed).toEqual([made.correspondent.id])
  }
  expect(await make('Oleh Ivanenko')).toMatchObject({ outcome: 'like', found: [{ id: made.correspondent.id }] })
  const second = await make('Иваненко Олег', { evenIfLike: true, code: '500100732259' })
  if (second.outcome !== 'made') throw new Error('not made')
  expect(await make('Somebody', { code: '5001 0073 2259' })).toMatchObject({ outcome: 'like', found: [{ id: second.correspondent.id }] })
  expect(await ana.bySession.problem('POST', '/api/correspondents', { json: { kind: 'person', name: 'Somebody', code: '500100732259', evenIfLike: true } })).toMatchObject({ reason: 'correspondent-code-taken' })
  const { id } = await register(ana, { subject: 'Pension', correspondent: second.correspondent.id })
  const merged = await ana.bySession.get(correspondentView, 'POST', `/api/correspondents/${made.correspondent.id}/merge`, { json: { from: second.correspondent.id } })
  expect(merged).toMatchObject({ code: '500100732259', cards: 1, merged: [{ id: second.correspondent.id, name: 'Иваненко Олег', by: 'user:ana' }] })
  expect((await view(ana, id)).correspondent?.id).toBe(made.correspondent.id)
  expect((await list(ana, `correspondent=${made.correspondent.id}`)).cards.map((one) => one.id)).toEqual([id])
  expect((await view(ana, (await register(ana, { correspondent: second.correspondent.id })).id)).correspondent?.id).toBe(made.correspondent.id)
  expect(await eva.bySession.problem('GET', '/api/correspondents?q=iva')).toMatchObject({ status: 403 })
})

test('S0-A4 a paper letter in the hand is found by its day and a surname, in whatever alphabet the clerk types it', async () => {
  const made = await ana.bySession.get(correspondentMade, 'POST', '/api/correspondents', { json: { kind: 'person', name: 'Ковальчук Марія' } })
  if (made.outcome !== 'made') throw new Error('not made')
  const { id, registeredOn } = await register(ana, { subject: 'Broken bench in the park', correspondent: made.correspondent.id, theirDate: '2024-02-29' })
  await register(ana, { subject: 'Another letter of the day' })
  const { correspondents } = await ana.bySession.get(correspondentList, 'GET', '/api/correspondents?q=Kovalchuk')
  const found = await list(ana, `correspondent=${correspondents[0]?.id ?? ''}&from=${registeredOn}&to=${registeredOn}`)
  expect(found.cards.map((one) => one.id)).toEqual([id])
  expect((await list(ana, `text=${encodeURIComponent('bench park')}&from=${registeredOn}`)).cards.map((one) => one.id)).toEqual([id])
})

test('a letter handed in twice is noticed before it is saved; our number named in it proposes a reply', async () => {
  const who = await ana.bySession.get(correspondentMade, 'POST', '/api/correspondents', { json: { kind: 'organisation', name: 'Water works', code: '1008600038413' } })
  if (who.outcome !== 'made') throw new Error('not made')
  const before = await register(ana, { subject: 'Repair of the water main in Central street', correspondent: who.correspondent.id, theirNumber: 'W-7/3', theirDate: '2026-01-15' })
  const ask = (query: Record<string, string>) => ana.bySession.get(likeness, 'GET', `/api/cards/like?${new URLSearchParams(query).toString()}`)
  expect((await ask({ correspondent: who.correspondent.id, theirNumber: '№ w - 7/03', theirDate: '2026-01-15' })).duplicates).toMatchObject([{ id: before.id, why: 'same-letter' }])
  expect((await ask({ correspondent: who.correspondent.id, theirNumber: 'W-7/3', theirDate: '2026-02-15' })).duplicates).toMatchObject([{ id: before.id, why: 'their-number' }])
  expect((await ask({ correspondent: who.correspondent.id, subject: 'Repair of water main in the Central street' })).duplicates).toMatchObject([{ id: before.id, why: 'subject' }])
  expect((await ask({ subject: `In answer to your ${before.number}` })).related).toMatchObject([{ id: before.id, proposed: 'reply-to' }])
  expect(await ask({ subject: 'Something else', theirNumber: 'X' })).toEqual({ duplicates: [], related: [] })
})

test('lists: every filter, pages without a gap, numbers as people write them, a file without formulas', async () => {
  for (let at = 0; at < 7; at++) await register(ana, { subject: `=Paging ${at}`, theirNumber: `T-${at}` })
  const seen: string[] = []
  for (let after = ''; ; ) {
    const page = await list(ana, `register=incoming&text=paging&limit=3${after}`)
    seen.push(...page.cards.map(({ subject }) => subject))
    expect(page.count).toBe(7)
    if (page.next === null) break
    after = `&after=${page.next}`
  }
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((at) => `=Paging ${at}`))
  const { id, number } = await register(ana, { subject: 'By number' })
  for (const written of [number, `№ ${number.replace('-', ' - ')}`, number.slice(0, -5)]) expect((await list(ana, `number=${encodeURIComponent(written)}`)).cards[0]?.id, written).toBe(id)
  expect((await list(ana, 'theirNumber=t-3')).count).toBe(1)
  const petition = await ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'appeals', kind: 'petition', subject: 'Noise' } })
  expect((await list(ana, `dueBy=${petition.dueOn ?? ''}`)).cards.map((one) => one.id)).toEqual([petition.id])
  expect((await list(ana, 'overdue=true')).count).toBe(0)
  for (const query of ['flow=appeals', 'kind=petition', 'unit=cityhall&state=registered&register=appeals', 'from=2020-01-01&to=2999-01-01&kind=petition']) expect((await list(ana, query)).cards.map((one) => one.id), query).toEqual([petition.id])
  const file = (await ana.bySession.send('GET', '/api/cards/export?text=paging&language=uk')).bytes.toString('utf8')
  expect(file).toContain('Номер')
  expect(file).toContain("'=Paging 6")
  expect((await ion.bySession.send('GET', '/api/cards/export?text=paging')).bytes.toString('utf8')).not.toContain('Paging')
})

test('a label and a receipt are printed with the number; the label carries no name', async () => {
  const who = await ana.bySession.get(correspondentMade, 'POST', '/api/correspondents', { json: { kind: 'person', name: 'Марія Коваленко' } })
  if (who.outcome !== 'made') throw new Error('not made')
  const { id, number, checkValue, dueOn } = await ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'appeals', kind: 'petition', subject: 'Noise', correspondent: who.correspondent.id, sheets: 3 } })
  const print = async (what: string) => textOf((await ana.bySession.send('GET', `/api/cards/${id}/${what}`)).bytes)
  const [label, receipt] = [await print('label?language=uk'), await print('receipt?language=uk')]
  expect(label).toContain(number)
  expect(label).not.toContain('Коваленко')
  for (const said of [number, checkValue, (dueOn ?? '').split('-').toReversed().join('.'), 'аркушів: 3']) expect(receipt).toContain(said)
})

async function textOf(pdf: Uint8Array): Promise<string> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  const text = [...document.pages()].map((page) => page.getText()).join(' ').replaceAll(/\s+/gu, ' ')
  document.destroy()
  library.destroy()
  return text
}
