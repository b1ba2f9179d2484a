import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { stationsByHand } from '#contract/by-hand.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser } from '#test/support/caller.ts'
import { enrolStation, good, orderCovers, runServer, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

const layouts: Record<string, Record<string, string>> = {
  English: {},
  Ukrainian: { KeyQ: 'й', KeyW: 'ц', KeyE: 'у', KeyR: 'к', KeyT: 'е', KeyY: 'н', KeyO: 'щ', KeyP: 'з', KeyI: 'ш', KeyA: 'ф', KeyS: 'і', KeyD: 'в', KeyF: 'а', KeyG: 'п', KeyH: 'р', KeyJ: 'о', KeyK: 'л', KeyZ: 'я', KeyX: 'ч', KeyC: 'с', KeyV: 'м', KeyB: 'и', KeyN: 'т', KeyM: 'ь' },
}
const readerGapMs = 10
const personGapMs = 120
const shiftKey = 8

/** A reader that plays a keyboard in front of the capture screen, in real Chromium with trusted key events. */
describe.skipIf(!browserIsThere)('a keyboard reader at the capture screen', () => {
  let server: RunningServer
  let station: TestAgent
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let keys: CDPSession
  let clockMs = Date.now()

  beforeAll(async () => {
    server = await runServer()
    station = await enrolStation(server)
    const operator = await addUser(server.url, server.admin, { name: 'rita', roles: ['operator'], units: ['registry'] })
    browser = await openBrowser()
    context = await browser.newContext({ viewport: { width: 1280, height: 850 }, locale: 'en' })
    const [name = '', value = ''] = operator.cookie.split('=')
    await context.addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: 'Strict' }])
    page = await context.newPage()
    keys = await context.newCDPSession(page)
  })
  afterAll(async () => {
    await browser?.close()
    await station?.close()
    await server?.stop()
  })
  beforeEach(async () => {
    await page.goto(`${server.url}/capture`)
    await page.getByRole('heading', { name: 'Capture' }).waitFor()
  })

  /** Presses the keys that write a text on a US keyboard while the computer has that layout. */
  async function press(text: string, { layout = 'English', gapMs = readerGapMs } = {}): Promise<void> {
    const sent: Promise<unknown>[] = []
    for (const char of [...text]) {
      const upper = char.toUpperCase()
      const code = char === '\r' ? 'Enter' : /[A-Z]/.test(upper) ? `Key${upper}` : /\d/.test(char) ? `Digit${char}` : 'Minus'
      const written = layouts[layout]?.[code]
      const shifted = /[A-Z]/.test(char)
      const key = char === '\r' ? 'Enter' : written === undefined ? char : shifted ? written.toUpperCase() : written
      const common = { code, key, modifiers: shifted ? shiftKey : 0, timestamp: (clockMs += gapMs) / 1000, windowsVirtualKeyCode: char === '\r' ? 13 : upper.charCodeAt(0) }
      sent.push(keys.send('Input.dispatchKeyEvent', { type: 'keyDown', text: char === '\r' ? '\r' : key, ...common }), keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common }))
    }
    await Promise.all(sent)
  }
  const oneCover = async (order = {}) => (await orderCovers(server, { count: 1, class: 'petitions', file: '02-14', date: '2024-05-02', ...order }))[0] ?? ''
  const waiting = async () => (await server.admin.get(stationsByHand, 'GET', '/api/batches/by-hand')).stations.flatMap((one) => (one.waiting === null ? [] : [one.waiting.cover.id]))
  const note = (text: string | RegExp) => page.locator('opis-cover-reader').getByText(text)

  test.each(Object.keys(layouts))('opens a batch for the cover and shows what it says, layout %s', async (layout) => {
    const cover = await oneCover()
    await press(`${cover}\r`, { layout })
    await note(`test station waits for the pages of cover sheet ${cover}`).waitFor()
    await note('Petitions of citizens, file 02-14').waitFor()
    await page.getByRole('list', { name: 'Batches' }).getByText('Opened by hand: Petitions of citizens, file 02-14').first().waitFor()
    expect(await waiting()).toEqual([cover])
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await note(cover).waitFor({ state: 'detached' })
    expect(await waiting()).toEqual([])
  })

  test('its Enter does not press what has the focus', async () => {
    const cover = await oneCover()
    await page.getByRole('link', { name: 'Print cover sheets' }).focus()
    await press(`${cover}\r`, { layout: 'Ukrainian' })
    await note(cover).waitFor()
    expect(new URL(page.url()).pathname).toBe('/capture')
  })

  test('what is typed into a field stays there, however fast', async () => {
    const [before, cover] = [await waiting(), await oneCover()]
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { id: 'field' })))
    await page.locator('#field').focus()
    await press(cover)
    expect(await page.locator('#field').inputValue()).toBe(cover)
    await page.locator('#field').evaluate((field) => (field as HTMLInputElement).blur())
    await press(`${cover}\r`, { gapMs: personGapMs })
    expect(await waiting()).toEqual(before)
  })

  test.each([
    ['of another maker', async () => '5901234123457', 'This is not the code of a cover sheet of this archive.'],
    ['read wrong', async () => 'OPIS-7K3M9-QX24Z', 'The code was read with a mistake.'],
    ['not issued here', async () => 'OPIS-00000-00000', 'Cover sheet OPIS-00000-00000 was not issued here.'],
  ])('says why a code %s opens nothing', async (_, make, sentence) => {
    await press(`${await make()}\r`)
    await note(sentence).waitFor()
  })

  test('shows the code that a reader at a station gave in vain', async () => {
    expect((await station.client.openByHand('4006381333931')).ok).toBe(false)
    await note('test station: no batch was opened for the code 4006381333931').waitFor()
  })

  test('asks where the pages will be fed when there are several stations, and remembers it', async () => {
    const other = await enrolStation(server)
    await page.reload()
    const [first, second] = [await oneCover(), await oneCover()]
    await press(`${first}\r`)
    const question = page.locator('[data-test=which-station]')
    await question.getByRole('button', { name: 'test station' }).first().click()
    await note(first).waitFor()
    await question.waitFor({ state: 'detached' })
    await press(`${second}\r`)
    await note(second).waitFor()
    expect(await waiting()).toEqual([second])
    good(await station.client.byHand())
    await other.close()
  })
})
