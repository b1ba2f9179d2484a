import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { pageImage } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, runServer, type RunningServer, type TestAgent } from '#test/support/run-server.ts'
import { signedInPage } from '#test/support/signed-in-page.ts'

/** Exceptions of a batch as an operator meets them: in another language, looked at closely, decided by keyboard. */
describe.skipIf(!browserIsThere)('exceptions on the capture screen', () => {
  let server: RunningServer
  let station: TestAgent
  let browser: Browser
  let page: Page
  let complaints: string[]
  let cover: string

  beforeAll(async () => {
    server = await runServer()
    station = await enrolStation(server)
    ;[cover = ''] = await orderCovers(server, { count: 1, class: 'contracts', sheets: 3 })
    const sheets = await Promise.all([marks.page, marks.cover(cover), marks.page].map(async (seen, index) => ({ bytes: await pageImage(index + 1), marks: seen })))
    const batch = await feedBatch(station, sheets)
    await awaitBatch(server, batch, (report) => report.state === 'exceptions')
    browser = await openBrowser()
    ;({ page, complaints } = await signedInPage(server, browser, 'uk'))
    await page.goto(`${server.url}/capture/${batch}`)
  })
  afterAll(async () => {
    await browser?.close()
    await station?.close()
    await server?.stop()
  })

  test('are told in the language of the reader, with the numbers of the case', async () => {
    await page.getByRole('article', { name: 'Немає титульного аркуша, зображення 1' }).waitFor()
    const count = page.getByRole('article', { name: 'Кількість аркушів не збігається, зображення 2' })
    await expect.poll(() => count.textContent()).toContain(`На титульному аркуші ${cover} указано аркушів: 3. Подано сторінок: 1, порожніх боків: 0.`)
    for (const text of await page.getByRole('article').allTextContents()) expect(text).not.toMatch(/[a-z]{3,}/)
  })

  test('can be looked at closely, one image after the other', async () => {
    const tile = page.waitForResponse((answer) => /images\/1\/picture_files\/.*\.jpg$/.test(answer.url()))
    const opener = page.getByRole('button', { name: 'Роздивитися зображення 1' }).first()
    await opener.click()
    expect((await tile).status()).toBe(200)
    await page.getByRole('dialog', { name: 'Зображення 1' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('dialog', { name: 'Зображення 2' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await expect.poll(() => opener.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one)).toBe(true)
  })

  test('are decided by keyboard alone, and the focus goes on to the next', async () => {
    await page.getByRole('button', { name: 'Відкласти' }).first().press('Enter')
    await page.getByRole('button', { name: 'Підтвердити' }).press('Enter')
    await page.getByRole('article', { name: 'Немає титульного аркуша, зображення 1' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Кількість правильна' }).press('Enter')
    await page.getByRole('button', { name: 'Підтвердити' }).press('Enter')
    await page.getByRole('heading', { name: 'Потребує рішення' }).waitFor({ state: 'detached' })
    await page.getByRole('group', { name: 'Винятки: 0' }).waitFor()
    await page.getByRole('link', { name: /^Договори/ }).waitFor()
  })

  test('a refusal is told in the language of the reader', async () => {
    await page.goto(`${server.url}/?q=${encodeURIComponent('-гараж')}`)
    await page.getByText('Запит каже лише, що виключити.').waitFor()
  })

  test('no script failed and no policy was broken', () => {
    expect(complaints).toEqual([])
  })
})
