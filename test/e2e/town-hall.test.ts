import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { enrol } from '#agent/enrolment/enrol.ts'
import { scanPile } from '#agent/station/scan-pile.ts'
import { cardTasks } from '#contract/assignments.ts'
import { cardView } from '#contract/card-view.ts'
import { draftList, draftView } from '#contract/drafts.ts'
import { stationCode } from '#contract/identity.ts'
import { searchResult } from '#contract/search.ts'
import { drawPdf } from '#platform/pdf/draw-pdf.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import type { TestUser } from '#test/support/caller.ts'
import { citizenWith, type Citizen, type Seen } from '#test/support/citizen.ts'
import { freshFolder } from '#test/support/pile.ts'
import { renderPage } from '#test/support/render-page.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'
import { sayIn } from '#test/support/spoken.ts'
import { dayAhead, named, seedTownStory, type Staff } from '#test/support/town-story.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 })

const letter = ['Stimate domnule primar,', '', 'Subsemnata rog să reparați puntea de lemn', 'peste canalul morii din strada Salcâmilor,', 'pe unde copiii merg la școală.', '', 'Vă rog un felinar la fiecare capăt.', '', 'Elena Postolache']
const phone = { width: 390, height: 844 }
const ro = sayIn('ro')
const uk = sayIn('uk')
const ka = sayIn('ka')
const run = promisify(execFile)

