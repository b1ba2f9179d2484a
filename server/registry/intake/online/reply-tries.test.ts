import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardRegistered } from '#contract/cards.ts'
import { addUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let letter: { number: string; checkValue: string }

beforeAll(async () => {
  server = await runServer({ settings: { OPIS_TRUSTED_PROXY: '127.0.0.0/8' } })
  await seedTownHall(server.parts.database.db)
  const ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  letter = await ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject: 'The well', channel: 'post' } })
})
afterAll(() => server.stop())

async function reply(from: string, check: string, { number = letter.number, language = 'en' } = {}): Promise<{ status: number; text: string; wait: number }> {
  const answer = await fetch(`${server.url}/apply/reply?lang=${language}`, { method: 'POST', headers: { 'x-forwarded-for': from }, body: new URLSearchParams({ number, check }) })
  return { status: answer.status, text: await answer.text(), wait: Number(answer.headers.get('retry-after') ?? 0) }
}
const wrong = '0000-0000'

test('S2-09 ten wrong check values in five minutes from one address are the last; right ones do not count', async () => {
  for (let tries = 0; tries < 12; tries += 1) expect((await reply('198.51.100.1', letter.checkValue)).status).toBe(200)
  const [first] = await Promise.all(Array.from({ length: 10 }, () => reply('198.51.100.1', wrong)))
  expect(first).toMatchObject({ status: 200, wait: 0 })
  const refused = await reply('198.51.100.1', letter.checkValue, { language: 'ro' })
  expect(refused).toMatchObject({ status: 429 })
  expect(refused.text).toContain('Prea multe încercări greșite. Încercați din nou peste 5 min.')
  expect([refused.wait > 290, refused.wait <= 300]).toEqual([true, true])
  expect((await reply('198.51.100.2', letter.checkValue)).status).toBe(200)
})

test('S2-09 a hundred wrong check values in an hour for one number are the last from anywhere, however it is written, known or not', async () => {
  for (const number of [letter.number, '99/2019']) {
    for (let tries = 0; tries < 100; tries += 1) await reply(`203.0.113.${tries}`, wrong, { number: tries % 2 === 0 ? number : ` nr. ${number} ` })
    const refused = await reply('198.51.100.3', letter.checkValue, { number })
    expect(refused).toMatchObject({ status: 429 })
    expect([refused.wait > 3500, refused.wait <= 3600]).toEqual([true, true])
  }
  expect((await reply('198.51.100.3', letter.checkValue, { number: '98/2019' })).text).toContain('There is nothing to download')
})

test('S2-09 too many questions from one address get a page that says when to come back', async () => {
  for (let tries = 0; tries < 30; tries += 1) await reply('198.51.100.9', letter.checkValue, { number: '97/2019' })
  const refused = await fetch(`${server.url}/apply/status?lang=en`, { method: 'POST', headers: { 'x-forwarded-for': '198.51.100.9' }, body: new URLSearchParams({ code: 'AAAA-AAAA-AAAA' }) })
  expect([refused.status, Number(refused.headers.get('retry-after')) > 500]).toEqual([429, true])
  expect(await refused.text()).toContain('Please try again in ten minutes')
})
