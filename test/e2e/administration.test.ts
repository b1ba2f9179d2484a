import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { callerSigning } from '#test/support/caller.ts'
import { enrolStation, runServer, type RunningServer, type TestAgent } from '#test/support/run-server.ts'
import { signedInPage } from '#test/support/signed-in-page.ts'

/** Administration in a real browser on the real server. */
describe.skipIf(!browserIsThere)('the administrator', () => {
  let server: RunningServer
  let station: TestAgent
  let browser: Browser
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    server = await runServer()
    station = await enrolStation(server)
    browser = await openBrowser()
    ;({ page, complaints } = await signedInPage(server, browser))
    await page.goto(`${server.url}/administration`)
  })
  afterAll(async () => {
    await browser?.close()
    await station?.close()
    await server?.stop()
  })

  const secret = () => page.locator('[data-test=secret]')
  const asks = async (token: string) => (await fetch(`${server.url}/api/session`, { headers: { authorization: `Bearer ${token}` } })).status
  /** A route that no agent may call tells a known agent (403) from nobody (401). */
  const stationAsks = async () => (await callerSigning(server.url, station.signer).send('GET', '/api/users')).status

  test('adds a user for a program and makes a token that has its rights', async () => {
    await page.getByRole('button', { name: 'Add a user' }).click()
    await page.getByLabel('User name').fill('importer')
    await page.getByRole('checkbox', { name: 'Archivist' }).press('Space')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('One-time password of importer').waitFor()

    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByLabel('Name of the program').fill('nightly import')
    await page.getByRole('combobox', { name: 'With the rights of' }).click()
    await page.getByRole('option', { name: /importer/ }).click()
    await page.locator('opis-token-dialog').getByRole('button', { name: 'Make a token' }).click()
    await page.getByText('Token: nightly import').waitFor()
    const token = (await secret().last().textContent()) ?? ''
    expect(token).toMatch(/^opis_/)
    expect(await asks(token)).toBe(200)

    await page.reload()
    const row = page.getByRole('list', { name: 'Tokens for programs' }).getByRole('listitem')
    await row.getByText('rights of importer').waitFor()
    expect(await row.count()).toBe(1)
    expect(await row.textContent()).toMatch(/nightly import.*last used.*ends/s)
    expect(await page.content()).not.toContain(token)

    await row.getByRole('button', { name: 'Revoke' }).click()
    await page.keyboard.press('Enter')
    await page.getByText('There is none.').waitFor()
    expect(await asks(token)).toBe(401)
  })

  test('sees the stations, makes a code for a new one and shuts an old one out', async () => {
    await page.getByRole('button', { name: 'Make a station code' }).click()
    expect(await secret().first().textContent()).toMatch(/^(\w{4}-){2}\w{4}$/)
    const row = page.getByRole('list', { name: 'Stations' }).getByRole('listitem').filter({ hasText: 'test station' })
    await row.getByRole('button', { name: 'Shut out' }).click()
    await row.getByRole('button', { name: 'Cancel' }).click()
    await row.getByRole('button', { name: 'Shut out' }).click()
    await row.getByRole('group').getByRole('button', { name: 'Shut out' }).click()
    await row.getByRole('button', { name: 'Let in again' }).waitFor()
    expect(await stationAsks()).toBe(401)
    await row.getByRole('button', { name: 'Let in again' }).click()
    await row.getByRole('button', { name: 'Shut out' }).waitFor()
    expect(await stationAsks()).toBe(403)
  })

  test('does not replace a password by one wrong press', async () => {
    const row = page.getByRole('list', { name: 'Users' }).getByRole('listitem').filter({ hasText: 'importer' })
    await row.getByRole('button', { name: 'New password' }).click()
    await page.getByText('Replace the password of importer?').waitFor()
    await page.keyboard.press('Escape')
    await row.getByRole('button', { name: 'New password' }).waitFor()
    expect(await page.getByText('One-time password of importer').count()).toBe(0)
  })

  test('no script failed and no policy was broken', () => {
    expect(complaints).toEqual([])
  })
})
