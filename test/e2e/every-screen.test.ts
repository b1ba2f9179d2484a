import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { signedInPage } from '#test/support/signed-in-page.ts'

const screens = resolve(import.meta.dirname, '../../ui/screens')
/** Paths of all screens that show no single thing. */
const paths = globSync('*-screens.ts', { cwd: screens }).flatMap((file) => [...readFileSync(join(screens, file), 'utf8').matchAll(/pattern: '([^']+)'/g)].map((found) => found[1] ?? '')).filter((path) => !path.includes(':'))

describe.skipIf(!browserIsThere)('every screen', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    server = await runServer()
    await server.admin.send('POST', '/api/municipality/profiles/oni?dryRun=false')
    browser = await openBrowser()
    ;({ page, complaints } = await signedInPage(server, browser, 'ka'))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  test('S4-03 every main screen comes up in a plain browser, asks nobody but this server, complains of nothing, and fits on a phone in the language with the longest words', async () => {
    expect(paths.length).toBeGreaterThan(30)
    const strangers: string[] = []
    const refused: string[] = []
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url())
      if (protocol.startsWith('http') && origin !== server.url) strangers.push(request.url())
    })
    page.on('response', (response) => {
      if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`)
    })
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
    })
    const tooWide: string[] = []
    await page.setViewportSize({ width: 390, height: 800 })
    for (const path of paths) {
      await page.goto(`${server.url}${path}`)
      // Some headings are for screen readers alone.
      await page.locator('h1').first().waitFor({ state: 'attached' })
      // A screen that follows what happens keeps a line open and is never idle.
      await page.waitForLoadState('networkidle', { timeout: 1500 }).catch(() => undefined)
      const widthPx = await page.evaluate(() => document.documentElement.scrollWidth)
      if (widthPx > 390) tooWide.push(`${path}: ${widthPx} px`)
    }
    expect(strangers).toEqual([])
    expect(refused).toEqual([])
    expect(complaints).toEqual([])
    expect(tooWide).toEqual([])
  }, 240_000)

  test('S1-07 the button loads training documents in test mode', async () => {
    await server.admin.send('POST', '/api/mode', { json: { mode: 'test' } })
    const { page: english } = await signedInPage(server, browser)
    await english.goto(`${server.url}/administration/setup`)
    await english.getByRole('button', { name: 'Load training documents' }).click()
    await english.getByText('Training documents loaded: 8.').waitFor()
  })
})
