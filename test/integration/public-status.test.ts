import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newCard, type CardRegistered } from '#contract/cards.ts'
import { languages } from '#kernel/language.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { statusRole } from '#server/public-status/role/status-role.ts'
import { texts } from '#server/public-status/texts/choose-language.ts'
import { enterStage } from '#server/registry/cards/note-card.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { endProcess } from '#test/support/end-process.ts'
import { testClock } from '#test/support/identity-app.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

const root = resolve(import.meta.dirname, '../..')
const roleAnswer = z.object({ role: z.string(), databaseUrl: z.string() })
const doctorAnswer = z.object({ checks: z.array(z.object({ name: z.string(), state: z.string(), detail: z.string() })) })
let own: TestDatabase
let database: Database
let child: ChildProcess
let url = ''
let statusUrl = ''
let petition: CardRegistered
let sites: { server: Server; origin: string }[] = []

/** A web site of somebody else: one page that carries the element. */
async function site(): Promise<{ server: Server; origin: string }> {
  const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><html lang="ro"><title>Site</title><script src="${url}/status/embed.js" defer></script><h1>Primăria</h1><opis-status></opis-status>`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { server, origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` }
}

beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 3)
  await seedTownHall(database.db)
  const context = { db: database.db, clock: testClock('2026-03-02T08:00:00Z'), outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  petition = await registerCard(context, newCard.parse({ register: 'appeals', kind: 'petition', subject: 'Noise' }), { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false })
  await database.db.transaction((tx) => enterStage(tx, petition.id, { stage: 'extended', onDay: '2026-03-20', untilOn: '2026-04-16', reason: 'a survey is needed' }, new Date('2026-03-20T09:00:00Z')))
  // As an administrator makes it. The role belongs to the whole PostgreSQL server: no other test may give it a password.
  const { code, out } = await runOpis(['status', 'role', '--json'], { DATABASE_URL: own.url })
  expect(code).toBe(0)
  const made = roleAnswer.parse(JSON.parse(out))
  expect(made.role).toBe(statusRole)
  statusUrl = made.databaseUrl
  sites = [await site(), await site()]
  // All that this process knows: no data folder, no key, no account of the server.
  child = spawn(resolve(root, 'node_modules/.bin/node'), ['server/cli/opis.ts', 'status', 'start', '--json', '--port', '0'], {
    cwd: root,
    env: { PATH: '/usr/bin:/bin', OPIS_STATUS_DATABASE_URL: statusUrl, OPIS_STATUS_ORIGINS: sites[0]?.origin ?? '', OPIS_ARCHIVE_NAME: 'Primăria Ungheni' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  url = (JSON.parse(line.toString()) as { url: string }).url
})
afterAll(async () => {
  if (child) await endProcess(child, 'SIGTERM')
  for (const { server } of sites) server.close()
  await database.close()
  await own.drop()
})

test('the process lives and is ready with the rights of its role alone; started without a database it says what is missing', async () => {
  expect([(await fetch(`${url}/health`)).status, (await fetch(`${url}/ready`)).status]).toEqual([200, 200])
  expect((await fetch(url)).url).toBe(`${url}/status`)
  const { code, err } = await runOpis(['status', 'start', '--json'], {})
  expect([code, err]).toEqual([3, expect.stringContaining('OPIS_STATUS_DATABASE_URL')])
})

test('health and doctor look at it, and doctor warns of an account that may read more', async () => {
  const asked = await runOpis(['health', 'status', '--json'], { OPIS_STATUS_PORT: new URL(url).port })
  expect([asked.code, JSON.parse(asked.out)]).toEqual([0, { part: 'status', healthy: true, detail: 'ready' }])
  const checkOf = async (account: string) => {
    const { out } = await runOpis(['doctor', '--json'], { OPIS_DATA: resolve(root, '.cache/no-such-data'), DATABASE_URL: own.url, OPIS_STATUS_DATABASE_URL: account })
    return doctorAnswer.parse(JSON.parse(out)).checks.find(({ name }) => name === 'public status')
  }
  expect(await checkOf(statusUrl)).toMatchObject({ state: 'ok', detail: `${statusRole} may look up and count, and reads no table` })
  expect(await checkOf(own.url)).toMatchObject({ state: 'warn' })
})

test('S3-06 S0-15 unknown and wrong answers of the process cannot be told apart, and every look-up is counted', async () => {
  const ask = async (number: string) => {
    const answer = await fetch(`${url}/status/api/lookup`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ number, check: 'AAAA-AAAA' }) })
    return { status: answer.status, length: (await answer.text()).length, names: [...answer.headers.keys()].sort() }
  }
  expect(await ask(petition.number)).toEqual(await ask('П-9/26'))
  const { rows } = await database.pool.query("select sum(lookups)::int as lookups from public_lookup where outcome = 'not-found' and asker = 'json'")
  expect(rows).toEqual([{ lookups: 2 }])
})

