import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { texts } from '#server/public-status/texts/choose-language.ts'
import { card } from '#server/registry/schema.ts'
import { barriersOn, bringChecker } from '#test/support/accessibility.ts'
import { archiveAtWork } from '#test/support/archive-at-work.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'

const screens = resolve(import.meta.dirname, '../../ui/screens')
const patterns = globSync('*-screens.ts', { cwd: screens }).flatMap((file) => [...readFileSync(join(screens, file), 'utf8').matchAll(/pattern: '([^']+)'/g)].map((found) => found[1] ?? ''))
const fits = (pattern: string, path: string): boolean => new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(path)

/** Where a dialog or a form opens: path, and the name of the button. */
const openers = [
  ['/administration/units', 'Add a unit'],
  ['/administration', 'Add a user'],
  ['/classes', 'Add a class'],
  ['/retention/holds', 'Place a hold'],
  ['/registry/intake', 'Decide A lamp'],
  ['/tasks/templates', 'Add a template'],
] as const

describe.skipIf(!browserIsThere)('what a machine can find of barriers', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  /** Requests of the page under way; what follows a batch never ends. */
  const underWay = new Set<Request>()

  beforeAll(async () => {
    server = await runServer()
    const user = await archiveAtWork(server)
    browser = await openBrowser()
    page = await pageOf(server, browser, user, '/nowhere')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await bringChecker(page)
    page.on('request', (request) => request.resourceType() !== 'eventsource' && underWay.add(request))
    page.on('requestfinished', (request) => underWay.delete(request))
    page.on('requestfailed', (request) => underWay.delete(request))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const settle = async () => {
    for (let calmFrames = 0; calmFrames < 2; calmFrames = underWay.size === 0 ? calmFrames + 1 : 0) await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.locator('[data-waiting]').first().waitFor({ state: 'detached' })
  }
  /** Goes to a screen as the back button does, so that the checker stays in the page; each screen names the window. */
  const goTo = async (path: string) => {
    await page.evaluate((to) => {
      document.title = ''
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
    await page.waitForFunction(() => document.title !== '')
    await settle()
  }
  /** Addresses of all links of the page, through all shadow trees. */
  const linksOf = () =>
    page.locator('a[href^="/"]:not([href^="/api/"])').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))

  test('no screen has a barrier that a machine finds, on a desk or a phone, light or dark', async () => {
    const barriers: string[] = []
    const ahead = [...patterns.filter((pattern) => !pattern.includes(':')), '/?q=lamp']
    const reached = new Set(ahead)
    for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
      await goTo(path)
      for (const one of await barriersOn(page)) barriers.push(`${path} ${one}`)
      for (const link of await linksOf()) {
        const pattern = patterns.find((known) => fits(known, new URL(link, server.url).pathname))
        if (pattern === undefined || reached.has(pattern)) continue
        reached.add(pattern)
        ahead.push(link)
      }
    }
    expect(patterns.filter((pattern) => !reached.has(pattern))).toEqual([])
    expect(barriers).toEqual([])
  }, 240_000)

  test('no dialog and no form that opens has one', async () => {
    const barriers: string[] = []
    for (const [path, name] of openers) {
      await page.setViewportSize({ width: 1280, height: 900 })
      await goTo(path)
      await page.locator('main').getByRole('button', { name }).first().click()
      await settle()
      for (const one of await barriersOn(page)) barriers.push(`${path} ${name} ${one}`)
      await page.keyboard.press('Escape')
    }
    expect(barriers).toEqual([])
  })

  test('neither the sign-in nor a page of the public has one', async () => {
    const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce' })
    const visitor = await context.newPage()
    const barriers: string[] = []
    const look = async (what: string) => {
      await bringChecker(visitor)
      for (const one of await barriersOn(visitor)) barriers.push(`${what} ${one}`)
    }
    const open = async (path: string) => {
      await visitor.goto(`${server.url}${path}`)
      await visitor.getByRole('heading', { level: 1 }).waitFor()
      await look(path)
    }
    for (const path of ['/', '/status?lang=ka', '/status/figures?lang=uk', '/apply?lang=en', '/apply/reply?lang=en']) await open(path)
    await open('/apply/lamp?lang=ro')
    await visitor.locator('form').evaluate((form: HTMLFormElement) => {
      form.noValidate = true
      form.submit()
    })
    await visitor.getByRole('alert').waitFor()
    await look('a form that is not filled in')
    const [known] = await server.parts.database.db.select({ number: card.number, check: card.checkValue }).from(card).limit(1)
    for (const check of [known?.check ?? '', 'AAAA-AAAA']) {
      await visitor.goto(`${server.url}/status?lang=en`)
      await visitor.getByLabel(texts.en.number).fill(known?.number ?? '')
      await visitor.getByLabel(texts.en.check).fill(check)
      await visitor.getByRole('button', { name: texts.en.show }).click()
      await visitor.waitForLoadState()
      await look(`the answer to ${check}`)
    }
    await context.close()
    expect(barriers).toEqual([])
  })
})
