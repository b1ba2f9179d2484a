import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { cardTasks, taskPage, taskView } from '#contract/assignments.ts'
import { cardRegistered } from '#contract/cards.ts'
import { unit } from '#server/identity/units/schema.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

/** Resolutions, tasks and control in a real browser on the real server. */
describe.skipIf(!browserIsThere)('a letter that is worked on', () => {
  let server: RunningServer
  let browser: Browser
  let people: Record<'mayor' | 'ana' | 'olga' | 'ion' | 'hanna' | 'maria', TestUser>
  let letter: string

  beforeAll(async () => {
    server = await runServer()
    const { db } = server.parts.database
    await seedTownHall(db)
    const add = (name: string, roles: Parameters<typeof addUser>[2]['roles'], of: string) => addUser(server.url, server.admin, { name, roles, units: [of] })
    people = { mayor: await add('mayor', ['head'], 'cityhall'), ana: await add('ana', ['clerk'], 'cityhall'), olga: await add('olga', ['controller'], 'cityhall'), ion: await add('ion', ['reader'], 'housing'), hanna: await add('hanna', ['reader'], 'housing'), maria: await add('maria', ['reader'], 'finance') }
    await db.update(unit).set({ head: 'hanna' }).where(eq(unit.code, 'housing'))
    await people.mayor.bySession.send('POST', '/api/resolution-templates', { json: { text: 'To examine and reply within the term' } })
    letter = (await people.ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'appeals', kind: 'petition', subject: 'The roof of house 5 leaks' } })).id
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const tasksOf = (who: TestUser) => who.bySession.get(cardTasks, 'GET', `/api/cards/${letter}/tasks`)
  /** Types a part of a name and takes what is offered, as the keyboard does with a list of proposals. */
  const choose = async (page: Page, field: string, typed: string, offered: string) => {
    const input = page.getByLabel(field, { exact: true }).first()
    await input.fill(typed)
    await page.locator(`opis-whom:has-text("${field}") option[value="${offered}"]`).first().waitFor({ state: 'attached' })
    await input.fill(offered)
  }

  test('the head writes a resolution on a phone from words kept ready', async () => {
    const page = await pageOf(server, browser, people.mayor, `/registry/cards/${letter}`)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'Write a resolution' }).click()
    await page.getByRole('button', { name: 'To examine and reply within the term', exact: true }).click()
    await choose(page, 'Executor', 'ho', 'Housing [housing]')
    await choose(page, 'Co-executor', 'mar', 'maria (maria)')
    await choose(page, 'Controller', 'olg', 'olga (olga)')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.getByRole('textbox', { name: 'Words of the resolution' }).press('Control+Enter')
    await page.getByText('The resolution is written.').waitFor()
    const made = (await tasksOf(people.mayor)).resolutions[0]
    expect(made).toMatchObject({ text: 'To examine and reply within the term', tasks: [{ unit: 'housing', executor: null, controller: { name: 'olga' } }] })
    await page.close()
  })

  test('the head of the unit names the person, who reports; the controller alone takes it off control, against the reply', async () => {
    const id = (await tasksOf(people.mayor)).resolutions[0]?.tasks[0]?.id ?? ''
    const unitHead = await pageOf(server, browser, people.hanna, '/tasks')
    await unitHead.getByRole('link', { name: /To examine and reply/ }).waitFor()
    await unitHead.keyboard.press('j')
    await unitHead.keyboard.press('Enter')
    await unitHead.getByRole('button', { name: 'Name the executor' }).click()
    await choose(unitHead, 'Person', 'io', 'ion (ion)')
    await unitHead.getByRole('button', { name: 'Name the executor' }).last().click()
    await unitHead.getByText('Done.').waitFor()

    const reply = await people.ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'outgoing', kind: 'reply', subject: 'Reply on the roof', replyTo: letter } })
    const executor = await pageOf(server, browser, people.ion, `/tasks/${id}`)
    await executor.getByRole('button', { name: 'Report execution' }).click()
    await executor.getByRole('textbox', { name: 'What was done' }).fill('The roof is mended.')
    await executor.getByRole('button', { name: 'Report execution' }).last().click()
    await executor.getByText('reported executed').first().waitFor()
    expect(await executor.getByRole('button', { name: 'Take off control' }).count()).toBe(0)

    const controller = await pageOf(server, browser, people.olga, '/tasks?list=control')
    await controller.getByRole('link', { name: /To examine and reply/ }).click()
    await controller.getByRole('button', { name: 'Take off control' }).click()
    await controller.getByRole('button', { name: 'Take off control' }).last().click()
    await controller.getByText('A task is taken off control against its result. Link a document.').waitFor()
    await controller.getByRole('textbox', { name: 'Number of the document that is the result' }).fill(reply.number)
    await controller.getByRole('button', { name: /^Link/ }).click()
    await controller.getByRole('button', { name: 'Take off control' }).last().click()
    await controller.getByText('off control', { exact: true }).waitFor()
    expect(await people.olga.bySession.get(taskView, 'GET', `/api/tasks/${id}`)).toMatchObject({ state: 'off-control', resultCard: { number: reply.number }, endedBy: { name: 'olga' } })
    expect((await people.ion.bySession.get(taskPage, 'GET', '/api/tasks')).tasks).toEqual([])
    for (const page of [unitHead, executor, controller]) await page.close()
  })

  test('S0-12 points of a decision are put on control on its screen; what is late is shown by issuer', async () => {
    const decision = await people.ana.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'decisions', kind: 'decision', subject: 'On the heating season' } })
    const page = await pageOf(server, browser, people.ana, `/registry/cards/${decision.id}`)
    await page.getByRole('button', { name: 'Put points on control' }).click()
    await page.getByRole('textbox', { name: 'What the point orders' }).fill('Prepare the boilers')
    await choose(page, 'Executor', 'io', 'ion (ion)')
    await choose(page, 'Controller', 'olg', 'olga (olga)')
    await page.getByLabel('Due on').fill('2026-01-15')
    await page.getByRole('button', { name: 'Put on control', exact: true }).click()
    await page.getByText('The points are on control.').waitFor()
    await page.goto(`${server.url}/tasks/decisions`)
    await page.getByText('Prepare the boilers').waitFor()
    await expect.poll(() => page.getByRole('navigation', { name: 'Issuers' }).getByRole('link').allTextContents()).toEqual(['All', expect.stringContaining('decisions · 1')])
    await page.close()
  })
})
