import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { eq } from 'drizzle-orm'
import { cardRegistered } from '#contract/cards.ts'
import { draftList, draftView } from '#contract/drafts.ts'
import { kindList } from '#contract/kinds.ts'
import { openPaper } from '#platform/pdf/paper.ts'
import { unit } from '#server/identity/units/schema.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, sha512Of, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let browser: Browser
let ana: TestUser
let keeper: TestUser
let olga: TestUser
let mayor: TestUser
const phone = { width: 390, height: 800 }


describe.skipIf(!browserIsThere)('drafts in a browser', () => {
  beforeAll(async () => {
    server = await runServer()
    browser = await openBrowser()
    const { db } = server.parts.database
    await seedTownHall(db)
    ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
    keeper = await addUser(server.url, server.admin, { name: 'keeper', roles: ['records-manager'], units: ['cityhall'] })
    olga = await addUser(server.url, server.admin, { name: 'olga', roles: ['reader'], units: ['finance'] })
    mayor = await addUser(server.url, server.admin, { name: 'mayor', roles: ['head'], units: ['cityhall'] })
    await db.update(unit).set({ head: 'mayor' }).where(eq(unit.code, 'cityhall'))
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  test('S0-03 S0-04 a route is put together on the screen without a program, by keyboard, and holds for the next document', async () => {
    const page = await pageOf(server, browser, keeper, '/administration/kinds')
    await page.getByRole('button', { name: 'Edit letter' }).click()
    for (const step of ['Registration', 'Visas', 'Draft of the reply', 'Approval', 'Filing']) await page.getByRole('group', { name: 'Add a step' }).getByRole('button', { name: step }).click()
    const steps = page.getByRole('list', { name: 'Steps of the route' }).locator('> li')
    await steps.nth(2).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByLabel('Add a person').first().fill('olga')
    await page.getByLabel('Add a person').nth(1).fill('olga (olga)')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Kind saved.').waitFor()
    const { kinds } = await keeper.byToken.get(kindList, 'GET', '/api/kinds')
    expect(kinds.find((one) => one.code === 'letter' && one.now)?.route.map(({ step }) => step)).toEqual(['registry', 'reply', 'visa', 'approval', 'file'])
    await page.context().close()
  })

  test('S1-07 S4-06 a reply is written on the card, gets its visa on a phone, is approved, registered and sent', async () => {
    await keeper.byToken.get(kindList, 'POST', '/api/kinds', { json: { code: 'letter', name: { en: 'Letter' }, flow: 'incoming', class: 'petitions', validFrom: kindDay(), route: [{ step: 'registry' }, { step: 'reply' }, { step: 'visa', people: ['olga'] }, { step: 'approval', people: ['mayor'] }, { step: 'sending' }, { step: 'file' }] } })
    const card = await ana.byToken.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject: 'The well on Garden street' } })
    const desk = await pageOf(server, browser, ana, `/registry/cards/${card.id}`)
    await desk.getByRole('button', { name: 'Begin a draft' }).click()
    await desk.getByRole('button', { name: 'Begin', exact: true }).click()
    await desk.getByRole('button', { name: 'Change the text' }).click()
    await desk.getByLabel('Text of the draft').fill('The well was repaired.\nNo. {number}')
    await desk.getByRole('button', { name: 'Save as a new version' }).click()
    await desk.getByRole('button', { name: 'Show the changes' }).click()
    await desk.getByRole('group', { name: 'Changes of version 2' }).waitFor()
    await desk.getByRole('button', { name: 'Send round for visas' }).click()
    await desk.getByText('waiting for visas').waitFor()

    const hand = await pageOf(server, browser, olga, '/tasks/drafts?list=visas')
    await hand.setViewportSize(phone)
    await hand.getByRole('link', { name: /The well on Garden street/ }).click()
    await hand.getByRole('button', { name: 'Not agreed' }).click()
    await hand.getByRole('alert').waitFor()
    expect(await hand.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    await hand.getByLabel('Remarks').fill('Name the day')
    await hand.getByRole('button', { name: 'Agreed with remarks' }).click()
    await hand.getByText('waiting for approval').waitFor()

    const head = await pageOf(server, browser, mayor, '/tasks/drafts?list=approvals')
    await head.getByRole('link', { name: /The well on Garden street/ }).click()
    await head.getByRole('button', { name: 'Approve', exact: true }).click()
    await head.getByText('Approved by mayor').waitFor()

    await desk.reload()
    await desk.getByRole('button', { name: 'Register', exact: true }).click()
    await desk.getByLabel('Address').fill('Garden street 1')
    await desk.getByRole('form', { name: 'Note the sending' }).getByRole('button', { name: 'Note the sending' }).click()
    await desk.getByText('Sending noted.').waitFor()
    const { drafts } = await ana.byToken.get(draftList, 'GET', `/api/drafts?list=card&card=${card.id}`)
    expect(await ana.byToken.get(draftView, 'GET', `/api/drafts/${drafts[0]?.id ?? ''}`)).toMatchObject({ state: 'sent', visas: [{ person: 'olga', decision: 'agreed-with-remarks', remarks: 'Name the day' }], approval: { by: 'mayor' }, sending: { address: 'Garden street 1' } })
    await desk.goto(`${server.url}/registry/cards/${card.id}`)
    await desk.getByRole('list', { name: 'Route' }).waitFor()
    await head.goto(`${server.url}/tasks/waiting-times`)
    await head.getByRole('rowheader', { name: 'olga' }).waitFor()
  })

  test('S1-07 S3-09 annexes are attached and taken out on the screen, seen by who gives visas; the head overrules on a phone with a reason', async () => {
    const card = await ana.byToken.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject: 'The bridge' } })
    const begun = await ana.byToken.get(draftView, 'POST', '/api/drafts', { json: { card: card.id, kind: 'reply', register: 'outgoing', language: 'en', text: 'The bridge is open.' } })
    const desk = await pageOf(server, browser, ana, `/tasks/drafts/${begun.id}`)
    const files = desk.getByLabel('Attach PDF files')
    await files.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') })
    await desk.getByText('photo.png is no PDF.').waitFor()
    await files.setInputFiles([await pdf('certificate.pdf'), await pdf('plan.pdf')])
    await desk.getByText('Annexes added.').waitFor()
    await desk.getByRole('button', { name: 'Remove plan.pdf' }).click()
    await desk.getByText('Annex removed.').waitFor()
    await desk.getByRole('button', { name: 'Send round for visas' }).click()
    await desk.getByText('waiting for visas').waitFor()

    const hand = await pageOf(server, browser, olga, `/tasks/drafts/${begun.id}`)
    const form = hand.getByRole('form', { name: 'Visa of olga' })
    const [shown] = await Promise.all([hand.context().waitForEvent('page'), form.getByRole('link', { name: 'certificate.pdf' }).click()])
    expect(shown.url()).toContain(`/api/drafts/${begun.id}/annexes/`)
    await form.getByLabel('Remarks').fill('The certificate is of last year')
    await form.getByRole('button', { name: 'Not agreed' }).click()
    await hand.getByText('Visa given.').waitFor()
    expect(await hand.getByRole('button', { name: 'Overrule the visa' }).count()).toBe(0)

    const head = await pageOf(server, browser, mayor, '/tasks/drafts?list=approvals')
    await head.setViewportSize(phone)
    await head.getByRole('link', { name: /The bridge/ }).click()
    await head.getByRole('button', { name: 'Overrule the visa' }).click()
    await head.getByLabel('Reason', { exact: true }).fill('It is valid for two years')
    await head.getByRole('form', { name: 'Overrule the visa' }).getByRole('button', { name: 'Overrule the visa' }).click()
    await head.getByText('Overruled by mayor: It is valid for two years').first().waitFor()
    expect(await head.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    await head.getByRole('button', { name: 'Approve', exact: true }).click()
    await head.getByText('Approved by mayor').waitFor()
    expect(await ana.byToken.get(draftView, 'GET', `/api/drafts/${begun.id}`)).toMatchObject({ state: 'approved', version: 3, visas: [{ person: 'olga', decision: 'not-agreed', overruled: { by: 'mayor' } }] })
  }, 180_000)

  test('S1-07 S3-09 the changes of a version name the annexes that came, went or were replaced, with size and checksum', async () => {
    const card = await ana.byToken.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject: 'The fence' } })
    const begun = await ana.byToken.get(draftView, 'POST', '/api/drafts', { json: { card: card.id, kind: 'reply', register: 'outgoing', language: 'en', text: 'The fence stands.' } })
    const [first, second] = await Promise.all([pdf('plan.pdf', 'Plan of May'), pdf('plan.pdf', 'Plan of June')])
    const desk = await pageOf(server, browser, ana, `/tasks/drafts/${begun.id}`)
    const attach = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
      await desk.getByLabel('Attach PDF files').setInputFiles(file)
      await desk.getByText('Annexes added.').waitFor()
    }
    const changesOf = async (version: number): Promise<string> => {
      await desk.getByRole('list', { name: 'Versions' }).getByRole('listitem').filter({ hasText: `Version ${version} ` }).getByRole('button', { name: 'Show the changes' }).click()
      const changes = desk.getByRole('group', { name: `Changes of version ${version}` })
      await changes.getByText('The fence stands.').waitFor()
      return (await changes.getByRole('list', { name: 'Changes of the annexes' }).innerText()).replaceAll(/\s+/g, ' ')
    }
    const sumOf = ({ buffer }: { buffer: Buffer }) => `SHA-512 ${sha512Of(buffer).slice(0, 16)}…`
    await attach(first)
    expect(await changesOf(2)).toMatch(new RegExp(`added plan.pdf [\\d.]+ KB · pages: 1 · ${sumOf(first)}$`, 'i'))
    await desk.getByRole('button', { name: 'Remove plan.pdf' }).click()
    await desk.getByText('Annex removed.').waitFor()
    await attach(second)
    expect(await changesOf(3)).toMatch(new RegExp(`removed plan.pdf [\\d.]+ KB · pages: 1 · ${sumOf(first)}$`, 'i'))
    expect(await changesOf(4)).toMatch(new RegExp(`replaced plan.pdf .*${sumOf(second)} before: .*${sumOf(first)}$`, 'i'))
    await desk.setViewportSize(phone)
    expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
  })
})

async function pdf(name: string, text = name): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const paper = openPaper({ title: name, language: 'en', createdAt: new Date(0), watermark: null, footer: (page, pages) => `${page} / ${pages}` })
  paper.text(text)
  return { name, mimeType: 'application/pdf', buffer: Buffer.from((await paper.end()).bytes) }
}

const kindDay = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Chisinau' }).format(new Date())