/** One letter from the counter to the archive, every part real; the clerks read Romanian, the head Ukrainian, the executor Georgian. */
describe.skipIf(!browserIsThere)('G2 a letter passes through the town hall', () => {
  let server: RunningServer
  let browser: Browser
  let folder: string
  let people: Staff
  let citizen: Citizen
  let card = ''
  let task = ''
  let draft = ''
  const numbers = { letter: '', reply: '' }
  const complaints: string[] = []

  beforeAll(async () => {
    server = await runServer({ recognisers: 1 })
    folder = await freshFolder('town-hall')
    people = await seedTownStory(server)
    const { code } = await server.admin.get(stationCode, 'POST', '/api/stations/code')
    await enrol({ server: server.url, code, name: 'desk', role: 'station', dataFolder: join(folder, 'station') })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const at = async (user: TestUser, path: string, language: string): Promise<Page> => {
    const page = await pageOf(server, browser, user, path, language)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => /content security policy/i.test(message.text()) && complaints.push(message.text()))
    page.on('request', (request) => new RegExp(`^(${server.url}|data:|blob:)`).test(request.url()) || complaints.push(`left the machine: ${request.url()}`))
    return page
  }
  /** Goes on with the Tab key until this has the focus. */
  const tabTo = async (page: Page, name: string) => {
    const focused = () => page.evaluate(() => {
      let one = document.activeElement
      while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
      const root = one?.getRootNode()
      const label = one instanceof HTMLInputElement ? (one.labels?.[0]?.textContent ?? '') : ''
      return `${label} ${one?.textContent ?? ''} ${root instanceof ShadowRoot && root.host.localName.startsWith('wa-') ? (root.host.textContent ?? '') : ''}`
    })
    for (let presses = 0; !(await focused()).includes(name); presses += 1) {
      expect(presses, `the focus never comes to “${name}”`).toBeLessThan(80)
      await page.keyboard.press('Tab')
    }
  }
  /** Types a part of a name and takes what is offered. */
  const choose = async (page: Page, field: string, typed: string, offered: string) => {
    const input = page.getByLabel(field, { exact: true }).first()
    await input.fill(typed)
    await page.locator(`opis-whom:has-text("${field}") option[value="${offered}"]`).first().waitFor({ state: 'attached' })
    await input.fill(offered)
  }
  const fits = async (page: Page) => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
  const examined: Seen = { ro: `În examinare: ${named.housing.ro}`, uk: `На розгляді: ${named.housing.uk}`, ka: `განიხილება: ${named.housing.ka}` }

  test('G2 S0-07 S2-07 S2-03 by keyboard alone the letter is registered at the counter, in Romanian, and gets its cover sheet', async () => {
    const page = await at(people.vera, '/', 'ro')
    await page.waitForURL(`${server.url}/counter`)
    await page.getByRole('combobox', { name: ro('Service') }).waitFor()
    await page.waitForFunction(() => document.activeElement?.shadowRoot !== null)
    await page.keyboard.type('loc public')
    await page.getByRole('option', { name: new RegExp(named.repair.ro) }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: named.application.ro }).waitFor()
    await page.keyboard.type('Elena Postolache')
    await page.getByRole('option', { name: ro('New: {0}', 'Elena Postolache') }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('group', { name: ro('New: {0}', 'Elena Postolache') }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Elena Postolache', { exact: true }).and(page.locator('strong')).waitFor()
    await page.keyboard.press('Space')
    await page.getByText(ro('taken'), { exact: true }).waitFor()
    await tabTo(page, ro('Subject, if it is not the name of the service'))
    await page.keyboard.type('Puntea de peste canal')
    await page.keyboard.press('Control+Enter')
    numbers.letter = await page.getByRole('status', { name: ro('Registered') }).locator('.big').innerText()
    const check = await page.getByRole('status', { name: ro('Registered') }).locator('code').innerText()
    const [receipt] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('p')])
    const paper = join(folder, 'receipt.pdf')
    await writeFile(paper, await (await page.request.get(receipt.url())).body())
    const printed = (await run('pdftotext', ['-layout', paper, '-'])).stdout
    for (const fact of [numbers.letter, check, named.application.ro]) expect(printed).toContain(fact)
    await receipt.close()
    await page.bringToFront()
    citizen = await citizenWith(server.url, browser, { number: numbers.letter, check })
    await tabTo(page, ro('Open the card'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: ro('Papers') }).waitFor()
    card = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await tabTo(page, ro('Print a cover sheet'))
    let cover: Buffer = Buffer.alloc(0)
    await page.route('**/cover-sheet?*', async (route) => {
      const response = await route.fetch()
      cover = await response.body()
      await route.fulfill({ response })
    })
    await page.keyboard.press('Enter')
    await expect.poll(() => cover.byteLength, { timeout: 30_000 }).toBeGreaterThan(0)
    await page.getByText(/OPIS-/).first().waitFor()
    await mkdir(join(folder, 'pile'))
    for await (const { png } of drawPdf(cover)) await writeFile(join(folder, 'pile', '0001.png'), png)
    await writeFile(join(folder, 'pile', '0002.png'), (await renderPage({ lines: letter, fontSizePx: 54 })).png)
    await page.bringToFront()
    await page.context().close()
  })

  test('G2 S0-15 S2-06 S2-11 the citizen sees on a phone without script that it is registered', async () => {
    await citizen.sees({ ro: `Înregistrat: ${named.cityhall.ro}`, uk: `Зареєстровано: ${named.cityhall.uk}`, ka: `დარეგისტრირდა: ${named.cityhall.ka}` })
  })

  test('G2 S0-A7 the paper is scanned with its cover sheet, read, and lies on the card', async () => {
    const report = await scanPile({ serverUrl: server.url, dataFolder: join(folder, 'station'), giveUpAfterMs: 60_000, pile: { folder: join(folder, 'pile') }, wait: true })
    expect(report).toMatchObject({ state: 'closed', fed: 2, archived: 1, searchable: true, exceptions: [] })
    const page = await at(people.vera, `/registry/cards/${card}`, 'ro')
    await page.getByRole('link', { name: new RegExp(numbers.letter) }).first().waitFor()
    await page.context().close()
    await citizen.sees({ ro: `Înregistrat: ${named.cityhall.ro}`, uk: `Зареєстровано: ${named.cityhall.uk}`, ka: `დარეგისტრირდა: ${named.cityhall.ka}` })
  })

  test('G2 S0-06 S0-11 the head writes the resolution on a phone, in Ukrainian; the citizen sees who examines', async () => {
    const page = await at(people.mayor, '/registry', 'uk')
    await page.setViewportSize(phone)
    await page.getByRole('link', { name: new RegExp(numbers.letter) }).first().click()
    await page.getByRole('button', { name: uk('Write a resolution') }).click()
    await page.getByRole('textbox', { name: uk('Words of the resolution') }).fill('Розглянути й відповісти заявниці')
    await choose(page, uk('Executor'), 'გიო', 'გიორგი ბერიძე (giorgi)')
    await choose(page, uk('Controller'), 'bor', 'Boris Ceban (boris)')
    await page.locator('wa-input[name=dueOn]').getByLabel(uk('Due on')).fill(dayAhead(14))
    await fits(page)
    await page.getByRole('button', { name: uk('Write the resolution') }).click()
    await page.getByText(uk('The resolution is written.')).waitFor()
    await fits(page)
    await page.context().close()
    const made = (await people.mayor.bySession.get(cardTasks, 'GET', `/api/cards/${card}/tasks`)).resolutions[0]?.tasks[0]
    expect(made).toMatchObject({ executor: { name: 'giorgi' }, controller: { name: 'boris' }, dueOn: dayAhead(14) })
    task = made?.id ?? ''
    await citizen.sees(examined)
  })

  test('G2 S1-07 the executor drafts the reply from its template, in Georgian, and sends it round', async () => {
    const page = await at(people.giorgi, '/tasks', 'ka')
    await page.getByRole('link', { name: /Розглянути й відповісти/ }).click()
    await page.getByRole('button', { name: ka('Report execution') }).waitFor()
    await page.getByRole('link', { name: numbers.letter }).click()
    await page.getByRole('button', { name: ka('Begin a draft') }).click()
    await page.locator('wa-select[name=language]').click()
    await page.locator('wa-option[value=ro]').click()
    await page.locator('wa-select[name=template]').getByText('Răspuns la o cerere').first().waitFor({ state: 'attached' })
    await page.getByRole('button', { name: ka('Begin'), exact: true }).click()
    await page.getByRole('button', { name: ka('Change the text') }).click()
    const text = page.getByLabel(ka('Text of the draft'))
    await text.fill(`${await text.inputValue()}\nLucrările încep luni.`)
    await page.getByRole('button', { name: ka('Save as a new version') }).click()
    await page.getByRole('button', { name: ka('Show the changes') }).waitFor()
    await page.getByRole('button', { name: ka('Send round for visas') }).click()
    await page.getByText(ka('waiting for visas')).first().waitFor()
    draft = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await page.context().close()
    await citizen.sees(examined)
  })

  test('G2 S3-09 S0-06 three visas at once, one by who stands in; the head approves on the phone', async () => {
    for (const [person, language, say] of [['olga', 'uk', uk], ['petru', 'ro', ro], ['nino', 'ka', ka]] as const) {
      const page = await at(people[person], '/tasks/drafts?list=visas', language)
      await page.setViewportSize(phone)
      if (person === 'nino') await page.getByText(ka('you stand in for {0}', 'Tamara Rusu')).waitFor()
      await page.getByRole('link', { name: new RegExp(numbers.letter) }).click()
      await page.getByRole('button', { name: say('Agreed'), exact: true }).waitFor()
      await page.getByRole('button', { name: say('Agreed'), exact: true }).click()
      await page.getByText(person === 'nino' ? ka('waiting for approval') : say('Visa given.')).first().waitFor()
      await fits(page)
      await page.context().close()
    }
    const head = await at(people.mayor, '/tasks/drafts?list=approvals', 'uk')
    await head.setViewportSize(phone)
    await head.getByRole('link', { name: new RegExp(numbers.letter) }).click()
    await head.getByRole('button', { name: uk('Approve'), exact: true }).click()
    await head.getByText(uk('Approved by {0}', 'Марія Коваленко')).waitFor()
    await fits(head)
    await head.context().close()
    const { visas, approval } = await people.giorgi.bySession.get(draftView, 'GET', `/api/drafts/${draft}`)
    expect(visas.map(({ person, decidedBy, decision }) => [person, decidedBy, decision])).toEqual([['olga', 'olga', 'agreed'], ['petru', 'petru', 'agreed'], ['tamara', 'nino', 'agreed']])
    expect(approval).toMatchObject({ by: 'mayor', version: 2 })
    await citizen.sees(examined)
  })

  test('G2 S0-06 S4-06 the clerk registers the reply as outgoing and notes its sending; the citizen sees the answer', async () => {
    const page = await at(people.ana, '/tasks/drafts?list=dispatch', 'ro')
    await page.getByRole('link', { name: new RegExp(numbers.letter) }).click()
    await page.getByRole('button', { name: ro('Register'), exact: true }).click()
    await page.getByText(ro('Document registered.')).waitFor()
    await citizen.sees(examined)
    await expect.poll(async () => {
      const again = page.getByRole('button', { name: ro('Look again') })
      if (await again.isVisible()) await again.click()
      return page.getByRole('link', { name: ro('Approval sheet') }).isVisible()
    }, { timeout: 30_000 }).toBe(true)
    numbers.reply = await page.locator('opis-draft-sending strong').innerText()
    await page.locator('wa-input[name=address]').getByLabel(ro('Address')).fill('str. Salcâmilor 12')
    await page.getByRole('form', { name: ro('Note the sending') }).getByRole('button', { name: ro('Note the sending') }).click()
    await page.getByText(ro('Sending noted.')).waitFor()
    await page.context().close()
    const { drafts } = await people.ana.bySession.get(draftList, 'GET', `/api/drafts?list=card&card=${card}`)
    expect(drafts).toMatchObject([{ id: draft, state: 'sent' }])
    await citizen.sees({ ro: `S-a răspuns, nr. ${numbers.reply}`, uk: `Надано відповідь, № ${numbers.reply}`, ka: `პასუხი გაიცა, № ${numbers.reply}` })
  })

  test('G2 S0-12 the executor reports, the controller takes the task off control against the reply', async () => {
    const executor = await at(people.giorgi, `/tasks/${task}`, 'ka')
    await executor.getByRole('button', { name: ka('Report execution') }).click()
    await executor.getByRole('textbox', { name: ka('What was done') }).fill('პასუხი გაიგზავნა')
    await executor.getByRole('button', { name: ka('Report execution') }).last().click()
    await executor.getByText(ka('reported executed')).first().waitFor()
    await executor.context().close()
    const page = await at(people.boris, '/tasks?list=control', 'ro')
    await page.getByRole('link', { name: /Розглянути й відповісти/ }).click()
    await page.getByRole('button', { name: ro('Take off control') }).click()
    await page.getByRole('textbox', { name: ro('Number of the document that is the result') }).fill(numbers.reply)
    await page.getByRole('button', { name: new RegExp(`^${ro('Link')}`) }).click()
    await page.getByRole('button', { name: ro('Take off control') }).last().click()
    await page.getByText(ro('off control'), { exact: true }).waitFor()
    await page.context().close()
    expect(await people.ana.bySession.get(cardView, 'GET', `/api/cards/${card}`)).toMatchObject({ state: 'executed' })
    await citizen.sees({ ro: `S-a răspuns, nr. ${numbers.reply}`, uk: `Надано відповідь, № ${numbers.reply}`, ka: `პასუხი გაიცა, № ${numbers.reply}` })
  })

  test('G2 S0-06 S2-11 the document is filed; the citizen sees every stage with its day', async () => {
    const page = await at(people.ana, `/registry/cards/${card}`, 'ro')
    await page.getByRole('button', { name: ro('File the document') }).click()
    const form = page.getByRole('form', { name: ro('File the document') })
    await form.getByLabel(ro('Index of the file')).fill('05-12')
    await form.getByLabel(ro('Title, for a new file')).fill('Cereri ale cetățenilor')
    await form.getByRole('button', { name: ro('File the document') }).click()
    await page.getByText(ro('Document filed.')).waitFor()
    await page.getByRole('button', { name: ro('Begin a draft') }).waitFor({ state: 'detached' })
    await page.context().close()
    await citizen.sees({ ro: 'Închis', uk: 'Закрито', ka: 'დაიხურა' })
    const stages = await citizen.page.locator('ol.stages li').allInnerTexts()
    expect(stages.map((one) => one.split('\n').at(-1))).toEqual([`დარეგისტრირდა: ${named.cityhall.ka}`, examined.ka, `პასუხი გაიცა, № ${numbers.reply}`, 'დაიხურა'])
    await citizen.close()
  })

  test('G2 S0-08 S0-09 the words of the scan find it for who may see it, and for nobody else', async () => {
    const page = await at(people.giorgi, '/', 'ka')
    await page.getByRole('searchbox', { name: ka('Search words') }).fill('"canalul morii"')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: new RegExp(numbers.letter) }).first().waitFor()
    await page.getByRole('link', { name: new RegExp(numbers.letter) }).first().click()
    await page.locator('[data-test=mark]').first().waitFor()
    await page.context().close()
    const words = `/api/search?q=${encodeURIComponent('"canalul morii"')}`
    for (const [person, total] of [['ana', 1], ['mayor', 1], ['stranger', 0]] as const) expect(await people[person].bySession.get(searchResult, 'GET', words)).toMatchObject({ total })
    expect(complaints).toEqual([])
  })
})
