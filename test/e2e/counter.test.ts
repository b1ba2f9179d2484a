import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { eq, sql } from 'drizzle-orm'
import { serviceDetail } from '#contract/services.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { card } from '#server/registry/schema.ts'
import { addUser, callerWith, type TestUser } from '#test/support/caller.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { orderCovers, runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf, signedInPage } from '#test/support/signed-in-page.ts'
import { slowLine } from '#test/support/slow-line.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

vi.setConfig({ testTimeout: 180_000 })

describe.skipIf(!browserIsThere)('the one window in a browser', () => {
  let server: RunningServer
  let browser: Browser
  let folder: string
  let vera: TestUser
  const today = dayIn('Europe/Chisinau', new Date())

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-counter-'))
    server = await runServer()
    await seedTownHall(server.parts.database.db)
    const papers = [{ code: 'application', name: { en: 'Application' }, required: true }, { code: 'identity', name: { en: 'Identity card' }, required: true }]
    for (const [code, name] of [['kiosk', 'Permit for a kiosk'], ['tree', 'Permit to fell a tree']] as const)
      await server.admin.get(serviceDetail, 'POST', '/api/services', { json: { code, name: { en: name, uk: `Послуга ${code}` }, unit: 'housing', register: 'incoming', kind: 'letter', term: 'test.petition', validFrom: today, papers, online: true } })
    vera = await addUser(server.url, server.admin, { name: 'vera', roles: ['counter'], units: ['centre'] })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
    await rm(folder, { recursive: true })
  })

  const lastCard = async () => {
    const [found] = await server.parts.database.db.select().from(card).orderBy(sql`registered_at desc`).limit(1)
    return found
  }
  /** As a person at a keyboard; nothing is clicked. */
  const keys = async (page: Page, ...presses: string[]) => {
    for (const press of presses) await page.keyboard.press(press)
  }

  test('S2-07 the clerk of the one window lands on intake and works by keyboard and barcode reader alone', async () => {
    const [cover = ''] = await orderCovers(server, { count: 1 })
    const page = await pageOf(server, browser, vera, '/')
    await page.waitForURL(`${server.url}/counter`)
    await page.getByRole('combobox', { name: 'Service' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.shadowRoot !== null)
    await page.keyboard.type('kiosk')
    await page.getByRole('option', { name: /Permit for a kiosk/ }).waitFor()
    await page.getByRole('option', { name: /fell a tree/ }).waitFor({ state: 'detached' })
    await keys(page, 'Enter')
    await page.getByRole('checkbox', { name: 'Application' }).waitFor()
    await page.keyboard.type('Ion Rusu')
    await page.getByRole('option', { name: /New/ }).waitFor()
    await keys(page, 'Enter')
    await page.getByRole('group', { name: /New/ }).waitFor()
    await keys(page, 'Tab', 'Enter')
    await page.getByText('Ion Rusu', { exact: true }).and(page.locator('strong')).waitFor()
    // The first paper is ticked by the space bar; the second is missing, and the screen asks.
    await keys(page, 'Space')
    await page.getByText('taken', { exact: true }).waitFor()
    await keys(page, 'Control+Enter')
    await page.getByRole('heading', { name: 'Required papers are missing' }).waitFor()
    await keys(page, 'Enter')
    await page.getByRole('button', { name: 'Next visitor' }).waitFor()
    const made = await lastCard()
    expect(made).toMatchObject({ service: 'kiosk', registeredBy: 'vera' })
    await page.getByText(made?.number ?? '-').waitFor()
    // P opens the receipt, a scanned cover sheet is assigned to the case.
    const [receipt] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('p')])
    expect(receipt.url()).toContain(`/api/counter/cases/${made?.id}/receipt.pdf`)
    await receipt.close()
    await page.bringToFront()
    await page.evaluate((code) => {
      for (const [at, char] of [...code, 'Enter'].entries()) {
        const event = new KeyboardEvent('keydown', { key: char, code: char === 'Enter' ? 'Enter' : char === '-' ? 'Minus' : /\d/.test(char) ? `Digit${char}` : `Key${char}`, shiftKey: /[A-Z]/.test(char) && char.length === 1, bubbles: true, composed: true })
        Object.defineProperty(event, 'timeStamp', { value: 1_000_000 + at * 8 })
        document.body.dispatchEvent(event)
      }
    }, cover)
    await page.getByText(`Cover sheet ${cover} is assigned`).waitFor()
    expect((await server.parts.database.db.select().from(card).where(eq(card.id, made?.id ?? '')))[0]?.cover).toBe(cover)
    await keys(page, 'Enter')
    await page.getByRole('combobox', { name: 'Service' }).waitFor()
    await page.close()
  })

  test('S3-05 the form survives a reload and a lost line; its file goes on from where it stopped', async () => {
    const file = join(folder, 'passport.png')
    await writeFile(file, await sharp({ create: { width: 600, height: 500, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png({ compressionLevel: 0 }).toBuffer())
    const line = await slowLine(server.url, { bitsPerSecond: 2_000_000, delayMs: 50 })
    const page = await pageOf({ ...server, url: line.url }, browser, vera, '/counter')
    await page.getByRole('combobox', { name: 'Service' }).fill('fell')
    await page.getByRole('option', { name: /fell a tree/ }).click()
    await page.getByRole('combobox', { name: 'Correspondent' }).fill('Ion Rusu')
    await page.getByRole('option', { name: /Ion Rusu/ }).first().click()
    await page.getByRole('checkbox', { name: 'Application' }).check()
    await page.getByLabel('Subject, if it is not the name of the service').fill('The old lime tree')
    await page.locator('opis-file-field input[type=file]').nth(1).setInputFiles(file)
    await page.getByText(/^[1-9]\d? %$/).waitFor()
    line.down(true)
    line.down(false)
    await page.reload()
    // Everything is there again, and the file says how far it came.
    await page.getByText('Permit to fell a tree').waitFor()
    await page.getByText('Ion Rusu').waitFor()
    expect(await page.getByLabel('Subject, if it is not the name of the service').inputValue()).toBe('The old lime tree')
    expect(await page.getByRole('checkbox', { name: 'Application' }).isChecked()).toBe(true)
    await page.getByText(/choose the file again, and it goes on from there|arrived/).waitFor()
    await page.locator('opis-file-field input[type=file]').nth(1).setInputFiles(file)
    // The case does not wait for its file: it goes on after the registration.
    line.down(true)
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByText('The server cannot be reached').waitFor()
    line.down(false)
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByRole('button', { name: 'Next visitor' }).waitFor()
    const made = await lastCard()
    expect(made).toMatchObject({ service: 'tree', subject: 'The old lime tree' })
    await vi.waitUntil(async () => (await server.parts.database.db.execute(sql`select 1 from card_record where card = ${made?.id} and paper = 'identity'`)).rows.length === 1, { timeout: 60_000, interval: 250 })
    expect(await page.evaluate(() => localStorage.getItem('opis.counter-draft.vera'))).toBe(null)
    await page.close()
    await line.close()
  })

  test('S2-04 the counter finds what is ready, hands it out and prints the slip', async () => {
    const made = await lastCard()
    await callerWith(server.url, { cookie: vera.cookie }).send('POST', `/api/counter/cases/${made?.id}/ready`)
    const page = await pageOf(server, browser, vera, '/counter/ready')
    await page.getByRole('button', { name: `Hand out ${made?.number}` }).click()
    expect(await page.getByLabel('Recipient').inputValue()).toBe('Ion Rusu')
    await page.getByLabel('Its last 4 characters').fill('4711')
    await page.getByRole('button', { name: 'Hand out and print the slip' }).click()
    await page.getByText(`${made?.number} was handed out.`).waitFor()
    await page.getByText('Nothing waits here.').waitFor()
    await page.close()
  })

  test('S2-13 a service is added by a form and is found at the counter at once', async () => {
    const { page, complaints } = await signedInPage(server, browser)
    await page.goto(`${server.url}/administration/services`)
    await page.getByRole('button', { name: 'Add a service' }).click()
    const form = page.locator('opis-service-form')
    await form.getByLabel('Code').first().fill('sixth')
    await form.getByRole('group', { name: 'Name *' }).getByLabel('English').fill('Certificate of residence')
    await form.getByLabel('Register', { exact: true }).selectOption('incoming')
    await form.getByRole('button', { name: 'Add a paper' }).click()
    const paper = form.getByRole('group', { name: 'Papers 1' })
    await paper.getByLabel('Code').fill('identity')
    await paper.getByLabel('English').fill('Identity card')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Service saved.').waitFor()
    expect(complaints).toEqual([])
    await page.close()
    const counter = await pageOf(server, browser, vera, '/counter')
    await counter.getByRole('combobox', { name: 'Service' }).fill('residence')
    await counter.getByRole('option', { name: /Certificate of residence/ }).click()
    await counter.getByRole('checkbox', { name: 'Identity card' }).waitFor()
    await counter.close()
  })

  test('S2-09 a citizen submits on a phone without script, and the clerk takes it in on the screen', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 700 }, javaScriptEnabled: false, locale: 'uk' })
    const phone = await context.newPage()
    await phone.goto(`${server.url}/apply?lang=en`)
    await phone.getByRole('link', { name: 'Permit for a kiosk' }).click()
    await phone.getByLabel('Your name').fill('Olena Shevchenko')
    await phone.getByLabel('Postal address').fill('Central st. 1')
    await phone.getByLabel('What do you ask for?').fill('A kiosk at the market')
    await phone.getByRole('button', { name: 'Send' }).click()
    const code = await phone.locator('.code').innerText()
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await context.close()
    const page = await pageOf(server, browser, vera, '/registry/intake')
    await page.getByRole('button', { name: /Decide/ }).click()
    await page.getByRole('combobox', { name: 'Correspondent' }).fill('Ion Rusu')
    await page.getByRole('option', { name: /Ion Rusu/ }).first().click()
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByLabel('Required papers are missing. They are awaited until').fill(today)
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByText('Nothing waits here.').waitFor()
    expect(await lastCard()).toMatchObject({ service: 'kiosk', channel: 'portal', subject: 'Permit for a kiosk: A kiosk at the market' })
    await page.close()
  })
})
