import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { actList, commissionList, dueList } from '#contract/acts.ts'
import { importAnswer } from '#contract/records.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { vi } from 'vitest'

/** From the due list to the approved act in a real browser on the real server: four people, the keyboard alone where they decide. */
describe.skipIf(!browserIsThere)('an act of destruction', () => {
  let server: RunningServer
  let browser: Browser
  const users: Record<string, TestUser> = {}
  let act = ''

  const pageOf = async (name: string, path: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en' })
    const [cookie = '', value = ''] = (users[name]?.cookie ?? '').split('=')
    await context.addCookies([{ name: cookie, value, url: server.url }])
    const page = await context.newPage()
    await page.goto(`${server.url}${path}`)
    return page
  }

  beforeAll(async () => {
    server = await runServer()
    browser = await openBrowser()
    for (const [name, role] of [['maria', 'records-manager'], ['ana', 'commission-member'], ['ion', 'commission-member'], ['ceslav', 'commission-member'], ['hanna', 'head'], ['outsider', 'commission-member']] as const)
      users[name] = await addUser(server.url, server.admin, { name, roles: [role] })
    for (const date of ['2015-01-10', '2016-02-11', '2017-03-12', '2025-03-12'])
      await server.admin.get(importAnswer, 'POST', `/api/import?name=letter-${date}.txt&class=correspondence&date=${date}`, { body: Buffer.from(`A letter of ${date}`), headers: { 'content-type': 'application/octet-stream' } })
    await vi.waitUntil(async () => (await server.admin.get(dueList, 'GET', '/api/due')).total === 3, { timeout: 60_000, interval: 200 })
    await server.admin.get(commissionList, 'POST', '/api/commissions', { json: { title: 'Expert commission', quorum: 3, members: ['ceslav', 'ana', 'ion'].map((name, index) => ({ name, chair: index === 0 })) } })
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  test('the records manager chooses from what is due and draws it up', async () => {
    const page = await pageOf('maria', '/retention/due')
    await page.getByRole('checkbox', { name: 'Choose this page' }).press('Space')
    await page.getByText('Chosen: 3').waitFor()
    await page.getByLabel('Title of the act').fill('Letters of 2015 to 2017')
    await page.getByLabel('Title of the act').press('Enter')
    await page.getByRole('link', { name: /Act 1\/\d+ is drawn up with 3 lines/ }).press('Enter')
    await page.getByText('The commission must sit').waitFor()
    await page.getByRole('button', { name: 'Open a sitting' }).press('Enter')
    await page.getByText('Members of the commission still have to vote').waitFor()
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
    ;[{ id: act }] = z.tuple([z.object({ id: z.string() })]).parse((await server.admin.get(actList, 'GET', '/api/acts')).acts)
    await page.context().close()
  })

  test('three members vote, one line is kept, the chair closes the sitting', async () => {
    for (const name of ['ana', 'ion', 'ceslav']) {
      const page = await pageOf(name, `/retention/acts/${act}`)
      await page.getByRole('button', { name: 'Vote', exact: true }).press('Enter')
      await page.getByText(new RegExp(`voted: .*${name}`)).waitFor()
      await page.getByRole('combobox', { name: 'My vote on line 2' }).selectOption('keep')
      await page.getByText(new RegExp(`${name}: Keep for good`)).waitFor()
      if (name === 'ceslav') {
        await page.getByRole('button', { name: 'Close the sitting' }).press('Enter')
        await page.getByText(/The commission keeps it for good, protocol 1\//).waitFor()
      }
      await page.context().close()
    }
  })

  test('the head approves; nobody else is offered it, and a member of no commission sees no act', async () => {
    const maria = await pageOf('maria', `/retention/acts/${act}`)
    await maria.getByText('To be done by: Head of the body').waitFor()
    expect(await maria.getByRole('button', { name: 'Approve' }).count()).toBe(0)
    const hanna = await pageOf('hanna', `/retention/acts/${act}`)
    await hanna.getByRole('button', { name: 'Approve' }).press('Enter')
    await hanna.getByText('The waiting time runs').waitFor()
    expect(await users['outsider']?.byToken.get(actList, 'GET', '/api/acts')).toEqual({ acts: [] })
    expect(await users['outsider']?.byToken.problem('GET', `/api/acts/${act}`)).toMatchObject({ status: 404, reason: 'no-such-act' })
    await maria.context().close()
    await hanna.context().close()
  })

  test('a fact that is taken back makes its line fall out, by itself', async () => {
    const { items } = await server.admin.get(dueList, 'GET', '/api/due')
    expect(items).toEqual([])
    const lines = z.object({ lines: z.array(z.object({ subject: z.string(), line: z.number(), state: z.string(), reason: z.string().nullable() })) })
    const read = async () => (await server.admin.get(lines, 'GET', `/api/acts/${act}/lines`)).lines
    const subject = (await read())[0]?.subject ?? ''
    const events = z.object({ events: z.array(z.object({ id: z.string() })) })
    const [event] = (await server.admin.get(events, 'GET', `/api/records/${subject}/events`)).events
    await server.admin.send('POST', `/api/records/${subject}/events/${event?.id ?? ''}/retract`, { json: {} })
    await vi.waitUntil(async () => (await read())[0]?.state === 'void', { timeout: 30_000, interval: 200 })
    expect((await read()).map(({ state, reason }) => [state, reason])).toEqual([['void', 'no-longer-eligible'], ['kept', 'kept-permanently'], ['agreed', null]])
  })
})
