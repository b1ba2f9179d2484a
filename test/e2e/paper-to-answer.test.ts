import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { enrol } from '#agent/enrolment/enrol.ts'
import { scanPile } from '#agent/station/scan-pile.ts'
import { stationCode } from '#contract/identity.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { layOutPile } from '#test/support/paper-pile.ts'
import { freshFolder } from '#test/support/pile.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

const password = 'a password of some length'
const petition = ['To the town hall of Fernhill', '', 'The undersigned ask the council to mend', 'the wooden footbridge over the mill race', 'before the children go back to school.']
const petitionEnd = ['Page 2', '', 'A copper lantern should hang at each end', 'so that nobody falls in the dark months.']

/** The whole line with every part real: paper, station, recogniser, server and browser. */
describe.skipIf(!browserIsThere)('from paper to answer in a browser', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  let folder: string
  const complaints: string[] = []

  beforeAll(async () => {
    server = await runServer({ recognisers: 1 })
    folder = await freshFolder('e2e')
    const { code } = await server.admin.get(stationCode, 'POST', '/api/stations/code')
    await enrol({ server: server.url, code, name: 'desk', role: 'station', dataFolder: join(folder, 'station') })
    browser = await openBrowser()
    page = await (await browser.newContext({ viewport: { width: 1280, height: 850 } })).newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) complaints.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) complaints.push(`left the machine: ${request.url()}`)
    })
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  test('the one-time password is replaced at the first sign-in', async () => {
    await page.goto(server.url)
    await page.getByRole('textbox', { name: 'User name' }).fill(server.firstAdmin?.name ?? '')
    await page.getByRole('textbox', { name: 'Password' }).fill(server.firstAdmin?.oneTimePassword ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('New password', { exact: true }).fill(password)
    await page.getByLabel('New password again').fill(password)
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('searchbox', { name: 'Search words' }).waitFor()
  })

  test('a pile is watched while it runs and every sheet is accounted for', async () => {
    const pile = await layOutPile(server, join(folder, 'pile'), [
      { order: { class: 'petitions', date: '2024-05-02', sheets: 2 }, pages: [{ lines: petition }, { lines: petitionEnd, turn: 180 }] },
    ])
    const report = scanPile({ serverUrl: server.url, dataFolder: join(folder, 'station'), giveUpAfterMs: 60_000, pile: { folder: join(folder, 'pile') }, wait: true })
    await page.getByRole('link', { name: 'Capture' }).click()
    await expect.poll(() => page.locator('a[href^="/capture/"]').count(), { timeout: 30_000 }).toBeGreaterThan(0)
    await page.getByRole('list', { name: 'Batches' }).getByRole('link').first().click()
    await page.getByRole('group', { name: `Fed: ${pile.sheets}` }).waitFor()
    await page.locator('[data-test=batch-state]', { hasText: 'closed' }).waitFor()
    await page.getByText('Every sheet is accounted for.').waitFor()
    expect(await report).toMatchObject({ state: 'closed', fed: 3, archived: 2, searchable: true, setAside: [{ image: 1, reason: 'cover' }], exceptions: [] })
  })

  test('S2-15 search finds the page and the words are marked on its picture', async () => {
    await page.getByRole('link', { name: 'Search', exact: true }).click()
    await page.getByRole('searchbox', { name: 'Search words' }).fill('"copper lantern"')
    await page.keyboard.press('Enter')
    await page.locator('[data-test=total]', { hasText: '1' }).waitFor()
    await page.getByRole('link', { name: 'Petitions of citizens, 2 May 2024', exact: true }).click()
    await page.locator('[data-test=mark]').first().waitFor()
    expect(await page.locator('[data-test=mark]').count()).toBe(2)
    await page.locator('[data-test=page-number]', { hasText: '2' }).waitFor()
  })

  test('the record says until when it is kept and why', async () => {
    await page.getByRole('link', { name: 'Record and retention' }).click()
    const retention = page.locator('[data-test=retention]')
    await retention.waitFor()
    expect(await retention.textContent()).toMatch(/Kept until 1 January 2030.*5 years counted from 1 January 2025/)
  })

  test('no script failed, no policy was broken, nothing left the machine', () => {
    expect(complaints).toEqual([])
  })
})
