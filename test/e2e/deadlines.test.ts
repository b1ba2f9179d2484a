import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { cardRegistered } from '#contract/cards.ts'
import { webhookList } from '#contract/notices.ts'
import { calendarYear, cardTerm, ruleList } from '#contract/terms.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

/** Deadlines, calendars and notices in a real browser on the real server, with the real clock. */
describe.skipIf(!browserIsThere)('deadlines on the screen', () => {
  let server: RunningServer
  let browser: Browser
  let ana: TestUser
  let root: TestUser
  const today = dayIn('Europe/Chisinau', new Date())
  const later = (days: number) => formatCivilDate(addDays(parseCivilDate(today) ?? (0 as never), days))

  beforeAll(async () => {
    server = await runServer()
    const { db } = server.parts.database
    await seedTownHall(db)
    await db.update(documentKind).set({ term: 'md.petition' }).where(and(eq(documentKind.code, 'petition'), eq(documentKind.version, 1)))
    await db.insert(documentKind).values({ code: 'request', version: 1, name: { en: 'Request' }, flow: 'appeals', term: 'ua.information', validFrom: '2020-01-01' })
    ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
    root = await addUser(server.url, server.admin, { name: 'root', roles: ['administrator'], units: ['cityhall'] })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const narrow = async (page: Page) => {
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.close()
  }

  test('S4-12 the screen shows each rule with its legal basis and says loudly what was not seen in the law; a change is a new version', async () => {
    const page = await pageOf(server, browser, root, '/administration/deadlines')
    const petition = page.locator('article', { hasText: 'md.petition' })
    await petition.getByText('Codul administrativ 116/2018, art. 60 alin. (1)', { exact: false }).waitFor()
    await page.locator('article', { hasText: 'ua.administrative-case' }).getByText('UNCONFIRMED').first().waitFor()
    await page.getByText('Rules with something that was not seen in the law', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Change ge.complaint' }).click()
    await page.getByRole('textbox', { name: 'Where it was read' }).fill('The Code itself, read by the lawyer')
    await page.getByText('I have read this in the law', { exact: false }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Rule saved').waitFor()
    const { rules } = await root.bySession.get(ruleList, 'GET', '/api/terms/rules')
    expect(rules.find(({ rule }) => rule.id === 'ge.complaint')).toMatchObject({ shipped: false, changedBy: 'root', doubt: false, rule: { status: 'confirmed' } })
    await narrow(page)
  })

  test('G4 a clerk extends a deadline on the card with words for the citizen', async () => {
    const card = await ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'appeals', kind: 'petition', subject: 'Street light' } })
    const page = await pageOf(server, browser, ana, `/registry/cards/${card.id}`)
    const section = page.locator('opis-card-term')
    await section.getByText('Codul administrativ', { exact: false }).waitFor()
    await section.getByRole('button', { name: 'Extend' }).click()
    await section.getByRole('textbox', { name: 'Reason, in words for the citizen' }).fill('An expert opinion is awaited')
    await section.getByRole('button', { name: 'Extend' }).click()
    await page.getByText('The deadline is now', { exact: false }).waitFor()
    expect(await ana.bySession.get(cardTerm, 'GET', `/api/cards/${card.id}/term`)).toMatchObject({ dueOn: later(45), by: 'extension' })
    await narrow(page)
  })

  test('G4 the administrator enters a calendar by clicks; an uncertain deadline is counted anew', async () => {
    const card = await ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'appeals', kind: 'request', subject: 'A list' } })
    const before = await ana.bySession.get(cardTerm, 'GET', `/api/cards/${card.id}/term`)
    expect(before.uncertain).toBe(true)
    const page = await pageOf(server, browser, root, '/administration/calendars')
    await page.getByText('Open documents with an uncertain deadline', { exact: false }).waitFor()
    const off = before.dueOn ?? ''
    while ((await page.getByRole('main').locator('strong[aria-live]').textContent()) !== off.slice(0, 4)) await page.getByRole('button', { name: off.slice(0, 4), exact: true }).click()
    const name = new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${off}T00:00:00Z`))
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('textbox', { name: 'Note' }).fill('Holiday')
    await page.getByRole('button', { name: 'Day off', exact: true }).click()
    await page.getByRole('button', { name: `${name}, off, Holiday` }).waitFor()
    expect((await root.bySession.get(calendarYear, 'GET', `/api/calendars/ua?year=${off.slice(0, 4)}`)).days).toEqual([{ day: off, kind: 'off', note: 'Holiday' }])
    await page.getByLabel('Entered until').fill(`${Number(today.slice(0, 4)) + 1}-12-31`)
    await page.getByRole('button', { name: 'Save and count deadlines anew' }).click()
    await expect.poll(async () => (await ana.bySession.get(cardTerm, 'GET', `/api/cards/${card.id}/term`)).uncertain, { timeout: 30_000 }).toBe(false)
    expect((await ana.bySession.get(cardTerm, 'GET', `/api/cards/${card.id}/term`)).dueOn).not.toBe(before.dueOn)
    await narrow(page)
  })

  test('G4 reminders, outbox and notices stand on their screens; without the setting the outbox says that nothing is mailed', async () => {
    const page = await pageOf(server, browser, root, '/administration/reminders')
    await page.getByLabel('Days before the deadline').fill('5')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved').waitFor()
    await page.getByRole('textbox', { name: 'Name' }).fill('Portal')
    await page.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9/hook')
    for (const event of ['Overdue tasks', 'Documents that were sent']) await page.getByRole('group', { name: 'It is told of' }).getByText(event, { exact: true }).click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Secret of Portal').waitFor()
    expect((await root.bySession.get(webhookList, 'GET', '/api/webhooks')).webhooks.map(({ events }) => events)).toEqual([['card.stage', 'card.sent', 'assignment.overdue']])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
    await page.goto(`${server.url}/administration/outbox`)
    await page.getByText('Mail is not set up on this server', { exact: false }).waitFor()
    await page.goto(`${server.url}/tasks/notices`)
    await page.getByText('There is nothing new.').waitFor()
    await page.getByRole('link', { name: 'Notices', exact: true }).first().waitFor()
    await narrow(page)
  })
})
