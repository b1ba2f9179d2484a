import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import type { Browser } from 'playwright-core'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { attached } from '#contract/card-papers.ts'
import { cardRegistered, type CardRegistered } from '#contract/cards.ts'
import { offeredList, replyList } from '#contract/counter.ts'
import { unit } from '#server/identity/units/schema.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let ana: TestUser
let ion: TestUser
let asked: CardRegistered
let record = ''

beforeAll(async () => {
  server = await runServer()
  await seedTownHall(server.parts.database.db)
  ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  ion = await addUser(server.url, server.admin, { name: 'ion', roles: ['clerk'], units: ['buiucani'] })
  asked = await register('incoming', 'letter', { channel: 'portal' })
  record = await attach(asked.id, 'answer.pdf')
})
afterAll(() => server.stop())

async function onePage(text: string): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4' })
  document.text(text)
  document.end()
  return buffer(document)
}
const register = (book: string, kind: string, more: object = {}) => ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: book, kind, subject: 'Street light', ...more } })
const attach = async (card: string, name: string) => {
  const made = await ana.bySession.get(attached, 'POST', `/api/cards/${card}/papers?form=electronic-original&name=${name}`, { body: await onePage(name), headers: { 'content-type': 'application/octet-stream' } })
  await vi.waitUntil(async () => (await server.parts.database.pool.query("select 1 from record_rendition where record = $1 and name = 'original'", [made.record])).rowCount === 1, { timeout: 30_000 })
  return made.record
}
const offers = async (user = ana) => (await user.bySession.get(offeredList, 'GET', `/api/cards/${asked.id}/replies`)).offers
const withdraw = (wanted = record) => ana.bySession.get(offeredList, 'POST', `/api/cards/${asked.id}/replies/withdraw`, { json: { record: wanted } })
const offer = () => ana.bySession.get(replyList, 'POST', `/api/cards/${asked.id}/replies`, { json: { record, name: 'The answer' } })
const post = (path: string, fields: Record<string, string>) => fetch(`${server.url}${path}`, { method: 'POST', body: new URLSearchParams({ number: asked.number, check: asked.checkValue, ...fields }) })
const statusOf = async (wanted = record) => (await post('/status/download', { record: wanted })).status
const applyPage = async (fields: Record<string, string> = {}) => (await post('/apply/reply?lang=en', fields)).text()
const gone = 'What was offered here is no longer available.'

test('S2-09 an offer for download is taken back at once: the public reads that it is no longer available, and it can be offered again', async () => {
  expect(await applyPage()).not.toContain(gone)
  await offer()
  expect(await offers()).toEqual([{ record, name: 'The answer', untilOn: null, offeredBy: 'ana', mayWithdraw: true }])
  expect([await statusOf(), await applyPage()]).toEqual([200, expect.stringContaining('The answer')])
  // Somebody of another body does not know of the document.
  for (const [method, path, json] of [['GET', 'replies', undefined], ['POST', 'replies/withdraw', { record }]] as const) expect((await ion.bySession.send(method, `/api/cards/${asked.id}/${path}`, { json })).status).toBe(404)
  expect(await withdraw()).toEqual({ offers: [] })
  expect([await statusOf(), await applyPage({ record }), await applyPage()]).toEqual([404, expect.stringContaining(gone), expect.stringContaining(gone)])
  // Without the check value nobody learns that there was anything.
  expect(await applyPage({ check: '0000-0000' })).not.toContain(gone)
  expect(await ana.bySession.problem('POST', `/api/cards/${asked.id}/replies/withdraw`, { json: { record } })).toMatchObject({ reason: 'no-such-record' })
  await offer()
  expect([await statusOf(), (await offers()).length]).toEqual([200, 1])
  await withdraw()
  const { rows } = await server.parts.database.pool.query<{ actor: string; action: string }>("select actor, action from audit_event where object = $1 and action like 'registry.%-reply' order by seq", [`card:${asked.id}`])
  expect(rows).toEqual(['offer', 'withdraw', 'offer', 'withdraw'].map((what) => ({ actor: 'user:ana', action: `registry.${what}-reply` })))
})

