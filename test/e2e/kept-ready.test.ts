import type { Browser } from 'playwright-core'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { numberKey } from '#kernel/number-key.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { entry, register } from '#server/registry/schema.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { signedInPage } from '#test/support/signed-in-page.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

vi.setConfig({ testTimeout: 120_000 })

describe.skipIf(!browserIsThere)('what is kept ready, in a browser', () => {
  let server: RunningServer
  let browser: Browser
  const db = () => server.parts.database.db
  beforeAll(async () => {
    server = await runServer()
    await seedTownHall(db())
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  test('S0-12 S1-07 words of resolutions and templates of drafts are added and changed on one screen', async () => {
    const { page, complaints } = await signedInPage(server, browser)
    await page.goto(`${server.url}/tasks/templates`)
    await page.getByLabel('Words', { exact: true }).fill('To examine')
    await page.getByLabel('Whose').selectOption({ label: 'of the house' })
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('button', { name: 'Change To examine' }).click()
    await page.getByLabel('Words', { exact: true }).fill('To examine and reply')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Change To examine and reply' }).waitFor()
    expect(await page.getByRole('button', { name: /^Change/ }).count()).toBe(1)

    await page.getByRole('button', { name: 'Add a template' }).click()
    await page.getByLabel('Code in Latin letters and digits').fill('answer')
    await page.getByLabel('Title').fill('Answer')
    await page.getByLabel('Subject').fill('Answer: {subject}')
    await page.getByLabel('Text', { exact: true }).fill('No {number} of {date}')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Take out of use Answer' }).click()
    await page.getByText('There is no template yet.').waitFor()
    expect(complaints).toEqual([])
  })

  test('S1-02 the administrator sets which unit gives a number of its own to documents of others', async () => {
    const { page, complaints } = await signedInPage(server, browser)
    await page.goto(`${server.url}/registry/registers`)
    const choice = page.getByRole('combobox', { name: 'Pretura Buiucani' })
    await choice.selectOption('pretura-incoming')
    await page.getByText('Saved.').waitFor()
    await page.reload()
    await expect.poll(() => choice.inputValue()).toBe('pretura-incoming')
    expect(complaints).toEqual([])
  })

  test('a number of an old book is found among the documents, and a required field is asked for before registering', async () => {
    const [book] = await db().select().from(register).where(eq(register.code, 'incoming'))
    const number = '01-77/2019'
    await db().insert(entry).values({ id: newId(), register: book?.id ?? '', period: '2019', seq: 77, number, numberKey: numberKey(number), card: null, source: 'imported', enteredOn: '2019-05-04', enteredAt: new Date(), enteredBy: 'admin', imported: { subject: 'Well of the school', correspondent: 'Ion Rusu' } })
    await db().update(documentKind).set({ fields: [{ code: 'zone', name: { en: 'Zone' }, type: 'text', required: true }] }).where(eq(documentKind.code, 'letter'))
    const { page, complaints } = await signedInPage(server, browser)
    await page.goto(`${server.url}/registry?number=${encodeURIComponent('01 - 77 / 2019')}`)
    await page.getByText('Well of the school').waitFor()
    expect(await page.getByRole('row', { name: /01-77\/2019/ }).textContent()).toContain('old book')

    await page.goto(`${server.url}/registry/new`)
    await page.getByLabel('Into the register').selectOption('incoming')
    await page.getByLabel('Kind', { exact: true }).selectOption('letter')
    await page.getByLabel('Subject').fill('Fence')
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    const zone = page.getByLabel('Zone *')
    await expect.poll(() => zone.getAttribute('aria-invalid')).toBe('true')
    await zone.fill('A')
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    await page.getByText(/01-1\//).first().waitFor()
    expect(complaints).toEqual([])
  })
})
