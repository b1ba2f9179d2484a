import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { signedInPage } from '#test/support/signed-in-page.ts'

/** Where dialogs are opened: the path of a screen and the names of the buttons on it. */
const openers = [
  ['/administration/units', ['Add a unit', 'Change']],
  ['/administration', ['Add a user', 'Make a token']],
  ['/classes', ['Add a class', 'Add a fonds']],
] as const

/** The text of the element that has the focus, through all shadow trees. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement
    let named = at
    for (; at !== null; at = at.shadowRoot?.activeElement ?? null) if ((at.textContent ?? '').trim() !== '') named = at
    return named?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''
  })

describe.skipIf(!browserIsThere)('dialogs', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    server = await runServer()
    await server.admin.send('POST', '/api/municipality/profiles/oni?dryRun=false')
    browser = await openBrowser()
    ;({ page, complaints } = await signedInPage(server, browser))
    page.setDefaultTimeout(15_000)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  for (const [path, names] of openers)
    for (const name of names)
      test(`${name}: Escape closes it at any moment and the focus goes back to the button`, async () => {
        await page.goto(`${server.url}${path}`)
        const opener = page.locator('main').getByRole('button', { name }).first()
        for (const settled of [true, false]) {
          await opener.focus()
          await page.keyboard.press('Enter')
          await page.locator('wa-dialog[open]').waitFor({ state: 'attached' })
          if (settled) await page.locator('wa-dialog[open]').getByRole('textbox').first().waitFor()
          await page.keyboard.press('Escape')
          await page.locator('wa-dialog[open]').waitFor({ state: 'detached' })
          await expect.poll(() => focused(page)).toContain(name)
        }
        expect(complaints).toEqual([])
      })

  test('Escape in an open list of a dialog closes the list; the next one closes the dialog', async () => {
    await page.goto(`${server.url}/administration/units`)
    await page.getByRole('button', { name: 'Add a unit' }).click()
    const list = page.locator('wa-dialog[open] wa-select[name=kind]')
    await list.getByRole('combobox').press('ArrowDown')
    await page.locator('wa-select[name=kind][open]').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('wa-select[name=kind][open]').waitFor({ state: 'detached' })
    expect(await page.getByRole('dialog', { name: 'Add a unit' }).isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await page.locator('wa-dialog[open]').waitFor({ state: 'detached' })
  })

  test('the keyboard shortcuts open with ? and leave the focus where it was', async () => {
    await page.goto(`${server.url}/administration/units`)
    await page.getByRole('button', { name: 'Add a unit' }).focus()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('wa-dialog[open]').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe('Add a unit')
  })
})
