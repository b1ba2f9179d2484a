import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newCard, type CardRegistered } from '#contract/cards.ts'
import { importAnswer } from '#contract/records.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { systemClock } from '#kernel/clock.ts'
import { statusRole } from '#server/public-status/role/status-role.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let letter: CardRegistered

beforeAll(async () => {
  server = await runServer({ settings: { OPIS_STATUS_ORIGINS: 'https://www.town.example', OPIS_ARCHIVE_NAME: 'Town hall' } })
  const { db } = server.parts.database
  await seedTownHall(db)
  letter = await registerCard({ db, clock: systemClock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'x' }), { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false })
})
afterAll(() => server.stop())

test('S0-15 S0-14 a house with one process has the page, the interface and the element under /status, with the rights of the role alone', async () => {
  const form = await fetch(`${server.url}/status?lang=uk`)
  expect([form.status, form.headers.get('set-cookie')]).toEqual([200, null])
  expect(await form.text()).toContain('Town hall')
  const ask = (origin?: string) =>
    fetch(`${server.url}/status/api/lookup`, { method: 'POST', headers: { 'content-type': 'application/json', ...(origin === undefined ? {} : { origin }) }, body: JSON.stringify({ number: letter.number, check: letter.checkValue }) })
  const allowed = await ask('https://www.town.example')
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://www.town.example'])
  const refused = await ask('https://other.example')
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null])
  expect((await ask(new URL(server.url).origin)).status).toBe(200)
  expect((await fetch(`${server.url}/status/embed.js`)).headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect((await fetch(`${server.url}/status/nothing`)).status).toBe(404)
  const { rows } = await server.parts.database.pool.query("select count(*)::int as lookups from pg_stat_activity where application_name = 'opis status' and datname = current_database()")
  expect(rows[0]?.lookups).toBeGreaterThan(0)
  expect(server.log.join('')).not.toContain('rights of the server')
  // Neither number nor check value reaches the log.
  for (const secret of [letter.number, letter.checkValue]) expect(server.log.join('')).not.toContain(secret)
})

async function onePage(): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4' })
  document.text('Your request is granted.')
  document.end()
  return buffer(document)
}

test('S2-09 the reply to a document is downloaded with the check value once it was sent, and what the house offers; with nothing less', async () => {
  const { pool, db } = server.parts.database
  const context = { db, clock: systemClock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  const clerk = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }
  const asked = await registerCard(context, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'x', channel: 'portal' }), clerk)
  const reply = await registerCard(context, newCard.parse({ register: 'outgoing', kind: 'reply', subject: 'x', replyTo: asked.id }), clerk)
  const { record } = await server.admin.get(importAnswer, 'POST', '/api/import?name=reply.pdf', { body: await onePage() })
  await vi.waitUntil(async () => (await pool.query("select 1 from record_rendition where record = $1 and name = 'original'", [record])).rowCount === 1, { timeout: 30_000 })
  for (const [card, role] of [[asked.id, 'reply'], [reply.id, 'document']]) await pool.query("insert into card_record (card, record, role, form, name, added_by, added_at) values ($1, $2, $3, 'electronic-original', 'Відповідь.pdf', 'ana', now())", [card, record, role])
  const post = (path: string, fields: Record<string, string>) => fetch(`${server.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) })
  const given = { number: asked.number, check: asked.checkValue }
  const download = (more: Record<string, string> = {}) => post('/status/download', { ...given, record: record ?? '', ...more })
  const page = async () => (await post('/status?lang=uk', given)).text()
  // Registered, but not yet sent.
  expect([(await download()).status, (await page()).includes('Завантажити')]).toEqual([404, false])
  await pool.query("insert into dispatch (id, card, channel, sent_on, sent_by, noted_at) values (gen_random_uuid(), $1, 'e-mail', '2026-03-02', 'ana', now())", [reply.id])
  expect(await page()).toContain('Завантажити: Відповідь.pdf')
  const file = await download()
  expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([200, 'application/pdf', 'no-store'])
  expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('Відповідь.pdf'))
  expect(Buffer.from(await file.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-')
  for (const less of [{ check: 'AAAA-AAAA' }, { number: letter.number, check: letter.checkValue }, { record: letter.id }, { record: 'x' }]) expect((await download(less)).status, JSON.stringify(less)).toBe(404)
  // To what came on paper nothing is given out, until somebody offers it.
  await pool.query("update card set channel = 'counter' where id = $1", [asked.id])
  expect((await download()).status).toBe(404)
  await pool.query("insert into public_download (card, record, name, offered_by, offered_at) values ($1, $2, 'Reply', 'ana', now())", [asked.id, record])
  expect((await download()).status).toBe(200)
  await pool.query("update public_download set until_on = '2026-01-01'")
  expect((await download()).status).toBe(404)
})

test('the role for a process of its own is made by a command, or by what it prints for an administrator of the database', async () => {
  const printed = await runOpis(['status', 'role', '--sql'], {})
  expect(printed.code).toBe(0)
  expect(printed.out).toContain(`grant execute on function public_status.look_up(text, text, text) to ${statusRole};`)
  expect(printed.out).not.toMatch(/grant [^;]* on (table )?(card|entry)/)
  const embedded = await runOpis(['status', 'role', '--json'], { OPIS_DATA: server.dataFolder })
  expect([embedded.code, embedded.err]).toEqual([3, expect.stringContaining('/status')])
})
