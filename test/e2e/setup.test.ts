import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { fillTemplate } from '#test/support/setup-workbook.ts'
import { signedInPage } from '#test/support/signed-in-page.ts'

/** The first day of a municipality in a real browser. */
describe.skipIf(!browserIsThere)('setting up', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  let complaints: string[]
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-setup-'))
    server = await runServer()
    browser = await openBrowser()
    ;({ page, complaints } = await signedInPage(server, browser))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const choose = async (name: string, changes: Record<string, string> = {}) => {
    const file = join(folder, name)
    await writeFile(file, fillTemplate(changes))
    await page.locator('#file').setInputFiles(file)
  }

  test('S3-01 the wizard shows the faults of a workbook, then what will happen, then the one-time passwords', async () => {
    await page.goto(`${server.url}/administration/setup`)
    await choose('faulty.xlsx', { 'registers:shemosuli:opened_on': '31.02.2026' })
    await page.getByText('registers, row 2, opened_on').waitFor()
    await page.getByText('31.02.2026 is no date.').waitFor()
    await choose('right.xlsx')
    await page.getByRole('heading', { name: 'What will happen' }).waitFor()
    await page.getByRole('button', { name: 'Bring it in' }).click()
    await page.getByRole('heading', { name: 'One-time passwords' }).waitFor()
    expect(await page.locator('.secret').count()).toBe(2)
    await page.goto(`${server.url}/administration/units`)
    await page.getByText('Registry', { exact: true }).last().waitFor()
    await page.getByText('Head: ნინო ბერიძე').waitFor()
    expect(complaints).toEqual([])
  })

  test('S4-11 a reorganisation is looked at before it is ordered', async () => {
    await page.goto(`${server.url}/administration/units`)
    await page.getByRole('combobox', { name: 'The work of' }).click()
    await page.locator('opis-reorganisation wa-select[name=from] wa-option[value=kantselaria]').click()
    await page.getByRole('combobox', { name: 'goes to' }).click()
    await page.locator('opis-reorganisation wa-select[name=to] wa-option[value=finansebi]').click()
    await page.getByLabel('From', { exact: true }).fill('2099-01-01')
    await page.getByRole('button', { name: 'Show what would move' }).click()
    await page.getByText('Services: tsnoba').waitFor()
    await page.getByRole('button', { name: /Order it from/ }).click()
    await page.getByText('waits for its day').waitFor()
    expect(complaints).toEqual([])
  })
})
