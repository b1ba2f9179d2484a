import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { importAnswer, recordView } from '#contract/records.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { signedInPage } from '#test/support/signed-in-page.ts'

/** Holds and requests to erase in a real browser on the real server. */
describe.skipIf(!browserIsThere)('a records manager', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  let complaints: string[]
  const records: string[] = []

  beforeAll(async () => {
    server = await runServer()
    for (const [name, query] of [['bridge', 'class=correspondence&date=2015-03-01'], ['pier', 'class=correspondence&date=2026-01-10'], ['quay', 'class=correspondence&date=2016-02-01'], ['mole', 'class=correspondence&date=2014-02-01']] as const) {
      const { record } = await server.admin.get(importAnswer, 'POST', `/api/import?name=${name}.txt&${query}`, { body: Buffer.from(`Letter about the ${name} of the town`) })
      records.push(record ?? '')
    }
    for (const id of records) await vi.waitUntil(async () => (await server.admin.get(recordView, 'GET', `/api/records/${id}`)).state === 'searchable', { timeout: 30_000 })
    browser = await openBrowser()
    ;({ page, complaints } = await signedInPage(server, browser))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const state = async (at: number) => (await server.admin.get(recordView, 'GET', `/api/records/${records[at] ?? ''}`)).retention.state

  test('places a hold by keyboard on what a search finds, sees what it covers, and may not release it', async () => {
    await page.goto(`${server.url}/retention/holds`)
    await page.getByRole('button', { name: 'Place a hold' }).press('Enter')
    await page.getByLabel('Reason').fill('Inquiry of the prosecutor')
    await page.getByLabel('On whose authority').fill('Order 12/2026')
    await page.getByLabel('To be reviewed on').fill('2099-01-31')
    await page.getByRole('combobox', { name: 'What it covers' }).click()
    await page.getByRole('option', { name: 'Search' }).click()
    await page.getByRole('textbox', { name: 'Search' }).fill('bridge')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Place the hold' }).press('Enter')
    await page.getByRole('link', { name: /H-1 Inquiry of the prosecutor/ }).click()
    await page.getByText('Documents that it covers now: 1').waitFor()
    await page.getByRole('link', { name: /bridge/ }).waitFor()
    await page.getByText('You placed this hold; another person has to release it.').waitFor()
    await expect.poll(() => state(0)).toBe('held')
  })

  test('keeps a hold after its review', async () => {
    await page.getByLabel('Why it stays').fill('The inquiry goes on')
    await page.getByLabel('To be reviewed next on').fill('2099-06-30')
    await page.getByRole('button', { name: 'Keep the hold' }).click()
    await page.getByText('review on 30 June 2099').waitFor()
  })

  test('prints the list without the menu, and takes it away as CSV and ODS', async () => {
    await page.goto(`${server.url}/retention/holds`)
    await page.getByRole('link', { name: /H-1/ }).waitFor()
    await page.evaluate("window.print = () => document.body.setAttribute('data-printed', 'yes')")
    await page.getByRole('button', { name: 'Print', exact: true }).press('Enter')
    expect(await page.getAttribute('body', 'data-printed')).toBe('yes')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('link', { name: /H-1 Inquiry of the prosecutor/ }).isVisible()).toBe(true)
    for (const name of ['Registry', 'Overview', 'CSV']) expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0)
    expect(await page.getByRole('button').count()).toBe(0)
    await page.emulateMedia({ media: 'screen' })
    const file = async (name: string) => (await page.request.get(`${server.url}${(await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? ''}`)).body()
    expect((await file('CSV')).toString('utf8')).toMatch(/Number,Reason,Authority,Covers,From,By,Review on,Released on\r\nH-1,Inquiry of the prosecutor,Order 12\/2026,query: bridge,/)
    expect((await file('ODS')).subarray(0, 2).toString('latin1')).toBe('PK')
    for (const [path, head] of [['acts', 'Number,Kind,Title,Fonds,From,By,Lines,State'], ['transfers', 'Number,Title,Fonds,From,Until,Archive,Lines,By,State']] as const) {
      await page.goto(`${server.url}/retention/${path}`)
      expect((await file('CSV')).toString('utf8')).toContain(head)
    }
    expect((await server.admin.send('GET', '/api/erasure-requests?format=csv&language=uk')).bytes.toString('utf8')).toContain('Номер,Заголовок,Причина,Від,До,Документів')
  })

  test('releases a hold that somebody else placed', async () => {
    await server.admin.send('POST', '/api/holds', { json: { reason: 'Old matter', authority: 'Letter 3', reviewOn: '2099-01-01', scopes: [{ kind: 'record', target: records[2] }] } })
    await expect.poll(() => state(2)).toBe('held')
    await page.goto(`${server.url}/retention/holds/H-2`)
    await page.getByLabel('Why it is no longer needed').fill('The court has decided')
    await page.getByRole('button', { name: 'Release the hold' }).click()
    await page.getByText(/Released on .* by .*: The court has decided/).waitFor()
    await expect.poll(() => state(2)).toBe('eligible')
  })

  test('takes in a request to erase, has it assessed and reads the answer in another language', async () => {
    await page.goto(`${server.url}/retention/erasure`)
    await page.getByRole('button', { name: 'Take in a request' }).press('Enter')
    await page.getByLabel('Who asks').fill('Maria Lungu')
    await page.getByLabel('Or which documents').fill(records.slice(0, 3).join('\n'))
    await page.getByRole('button', { name: 'Take in', exact: true }).press('Enter')
    await page.getByRole('heading', { name: 'E-1 Maria Lungu' }).waitFor()
    await page.getByRole('button', { name: 'Assess' }).press('Enter')
    await page.getByText(/must be kept by law until its term ends · rule correspondence \(4\)/).waitFor()
    await page.getByText('to be put on an act').waitFor()
    await page.getByRole('button', { name: 'Draw up an act of what may go' }).press('Enter')
    await page.getByText(/act 1\/\d{4}/).waitFor()
    await page.getByRole('combobox', { name: 'Language of the answer' }).click()
    await page.getByRole('option', { name: 'Українська' }).click()
    await page.getByText(/Відповідь на ваш запит № E-1/).waitFor()
    expect(await page.locator('.letter').textContent()).not.toContain('H-1')
  })

  test('sees what is kept longer than needed; what stands on an act or is held is not', async () => {
    await page.goto(`${server.url}/retention/erasure`)
    await page.getByRole('link', { name: /mole/ }).waitFor()
    expect(await page.getByRole('link', { name: /quay|bridge/ }).count()).toBe(0)
    expect(await page.locator('opis-kept-longer').getByRole('link', { name: 'CSV' }).getAttribute('href')).toContain('format=csv')
    expect(complaints).toEqual([])
  })
})
