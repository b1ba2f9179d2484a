import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { cardTasks } from '#contract/assignments.ts'
import { cardRegistered } from '#contract/cards.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let browser: Browser
let ana: TestUser
let olga: TestUser
let mayor: TestUser

describe.skipIf(!browserIsThere)('reports in a browser', () => {
  beforeAll(async () => {
    server = await runServer()
    browser = await openBrowser()
    await seedTownHall(server.parts.database.db)
    ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
    olga = await addUser(server.url, server.admin, { name: 'olga', roles: ['controller'], units: ['cityhall'] })
    mayor = await addUser(server.url, server.admin, { name: 'mayor', roles: ['head'], units: ['cityhall'] })
    await addUser(server.url, server.admin, { name: 'ion', roles: ['reader'], units: ['housing'] })
    for (const subject of ['A broken bench', 'The well on Garden street']) {
      const { id } = await ana.byToken.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject } })
      await mayor.byToken.get(cardTasks, 'POST', `/api/cards/${id}/resolutions`, { json: { text: 'To answer', tasks: [{ unit: 'housing', executor: 'ion' }] } })
    }
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  test('S2-16 the controller opens the discipline report, goes from a number to its documents and takes the report away', async () => {
    const page = await pageOf(server, browser, olga, '/tasks/reports')
    await page.getByRole('link', { name: 'Executive discipline' }).click()
    await page.getByText('The figures agree with the registers.').waitFor()
    const row = page.getByRole('row', { name: /Housing.*ion/ })
    await expect.poll(() => row.getByRole('cell').allTextContents()).toEqual(['2', '0', '0', '0', '2', '—', '0', '0'])
    await row.getByRole('link').first().click()
    await page.getByText('2 in the list').waitFor()
    await page.getByRole('link', { name: 'Back to the report' }).click()
    await page.getByLabel('Unit').selectOption('finance')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(/unit=finance/)
    const pdf = await page.request.get(`${server.url}${(await page.getByRole('link', { name: 'PDF/A' }).getAttribute('href')) ?? ''}`)
    expect(pdf.headers()['content-type']).toBe('application/pdf')
    await page.context().close()
  })

  test('S3-07 the reports speak the language of the screen and fit on a phone', async () => {
    const page = await pageOf(server, browser, mayor, '/tasks/reports/discipline', 'uk')
    await page.setViewportSize({ width: 390, height: 800 })
    await page.getByText('Цифри збігаються з журналами.').waitFor()
    await page.getByRole('columnheader', { name: 'Виконано вчасно' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.context().close()
  })
})
