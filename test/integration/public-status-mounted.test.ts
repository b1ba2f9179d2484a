import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { newCard, type CardRegistered } from '#contract/cards.ts'
import { importAnswer } from '#contract/records.ts'
import { languages } from '#kernel/language.ts'
import { createOutbox } from '#platform/outbox.ts'
import { escapeXml } from '#platform/xml/escape.ts'
import { subscriptions } from '#server/line.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { systemClock } from '#kernel/clock.ts'
import { statusRole } from '#server/public-status/role/status-role.ts'
import { texts } from '#server/public-status/texts/choose-language.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let letter: CardRegistered
/** What a citizen handed in, and the record that the house offers for it. */
let offered: { number: string; check: string; record: string }

beforeAll(async () => {
  server = await runServer({ settings: { OPIS_TRUSTED_PROXY: '127.0.0.1', OPIS_STATUS_ORIGINS: 'https://www.town.example', OPIS_ARCHIVE_NAME: 'Town hall' } })
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
  offered = { ...given, record: record ?? '' }
})

/** As a browser asks. */
const browserSays = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const download = (fields: Record<string, string>, headers: Record<string, string>) => fetch(`${server.url}/status/download`, { method: 'POST', body: new URLSearchParams({ ...offered, ...fields }), headers })

test('S2-09 a browser gets what went wrong with a download as a page in its language, a program as a problem document', async () => {
  for (const [at, language] of languages.entries()) {
    const from = { ...browserSays, 'accept-language': language, 'x-forwarded-for': `203.0.113.${at}` }
    const { problems, notFound, notFoundTitle, waitTitle, title } = texts[language]
    const says = async (fields: Record<string, string>, headers: Record<string, string>, status: number, sentences: string[]) => {
      const page = await download(fields, headers)
      expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([status, 'text/html; charset=UTF-8', 'no-store'])
      const text = await page.text()
      for (const part of [`<html lang="${language}">`, `<h1>${title}</h1>`, ...sentences.map(escapeXml)]) expect(text).toContain(part)
      for (const hidden of [offered.number, offered.check, '<script']) expect(text).not.toContain(hidden)
      return page.headers.get('retry-after')
    }
    // The time of the offer is over.
    await says({}, from, 404, [problems.notOffered.title, problems.notOffered.sentence])
    await says({ record: letter.id }, from, 404, [problems.notOffered.title])
    for (let tries = 0; tries < 10; tries++) await says(tries % 2 === 0 ? { check: 'AAAA-AAAA' } : { number: '01-99999/2026' }, from, 404, [notFoundTitle, notFound])
    expect(await says({}, from, 429, [waitTitle])).toMatch(/^(300|29\d)$/)
  }
  await server.parts.database.pool.query('delete from public_download')
  expect(await (await download({}, browserSays)).text()).toContain(texts.en.problems.notOffered.title)
  for (const accept of ['application/json', '*/*', 'application/problem+json, text/html;q=0.5']) {
    const problem = await download({}, { accept })
    expect([problem.status, problem.headers.get('content-type'), await problem.json()]).toMatchObject([404, 'application/problem+json', { type: 'not-found' }])
  }
  const throttled = await download({}, { 'x-forwarded-for': '203.0.113.0' })
  expect([throttled.status, throttled.headers.get('retry-after'), await throttled.json()]).toMatchObject([429, expect.stringMatching(/^\d+$/), { type: 'too-many-requests' }])
})

test('whatever goes wrong below /status is a page for a browser, and a problem document for a program and for whoever asks the interface', async () => {
  const said = async (path: string, options: RequestInit) => {
    const answer = await fetch(`${server.url}${path}`, { ...options, headers: { ...browserSays, 'accept-language': 'ro', 'x-forwarded-for': '203.0.113.99', ...options.headers } })
    return [answer.status, answer.headers.get('content-type'), await answer.text()] as const
  }
  const page = 'text/html; charset=UTF-8'
  expect(await said('/status/nothing', {})).toEqual([404, page, expect.stringContaining(texts.ro.problems.noSuchPage.title)])
  expect(await said('/status', { method: 'POST', body: 'x'.repeat(5000) })).toEqual([413, page, expect.stringContaining(texts.ro.problems.notUnderstood.title)])
  expect(await said('/status', { headers: { 'x-forwarded-proto': 'http' } })).toEqual([400, page, expect.stringContaining(texts.ro.problems.insecure)])
  expect(await said('/status/api/nothing', {})).toEqual([404, 'application/problem+json', expect.any(String)])
})

describe.skipIf(!browserIsThere)('in a browser', () => {
  test.each(languages)('S2-09 S2-06 a file that was taken back: the button leads to a page that fits a phone of 360 px, without script: %s', async (language) => {
    const { pool } = server.parts.database
    await pool.query("insert into public_download (card, record, name, offered_by, offered_at) select id, $1, 'Reply', 'ana', now() from card where number = $2", [offered.record, offered.number])
    const browser = await openBrowser()
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, locale: language })
    const page = await context.newPage()
    await page.goto(`${server.url}/status`)
    const text = texts[language]
    await page.getByLabel(text.number, { exact: true }).fill(offered.number)
    await page.getByLabel(text.check, { exact: true }).fill(offered.check)
    await page.getByRole('button', { name: text.show }).click()
    const get = page.getByRole('button', { name: text.getReply.replace('{name}', 'Reply') })
    await get.waitFor()
    await pool.query('delete from public_download')
    await get.click()
    await page.getByRole('heading', { name: text.problems.notOffered.title }).waitFor()
    expect(await page.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth)).toBe(true)
    await page.getByRole('link', { name: text.toLookUp }).first().click()
    await page.getByLabel(text.number, { exact: true }).waitFor()
    await browser.close()
  })
})

test('the role for a process of its own is made by a command, or by what it prints for an administrator of the database', async () => {
  const printed = await runOpis(['status', 'role', '--sql'], {})
  expect(printed.code).toBe(0)
  expect(printed.out).toContain(`grant execute on function public_status.look_up(text, text, text) to ${statusRole};`)
  expect(printed.out).not.toMatch(/grant [^;]* on (table )?(card|entry)/)
  const embedded = await runOpis(['status', 'role', '--json'], { OPIS_DATA: server.dataFolder })
  expect([embedded.code, embedded.err]).toEqual([3, expect.stringContaining('/status')])
})
