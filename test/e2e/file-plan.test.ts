import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { fileList, paperList } from '#contract/file-plan.ts'
import { importAnswer } from '#contract/records.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { signedInPage } from '#test/support/signed-in-page.ts'

/** The file plan in a real browser on the real server, by keyboard alone: no click in this file. */
describe.skipIf(!browserIsThere)('who keeps the files', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    server = await runServer()
    browser = await openBrowser()
    ;({ page, complaints } = await signedInPage(server, browser))
    await page.goto(`${server.url}/files`)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const press = (name: string) => page.getByRole('button', { name, exact: true }).press('Enter')
  /** Types into the field that has the focus. */
  const answer = async (text: string) => {
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  const fileNow = async () => (await server.admin.get(fileList, 'GET', '/api/files')).files[0]

  test('opens a file in a class', async () => {
    await page.getByRole('link', { name: /Petitions of citizens/ }).press('Enter')
    await page.getByLabel('Index', { exact: true }).focus()
    await page.keyboard.type('03-07')
    await page.keyboard.press('Tab')
    await answer('Wells')
    await page.getByRole('heading', { name: '03-07 Wells' }).waitFor()
    expect(await fileNow()).toMatchObject({ class: 'petitions', number: '03-07', title: 'Wells', state: 'open' })
  })

  test('puts a record in, says where the paper stands', async () => {
    const { record } = await server.admin.get(importAnswer, 'POST', '/api/import?name=well.txt&class=petitions&date=2024-05', { body: Buffer.from('a well') })
    await page.getByLabel('Number of the record').focus()
    await answer(record ?? '')
    await page.getByRole('link', { name: 'well.txt, 2024-05' }).waitFor()
    await press('Record a paper copy')
    await page.getByLabel('Box').focus()
    await answer('17')
    await page.getByText('box 17').first().waitFor()
    expect((await server.admin.get(paperList, 'GET', '/api/paper?box=17')).paper).toMatchObject([{ kind: 'file', state: 'kept' }])
  })

  test('closes it, reopens it with a reason, and gives it another index', async () => {
    await press('Close the file')
    await answer('2024-06')
    await page.getByText('Closed on June 2024').waitFor()
    expect(await fileNow()).toMatchObject({ state: 'closed', closedOn: '2024-06' })
    await press('Reopen the file')
    await answer('A letter came')
    await page.getByText('Reopened: A letter came').waitFor()
    await press('Change the index')
    await page.keyboard.press('Control+A')
    await answer('03-09')
    await page.getByText('Index changed from 03-07 to 03-09').waitFor()
    expect(await fileNow()).toMatchObject({ number: '03-09', state: 'open' })
    expect(complaints).toEqual([])
  })
})
