import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { scheduleList, versionView } from '#contract/schedules.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

/** A new version of the rules in a real browser: written by one person, approved by another. */
describe.skipIf(!browserIsThere)('two records managers', () => {
  let folder: string
  let server: RunningServer
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-rules-'))
    await copyFile(join(import.meta.dirname, '../../retention-rules/ua/2024.yaml'), join(folder, 'ua.yaml'))
    server = await runServer({ settings: { OPIS_SCHEDULES: folder } })
    browser = await openBrowser()
    page = await pageOf(await addUser(server.url, server.admin, { name: 'vera', roles: ['records-manager'] }))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function pageOf(user: TestUser): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 850 }, locale: 'en' })
    const [name = '', value = ''] = user.cookie.split('=')
    await context.addCookies([{ name, value, url: server.url }])
    const made = await context.newPage()
    made.on('pageerror', (error) => complaints.push(error.message))
    return made
  }
  const versions = async () => (await server.admin.get(scheduleList, 'GET', '/api/retention/schedules')).schedules.flatMap((schedule) => schedule.versions)

  test('sees loudly what nobody confirmed, and confirms a rule', async () => {
    await page.goto(`${server.url}/retention/schedules`)
    await page.getByText('NOT CONFIRMED: 3').waitFor()
    await page.getByRole('link', { name: '2024-01-05' }).click()
    const row = page.getByRole('row', { name: /ст\. 82/ })
    await row.getByText('NOT CONFIRMED', { exact: true }).waitFor()
    await row.getByRole('button', { name: 'Confirm' }).click()
    await page.getByLabel('What was compared').fill('order 578/5, article 82, in the gazette')
    await page.getByLabel('Where the act stands').press('Enter')
    await row.getByText('confirmed here').waitFor()
    await page.getByText('NOT CONFIRMED: 2').waitFor()
  })

  test('writes a new version with a form, is told a fault at its field, and mends it', async () => {
    await page.goto(`${server.url}/retention/schedules`)
    await page.getByRole('button', { name: 'New version' }).click()
    await page.getByLabel('Name of the version').fill('2026-01-01')
    await page.getByLabel('In force from').fill('2026-01-01')
    await page.getByLabel('Legal basis of the change').fill('order 1/5 of 2025-12-01')
    await page.getByRole('button', { name: 'Make the draft' }).click()
    await page.getByRole('button', { name: /ст\. 80/ }).click()
    const length = page.getByLabel('Length')
    await length.fill('7')
    await length.press('Tab')
    await page.getByLabel('Name of the event').fill('Decision!')
    await page.getByLabel('Name of the event').press('Tab')
    await page.getByText('Not saved yet.').waitFor()
    await page.getByRole('button', { name: 'Save and check' }).click()
    await page.getByRole('alert').filter({ hasText: 'event name' }).first().waitFor()
    await page.getByLabel('Name of the event').fill('decision.issued')
    await page.getByLabel('Name of the event').press('Tab')
    await page.getByRole('button', { name: 'Save and check' }).click()
    await page.getByText('Saved; the check finds no fault.').first().waitFor()
    const draft = (await versions()).find(({ state }) => state === 'draft')
    const { yaml } = await server.admin.get(versionView, 'GET', `/api/retention/schedules/versions/${draft?.id ?? ''}`)
    expect(yaml).toMatch(/retain: \{for: P7Y, from: "?decision\.issued"?\}/)
    expect(yaml).toContain('# ---- not confirmed ----')
  })

  test('reads what changes, tries it on the archive and proposes it; another person approves', async () => {
    await page.getByRole('link', { name: 'Back to the version' }).click()
    await page.getByText('5 years from the first day of the year after “decision.issued” → 7 years').waitFor()
    await page.getByRole('button', { name: 'Simulate on the whole archive' }).click()
    await page.getByText('No date of any record or file moves.').waitFor()
    await page.getByRole('button', { name: 'Propose' }).click()
    await page.getByText('Whoever wrote or proposed a version does not approve it.').waitFor()
    const petro = await pageOf(await addUser(server.url, server.admin, { name: 'petro', roles: ['head'] }))
    await petro.goto(page.url())
    await petro.getByRole('button', { name: 'Approve' }).click()
    await petro.getByText('in force', { exact: true }).waitFor()
    expect((await versions()).map(({ version, standing }) => `${version} ${standing ?? ''}`)).toEqual(['2026-01-01 in-force', '2024-01-05 superseded'])
    expect(complaints).toEqual([])
  })

  test('brings rules in from a workbook, and is told what the spreadsheet made of an article', async () => {
    await page.goto(`${server.url}/retention/schedules`)
    await page.getByRole('button', { name: 'New version' }).first().press('Enter')
    await page.getByLabel('Name of the version').fill('2027-01-01')
    await page.getByLabel('In force from').fill('2027-01-01')
    await page.getByLabel('Legal basis of the change').fill('order 9/5 of 2026-12-01')
    const workbook = await writeXlsx([['id', 'cite', 'title_en', 'classes', 'for', 'at_end', 'source'], ['maps', 'ст. 9', 'Maps of the town', 'maps', 'permanent', 'keep', 'local'], ['plans', 1.1, 'Plans of streets', 'plans', 10, 'destroy', 'local']].map((row) => row.map((value) => ({ value })))).toBuffer()
    await page.getByLabel('Rules from a table (XLSX or CSV), if there is one').setInputFiles({ name: 'rules.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: workbook })
    await page.getByRole('button', { name: 'Make the draft' }).press('Enter')
    await page.getByRole('alert').filter({ hasText: 'A draft was made; the table has faults' }).waitFor()
    await page.getByText(/Row 3.*1\.1 and 1\.10 are the same/).waitFor()
    await page.getByRole('button', { name: 'Open the draft' }).press('Enter')
    await page.getByText('Plans of streets').first().waitFor()
    const made = (await versions()).find(({ version }) => version === '2027-01-01')
    expect((await server.admin.get(versionView, 'GET', `/api/retention/schedules/versions/${made?.id ?? ''}`)).ruleList.filter(({ id }) => ['maps', 'plans'].includes(id)).map(({ id, said }) => [id, said['en']])).toEqual([['maps', expect.stringContaining('permanent')], ['plans', expect.stringContaining('10 years')]])
    expect(complaints).toEqual([])
  })
})