test('the description of the interface names its one route', async () => {
  const document = (await (await fetch(`${url}/status/api/openapi.json`)).json()) as { paths: Record<string, { post: { responses: object } }> }
  expect(Object.keys(document.paths)).toEqual(['/status/api/lookup'])
  expect(Object.keys(document.paths['/status/api/lookup']?.post.responses ?? {})).toEqual(expect.arrayContaining(['200', '400', '403', '404', '429']))
})

describe.skipIf(!browserIsThere)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  const fits = (page: Page) => page.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth)

  test.each(languages)('S2-06 the page works on a phone of 360 px without script: %s', async (language) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, locale: language })
    const page = await context.newPage()
    await page.goto(`${url}/status`)
    const text = texts[language]
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await page.getByLabel(text.number, { exact: true }).fill(` № ${petition.number} `)
    await page.getByLabel(text.check, { exact: true }).fill(petition.checkValue.toLowerCase())
    await page.getByRole('button', { name: text.show }).click()
    await page.getByText(text.timeline).waitFor()
    expect(page.url()).toBe(`${url}/status?lang=${language}`)
    expect(await page.locator('ol.stages li').count()).toBe(2)
    expect(await page.locator('ol.stages li').last().textContent()).toContain('a survey is needed')
    // Another language asks again, without typing.
    const other = language === 'uk' ? 'ro' : 'uk'
    await page.locator(`nav button[lang=${other}]`).click()
    await page.getByText(texts[other].timeline).waitFor()
    await context.close()
  })

  test('S2-06 nothing is wider than 360 px, light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme, locale: 'ka' })
      const page = await context.newPage()
      for (const path of ['/status', '/status/figures']) {
        await page.goto(`${url}${path}`)
        expect(await fits(page)).toBe(true)
      }
      await context.close()
    }
  })

  test('S0-14 the element on a web site of the list gives the status; on another site the answer is refused', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'ro' })
    const look = async (at: number) => {
      const page = await context.newPage()
      await page.goto(sites[at]?.origin ?? '')
      await page.getByLabel(texts.ro.number).fill(petition.number)
      await page.getByLabel(texts.ro.check).fill(petition.checkValue)
      await page.getByRole('button', { name: texts.ro.show }).click()
      return page
    }
    const allowed = await look(0)
    await allowed.getByText('Termen prelungit până la 16 aprilie 2026, motivul: a survey is needed').first().waitFor()
    const refused = await look(1)
    await refused.getByText(texts.ro.fault).waitFor()
    expect(await refused.getByText('survey').count()).toBe(0)
    await context.close()
    const script = await fetch(`${url}/status/embed.js`)
    expect((await script.text()).length).toBeLessThan(20_000)
    const { rows } = await database.pool.query("select sum(lookups)::int as lookups from public_lookup where asker = 'component'")
    expect(rows).toEqual([{ lookups: 1 }])
  })
})
