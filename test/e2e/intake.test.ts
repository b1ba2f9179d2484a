import { eq } from 'drizzle-orm'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { serviceDetail } from '#contract/services.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { card, register } from '#server/registry/schema.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { dovecotIsThere, startDovecot, type TestMailServer } from '#test/support/dovecot.ts'
import { letterOf } from '#test/support/letters.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'
import { startSmtpServer, type TestSmtpServer } from '#test/support/smtp-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

vi.setConfig({ testTimeout: 120_000 })

describe.skipIf(!browserIsThere || !dovecotIsThere)('the queue of what came, in a browser', () => {
  let box: TestMailServer
  let out: TestSmtpServer
  let server: RunningServer
  let browser: Browser
  let ana: TestUser

  beforeAll(async () => {
    ;[box, out] = await Promise.all([startDovecot(), startSmtpServer()])
    server = await runServer({ settings: { OPIS_INTAKE_IMAP_URL: box.url, OPIS_SMTP_URL: out.url, OPIS_MAIL_FROM: 'opis@town.example', OPIS_ARCHIVE_NAME: 'Mykolaivka' } })
    const { db } = server.parts.database
    await seedTownHall(db)
    await db.update(register).set({ fields: [{ code: 'street', name: { en: 'Street' }, type: 'text', required: true }] }).where(eq(register.code, 'incoming'))
    await db.update(documentKind).set({ fields: [{ code: 'how', name: { en: 'Form' }, type: 'choice', required: false, choices: ['complaint', 'proposal'] }] }).where(eq(documentKind.code, 'letter'))
    const fields = [{ code: 'zone', name: { en: 'Zone' }, type: 'choice' as const, required: true, choices: ['north', 'south'] }]
    await server.admin.get(serviceDetail, 'POST', '/api/services', { json: { code: 'kiosk', name: { en: 'Permit for a kiosk' }, unit: 'housing', register: 'incoming', kind: 'letter', validFrom: '2020-01-01', fields, online: true } })
    ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await Promise.all([box?.stop(), out?.stop()])
  })

  const deliver = (id: string, subject: string) => box.deliver(letterOf({ id, subject, text: 'Вуличні ліхтарі не горять уже третій тиждень, просимо полагодити їх до свята.', files: [{ name: 'plan.pdf', bytes: Buffer.from('%PDF-1.4 plan'), type: 'application/pdf' }] }))

  test('S0-A1 the clerk fills in what register and kind ask for; what is missing is shown before anything is sent', async () => {
    await deliver('fields', 'Lamps')
    const page = await pageOf(server, browser, ana, '/registry/intake')
    await page.getByRole('button', { name: 'Look now' }).click()
    await page.getByRole('button', { name: 'Decide Lamps' }).click()
    const save = page.getByRole('button', { name: 'Register', exact: true })
    await save.click()
    // Nothing was proposed: the first thing to choose gets the focus.
    await page.locator('select#register:focus').waitFor()
    await page.getByLabel('Register', { exact: true }).selectOption('incoming')
    await page.getByLabel('Kind').selectOption('letter')
    await save.click()
    await page.locator('#field-street:focus[aria-invalid=true]').waitFor()
    await page.getByLabel('Street *').fill('Shevchenko st.')
    await page.getByLabel('Form', { exact: true }).selectOption('complaint')
    await save.click()
    await page.getByText('Nothing waits here.').waitFor()
    const [made] = await server.parts.database.db.select({ fields: card.fields, channel: card.channel }).from(card)
    expect(made).toEqual({ channel: 'e-mail', fields: { street: 'Shevchenko st.', how: 'complaint' } })
    await page.context().close()
  })

  test('S0-A1 a letter is rejected on the screen: the sender is answered unless the clerk says no, and the list shows what became of it', async () => {
    await deliver('reject', 'Advertising')
    const page = await pageOf(server, browser, ana, '/registry/intake')
    await page.getByRole('button', { name: 'Look now' }).click()
    await page.getByRole('button', { name: 'Decide Advertising' }).click()
    await page.locator('summary', { hasText: 'Reject' }).click()
    await page.getByLabel('Reason that the sender reads').fill('It names no place.')
    const answers = page.getByLabel('Answer olena@example.org by mail with this reason')
    expect(await answers.isChecked()).toBe(true)
    expect(await page.getByLabel('Language of the answer').inputValue()).toBe('uk')
    await page.getByRole('button', { name: 'Reject', exact: true }).click()
    await page.getByText('Nothing waits here.').waitFor()
    await vi.waitUntil(() => out.got.length === 1, { timeout: 30_000 })
    expect(out.got[0]?.text).toContain('It names no place.')
    await page.goto(`${server.url}/registry/intake?state=rejected`)
    await page.getByText('It names no place.').waitFor()
    const isAnswered = () => page.getByText('Answered: olena@example.org').waitFor({ timeout: 3000 }).then(() => true, () => false)
    await vi.waitUntil(async () => (await page.reload(), await isAnswered()), { timeout: 30_000 })
    await page.context().close()
  })

  test('S2-09 what a citizen filled in for a service stands in the fields, is corrected there, and the rest is asked for', async () => {
    const form = await (await fetch(`${server.url}/apply/kiosk?lang=en`)).text()
    const body = new FormData()
    const secret = z.string().parse(/name="form" value="([^"]+)"/.exec(form)?.[1])
    for (const [name, value] of Object.entries({ form: secret, name: 'Olena Shevchenko', email: '', phone: '', address: 'Central st. 1', message: 'A kiosk', 'f.zone': 'north' })) body.set(name, value)
    expect((await fetch(`${server.url}/apply/kiosk?lang=en`, { method: 'POST', body, headers: { origin: server.url } })).status).toBe(201)
    const page = await pageOf(server, browser, ana, '/registry/intake')
    await page.getByRole('button', { name: 'Decide Permit for a kiosk: A kiosk' }).click()
    await page.getByLabel('Zone *').waitFor()
    expect(await page.getByLabel('Zone *').inputValue()).toBe('north')
    await page.getByLabel('Zone *').selectOption('south')
    await page.getByLabel('Street *').fill('Market sq.')
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    await page.getByText('Nothing waits here.').waitFor()
    const made = await server.parts.database.db.select({ fields: card.fields }).from(card).where(eq(card.service, 'kiosk'))
    expect(made).toEqual([{ fields: { zone: 'south', street: 'Market sq.' } }])
    await page.context().close()
  })
})
