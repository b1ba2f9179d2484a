import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { classTree, factList, fileList, paperList, personView } from '#contract/file-plan.ts'
import { importAnswer, recordView } from '#contract/records.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { signedInPage } from '#test/support/signed-in-page.ts'

/** The file plan in a real browser on the real server, by keyboard alone: no click in this file. */
describe.skipIf(!browserIsThere)('who keeps the files', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  let complaints: string[]
  let record = ''

  beforeAll(async () => {
    server = await runServer()
    browser = await openBrowser()
    ;({ page, complaints } = await signedInPage(server, browser))
    await page.goto(`${server.url}/files`)
  })
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
    const imported = await server.admin.get(importAnswer, 'POST', '/api/import?name=well.txt&class=petitions&date=2024-05', { body: Buffer.from('a well') })
    record = imported.record ?? ''
    await page.getByLabel('Number of the record').focus()
    await answer(record)
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
  })

  test('enters a fact of a record and reads what was answered earlier, and why it is another answer now', async () => {
    await page.goto(`${server.url}/records/${record}`)
    const eligibleOn = async () => (await server.admin.get(recordView, 'GET', `/api/records/${record}`)).retention.eligibleOn
    await expect.poll(eligibleOn, { timeout: 30_000 }).toBe('2030-01-01')
    await page.getByLabel('On which date').focus()
    await answer('2025-03-03')
    await page.getByText('3 March 2025').first().waitFor()
    await expect.poll(eligibleOn, { timeout: 30_000 }).toBe('2031-01-01')
    await page.getByText('Earlier answers', { exact: true }).press('Enter')
    const answers = page.locator('[data-test=earlier-answers]')
    await answers.getByText('this is the answer now').waitFor()
    await answers.getByText('First day on which it may go onto an act: 1 January 2030 → 1 January 2031').waitFor()
    await answers.getByText('Entered: Date of the record, 3 March 2025').waitFor()
    const [now, earlier] = await answers.locator('li.answer').all()
    expect(await now?.innerText()).toMatch(/Kept until 1 January 2031: [^]*version 2026-01-01 of the rules/)
    expect(await earlier?.innerText()).toContain('Kept until 1 January 2030')
    await page.goto(`${server.url}/files/${(await fileNow())?.id ?? ''}`)
    await page.getByText('Earlier answers', { exact: true }).press('Enter')
    await answers.getByText('this is the answer now').waitFor()
  })

  test('says whom a record concerns and what is known of the person', async () => {
    const { id } = await server.admin.get(personView, 'POST', '/api/people', { json: { name: 'Ion Rusu' } })
    await page.goto(`${server.url}/records/${record}`)
    await page.getByLabel('Name of a person').focus()
    await answer('rusu')
    await page.getByRole('button', { name: /^Link/ }).press('Enter')
    await page.getByRole('link', { name: 'Ion Rusu' }).press('Enter')
    await page.getByRole('heading', { name: 'Ion Rusu' }).waitFor()
    await page.getByRole('link', { name: /well\.txt/ }).waitFor()
    await page.getByLabel('On which date').focus()
    await answer('1950')
    await page.getByText('Person born').first().waitFor()
    expect((await server.admin.get(personView, 'GET', `/api/people/${id}`)).facts).toMatchObject([{ name: 'subject.born', date: '1950' }])
  })

  test('names the body, and answers what rules ask of it', async () => {
    await page.goto(`${server.url}/classes`)
    await page.getByLabel('Evidence, if any').focus()
    await answer('list of sources of 2026')
    await page.getByText('list of sources of 2026').waitFor()
    await press('Change Name of the body')
    await page.getByLabel('Name of the body: English').focus()
    await answer('Town of Oni')
    await page.getByText('Town of Oni', { exact: true }).waitFor()
    expect((await server.admin.get(classTree, 'GET', '/api/fonds')).body.name).toEqual({ en: 'Town of Oni' })
    expect((await server.admin.get(factList, 'GET', '/api/facts?kind=body&subject=house')).facts).toMatchObject([{ name: 'org.archive_source', value: true }])
    expect(complaints).toEqual([])
  })
})
