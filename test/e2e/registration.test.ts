import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { cardList, cardView } from '#contract/card-view.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

/** Registering in a real browser with the keyboard alone. */
describe.skipIf(!browserIsThere)('the registration screen', () => {
  let server: RunningServer
  let browser: Browser
  let ana: TestUser
  let page: Page
  let presses = 0

  beforeAll(async () => {
    server = await runServer()
    await seedTownHall(server.parts.database.db)
    ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
    browser = await openBrowser()
    page = await pageOf(server, browser, ana, '/registry/new')
    await focused('who')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  /** Waits until the field of that id has the focus. */
  const focused = (id: string) => page.locator(`#${id}:focus`).waitFor()
  const type = async (text: string) => {
    presses += text.length
    await page.keyboard.type(text)
  }
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      presses += 1
      await page.keyboard.press(key)
    }
  }
  const numberShown = async () => (await page.getByRole('status', { name: 'Registered' }).locator('.big').textContent()) ?? ''

  test('S0-07 a clerk registers a letter by keyboard alone in well under 60 seconds, with number, day, label and receipt', async () => {
    const begunMs = performance.now()
    await type('Іваненко Олег')
    await page.getByRole('option', { name: /New: Іваненко Олег/ }).waitFor()
    await press('Enter')
    await page.getByRole('group', { name: /New/ }).waitFor()
    await press('Enter')
    await focused('theirNumber')
    await type('12-A/3')
    await press('Enter')
    await type('15.01.26')
    await press('Enter')
    await type('Repair of the street light')
    await press('Tab')
    await type('2')
    await press('Enter')
    await type('1')
    await press('Control+Enter')
    const number = await numberShown()
    const tookMs = performance.now() - begunMs
    expect(number).toMatch(/^01-1\/\d{4}$/)
    expect(presses).toBeLessThan(80)
    // At 60 words a minute a person presses five keys a second.
    expect(tookMs + presses * 200).toBeLessThan(60_000)
    const { cards } = await ana.bySession.get(cardList, 'GET', '/api/cards')
    const seen = await ana.bySession.get(cardView, 'GET', `/api/cards/${cards[0]?.id ?? ''}`)
    expect(seen).toMatchObject({ number, subject: 'Repair of the street light', theirNumber: '12-A/3', theirDate: '2026-01-15', sheets: 2, annexSheets: 1, paper: 'kept', correspondent: { name: 'Іваненко Олег' } })
    for (const name of ['Label', 'Receipt']) {
      const answer = await page.request.get(`${server.url}${(await page.getByRole('link', { name }).getAttribute('href')) ?? ''}`)
      expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf'])
    }
    await focused('next')
  })

  test('the next letter of the same person, typed in another script: found, the double noticed, the draft survives a reload', async () => {
    await press('Enter')
    await focused('who')
    await type('Ivanenko')
    await page.getByRole('option', { name: 'Іваненко Олег' }).waitFor()
    await press('Enter')
    await focused('theirNumber')
    await type('12-a/03')
    await press('Enter')
    await type('15.1.2026')
    await press('Enter')
    await type('Street light again')
    await page.reload()
    await page.getByLabel('Subject').waitFor()
    expect(await page.getByLabel('Subject').inputValue()).toBe('Street light again')
    await page.getByLabel('Subject').press('Control+Enter')
    await page.getByRole('alert', { name: 'Perhaps registered already' }).getByText('once more').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('same number and date of theirs')
    await page.getByLabel('Subject').press('Control+Enter')
    expect(await numberShown()).toMatch(/^01-2\//)
  })

  test('the card shows who holds it, the timeline, what the citizen sees; a change is kept as old and new', async () => {
    await page.getByRole('link', { name: 'Open the card' }).click()
    await page.getByRole('heading', { name: 'Who holds it' }).waitFor()
    for (const heading of ['Timeline', 'What the citizen sees', 'Papers', 'Related documents']) await page.getByRole('heading', { name: heading }).waitFor()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByLabel('Subject').fill('Street light, again')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Card changed').waitFor()
    await page.goto(`${server.url}/registry?number=1-2`)
    await page.getByText('Street light, again').waitFor()
  })
})
