import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { addUser } from '#test/support/caller.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf, signedInPage } from '#test/support/signed-in-page.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

vi.setConfig({ testTimeout: 120_000 })

describe.skipIf(!browserIsThere)('registers in a browser', () => {
  let server: RunningServer
  let browser: Browser
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-registers-'))
    server = await runServer()
    await seedTownHall(server.parts.database.db)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
    await rm(folder, { recursive: true })
  })

  test('S0-01 the administrator opens a register mid-year with a preview of its numbers and takes over the paper one', async () => {
    const { page, complaints } = await signedInPage(server, browser)
    await page.goto(`${server.url}/registry/registers`)
    await page.getByRole('button', { name: 'Open a register' }).click()
    await page.getByLabel('Code').fill('intrare')
    await page.getByLabel('Name of the register').fill('Intrare')
    await page.getByLabel('Takes entries from').fill('2025-03-15')
    await page.getByLabel('First number').fill('1408')
    await page.getByLabel('Number template').fill('{group}-{seq')
    await page.getByText('A brace is not closed.').waitFor()
    await page.getByLabel('Number template').fill('{group}-{seq}/{yyyy}')
    await page.getByText('Say what {group} stands for.').waitFor()
    await page.getByLabel('{group}').fill('01')
    await page.getByText('01-1408/').waitFor()
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByRole('link', { name: 'Intrare' }).click()
    await page.getByText('1–1407 on paper').waitFor()

    const file = join(folder, 'old.csv')
    await writeFile(file, 'number;date;subject\n01-1/2025;2025-01-02;Roof\n01-2/2025;2025-02-31;Light\n')
    await page.getByText('Take over an old register').click()
    await page.getByLabel('CSV file').setInputFiles(file)
    await page.getByRole('button', { name: 'Look at it' }).click()
    await page.getByText('there is no such date').waitFor()
    await writeFile(file, 'number;date;subject\n01-1/2025;2025-01-02;Roof\n01-2/2025;2025-02-03;Light\n')
    await page.getByLabel('CSV file').setInputFiles(file)
    await page.getByRole('button', { name: 'Look at it' }).click()
    await page.getByRole('button', { name: 'Take over', exact: true }).click()
    await page.getByText('Taken over: 2. There already: 0.').waitFor()
    await page.getByRole('button', { name: 'Check the numbers' }).click()
    await page.getByText('Every number stands once and none is missing.').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('S2-08 a clerk hands out a block, enters what came back on paper, reconciles, and annuls a number', async () => {
    const clerk = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
    const page = await pageOf(server, browser, clerk, '/registry/registers/incoming')
    await page.getByLabel('How many numbers').fill('3')
    await page.getByRole('button', { name: 'Hand out' }).click()
    const year = new Date().getFullYear()
    await page.getByText(`01-1/${year} – 01-3/${year}`).first().waitFor()
    await page.getByRole('button', { name: 'Enter papers' }).click()
    await page.getByLabel('Day on the paper').fill(new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Chisinau' }).format(new Date()))
    await page.getByLabel('Subject').fill('Written on paper')
    await page.getByRole('button', { name: 'Enter', exact: true }).click()
    await page.getByText('numbers without a document: 2').waitFor()
    await page.getByRole('button', { name: 'Reconcile' }).click()
    await page.getByRole('button', { name: 'Reconcile' }).click()
    await page.getByText('reconciled').waitFor()
    await page.reload()
    await page.getByText('annulled: not used').first().waitFor()
    await page.getByRole('button', { name: 'Annul' }).click()
    await page.getByLabel('Reason').fill('by mistake')
    await page.getByRole('button', { name: 'Annul' }).click()
    await page.getByText('annulled: by mistake').waitFor()
    await page.context().close()
  })
})