test('S2-09 a sent reply that the page offers by itself is taken back too, and does not come up again', async () => {
  const { pool } = server.parts.database
  const reply = await register('outgoing', 'reply', { replyTo: asked.id })
  const sent = await attach(reply.id, 'reply.pdf')
  await pool.query("insert into card_record (card, record, role, form, name, added_by, added_at) values ($1, $2, 'reply', 'electronic-original', 'reply.pdf', 'ana', now())", [asked.id, sent])
  await pool.query("insert into dispatch (id, card, channel, sent_on, sent_by, noted_at) values (gen_random_uuid(), $1, 'portal', '2026-03-02', 'ana', now())", [reply.id])
  expect(await offers()).toEqual([{ record: sent, name: 'reply.pdf', untilOn: null, offeredBy: null, mayWithdraw: true }])
  expect(await statusOf(sent)).toBe(200)
  expect(await withdraw(sent)).toEqual({ offers: [] })
  expect([await statusOf(sent), await offers()]).toEqual([404, []])
})

test('S2-09 an offer is taken back by who made it, the registering unit or a head; who only sees the document takes back only his own', async () => {
  const { db } = server.parts.database
  const [petru, boss, mayor] = [await addUser(server.url, server.admin, { name: 'petru', roles: ['clerk'], units: ['housing'] }), await addUser(server.url, server.admin, { name: 'boss', roles: ['reader'], units: ['cityhall'] }), await addUser(server.url, server.admin, { name: 'mayor', roles: ['head'], units: ['cityhall'] })]
  await db.update(unit).set({ head: 'boss' }).where(eq(unit.code, 'cityhall'))
  await ana.bySession.send('POST', `/api/cards/${asked.id}/pass`, { json: { unit: 'housing' } })
  const offerOf = (user: TestUser) => user.bySession.get(replyList, 'POST', `/api/cards/${asked.id}/replies`, { json: { record, name: 'The answer' } })
  const withdrawBy = (user: TestUser) => user.bySession.get(offeredList, 'POST', `/api/cards/${asked.id}/replies/withdraw`, { json: { record } })
  await offerOf(ana)
  expect(await offers(petru)).toMatchObject([{ offeredBy: 'ana', mayWithdraw: false }])
  expect(await petru.bySession.problem('POST', `/api/cards/${asked.id}/replies/withdraw`, { json: { record } })).toMatchObject({ status: 403, reason: 'card-of-another-unit' })
  expect(await statusOf()).toBe(200)
  for (const [who, whose] of [[boss, ana], [mayor, ana], [petru, petru], [ana, petru], [boss, petru]] as const) {
    await offerOf(whose)
    expect(await offers(who)).toMatchObject([{ mayWithdraw: true }])
    expect(await withdrawBy(who)).toEqual({ offers: [] })
    expect(await statusOf()).toBe(404)
  }
  expect((await boss.bySession.problem('POST', `/api/cards/${asked.id}/replies`, { json: { record, name: 'x' } })).status).toBe(403)
})

describe.skipIf(!browserIsThere)('on the screen', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  test('S2-09 the clerk sees on the card what the public page offers, and takes it back', async () => {
    const page = await pageOf(server, browser, ana, `/registry/cards/${asked.id}`)
    const row = page.getByRole('listitem').filter({ hasText: 'answer.pdf' })
    const press = async (name: string) => {
      await row.getByRole('button', { name }).click()
      await row.getByRole('button', { name, exact: true }).click()
    }
    await press('Offer for download')
    await row.getByText('Public page offers it').waitFor()
    expect(await statusOf()).toBe(200)
    await press('Take the offer back')
    await row.getByRole('button', { name: 'Offer for download' }).waitFor()
    expect(await statusOf()).toBe(404)
    await page.context().close()
  })
})
