import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { actList, commissionList, dueList, lineList } from '#contract/acts.ts'
import { fileView } from '#contract/file-plan.ts'
import { backupDays, importLetter } from '#test/support/acts.ts'
import { browserIsThere, openBrowser } from '#test/support/browser.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { pageOf } from '#test/support/signed-in-page.ts'
import { countPdfA, veraPdfIsThere } from '#test/support/vera-pdf.ts'

const people = [['maria', 'records-manager'], ['ana', 'commission-member'], ['ion', 'commission-member'], ['ceslav', 'commission-member'], ['hanna', 'head'], ['petru', 'records-manager'], ['outsider', 'commission-member']] as const
type Name = (typeof people)[number][0]
const years = [2015, 2016, 2017, 2025] as const
const word = 'quicksilver'

/**
 * From a closed file that is due to the stub in place of its record, in a real browser on the real server: who draws up,
 * who votes, who approves and who executes are different people, each works by keyboard alone. The rule is for whole files.
 */
describe.skipIf(!browserIsThere)('an act of destruction', () => {
  let folder: string
  let server: RunningServer
  let browser: Browser
  const users = new Map<Name, TestUser>()
  const files: { file: string; record: string }[] = []
  const complaints: string[] = []
  let act = ''
  let pdfs: string[] = []

  const userOf = (name: Name): TestUser => {
    const user = users.get(name)
    if (user === undefined) throw new Error(`${name} is not there`)
    return user
  }
  /** Shows a page to somebody as long as `work` lasts. */
  const as = async (name: Name, path: string, work: (page: Page) => Promise<void>): Promise<void> => {
    const page = await pageOf(server, browser, userOf(name), path)
    page.on('pageerror', (error) => complaints.push(error.message))
    await work(page)
    await page.context().close()
  }
  const readLines = async () => (await server.admin.get(lineList, 'GET', `/api/acts/${act}/lines`)).lines

  const closedFile = async (year: number): Promise<{ file: string; record: string }> => {
    const record = await importLetter(server, `A letter of ${year} about ${word}`, { date: `${year}-03-12`, name: `letter-${year}.txt` })
    const { id } = await server.admin.get(fileView, 'POST', '/api/files', { json: { class: 'correspondence', number: `01-${year}`, title: `Letters of ${year}`, openedOn: `${year}-01-01` } })
    await server.admin.get(fileView, 'POST', `/api/files/${id}/records`, { json: { record } })
    await server.admin.get(fileView, 'POST', `/api/files/${id}/close`, { json: { on: `${year}-12-31` } })
    return { file: id, record }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-cycle-'))
    const neutral = await readFile(join(import.meta.dirname, '../../retention-rules/neutral/2026.yaml'), 'utf8')
    await mkdir(join(folder, 'rules'))
    await writeFile(join(folder, 'rules/2026.yaml'), neutral.replace('classes: ["correspondence"]\n    retain: {for: P3Y, from: record.date}', 'classes: ["correspondence"]\n    unit: file\n    retain: {for: P3Y, from: file.closed}'))
    server = await runServer({ settings: { ...backupDays, OPIS_ACT_WAITING_DAYS: '0', OPIS_SCHEDULES: join(folder, 'rules') } })
    browser = await openBrowser()
    for (const [name, role] of people) users.set(name, await addUser(server.url, server.admin, { name, roles: [role] }))
    for (const year of years) files.push(await closedFile(year))
    await server.admin.send('POST', '/api/paper', { json: { kind: 'file', subject: files[2]?.file, box: '17', sheets: 40 } })
    await vi.waitUntil(async () => (await server.admin.get(dueList, 'GET', '/api/due')).total === 3, { timeout: 60_000, interval: 200 })
    await server.admin.get(commissionList, 'POST', '/api/commissions', { json: { title: 'Expert commission', quorum: 3, members: ['ceslav', 'ana', 'ion'].map((name, index) => ({ name, chair: index === 0 })) } })
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('the records manager chooses from what is due and draws it up', async () => {
    await as('maria', '/retention/due', async (page) => {
      await page.getByRole('checkbox', { name: 'Choose this page' }).press('Space')
      await page.getByText('Chosen: 3').waitFor()
      await page.getByLabel('Title of the act').fill('Letters of 2015 to 2017')
      await page.getByLabel('Title of the act').press('Enter')
      await page.getByRole('link', { name: /Act 1\/\d+ is drawn up with 3 lines/ }).press('Enter')
      await page.getByText('The commission must sit').waitFor()
      await page.getByRole('button', { name: 'Open a sitting' }).press('Enter')
      await page.getByText('Members of the commission still have to vote').waitFor()
      expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
    })
    ;[{ id: act }] = z.tuple([z.object({ id: z.string() })]).parse((await server.admin.get(actList, 'GET', '/api/acts')).acts)
  })

  test('three members vote, one line is kept, the chair closes the sitting', async () => {
    for (const name of ['ana', 'ion', 'ceslav'] as const)
      await as(name, `/retention/acts/${act}`, async (page) => {
        await page.getByRole('button', { name: 'Vote', exact: true }).press('Enter')
        await page.getByText(new RegExp(`voted: .*${name}`)).waitFor()
        await page.getByRole('combobox', { name: 'My vote on line 2' }).press('K')
        await page.getByText(new RegExp(`${name}: Keep for good`)).waitFor()
        if (name !== 'ceslav') return
        await page.getByRole('button', { name: 'Close the sitting' }).press('Enter')
        await page.getByText(/The commission keeps it for good, protocol 1\//).waitFor()
        await page.getByRole('link', { name: 'Protocol of the commission' }).waitFor()
      })
  })

  test('the head approves; nobody else is offered it, and a member of no commission sees no act', async () => {
    await as('maria', `/retention/acts/${act}`, async (page) => {
      await page.getByText('To be done by: Head of the body').waitFor()
      expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
    })
    await as('hanna', `/retention/acts/${act}`, async (page) => {
      await page.getByRole('button', { name: 'Approve' }).press('Enter')
      await page.getByText('The waiting time is over. The act can be executed.').waitFor()
    })
    expect(await userOf('outsider').byToken.get(actList, 'GET', '/api/acts')).toEqual({ acts: [] })
    expect(await userOf('outsider').byToken.problem('GET', `/api/acts/${act}`)).toMatchObject({ status: 404, reason: 'no-such-act' })
  })

  test('a file that is opened again makes its line fall out, by itself', async () => {
    expect((await server.admin.get(dueList, 'GET', '/api/due')).items).toEqual([])
    await server.admin.get(fileView, 'POST', `/api/files/${files[0]?.file ?? ''}/reopen`, { json: { reason: 'A letter came late' } })
    const first = (await readLines()).findIndex(({ subject }) => subject === files[0]?.file)
    await vi.waitUntil(async () => (await readLines())[first]?.state === 'void', { timeout: 30_000, interval: 200 })
    expect((await readLines()).map(({ state, reason }) => [state, reason])).toEqual([['void', 'no-longer-eligible'], ['kept', 'kept-permanently'], ['agreed', null]])
  })

  test('another records manager executes it, sees its end, and says how the paper went', async () => {
    await as('maria', `/retention/acts/${act}`, async (page) => {
      await page.getByText('The act can be executed').waitFor()
      expect(await page.getByRole('button', { name: 'Execute the act' }).count()).toBe(0)
    })
    await as('petru', `/retention/acts/${act}`, async (page) => {
      await page.getByRole('button', { name: 'Execute the act' }).press('Enter')
      await page.getByText('What stands on this act is destroyed for good. Go on?').waitFor()
      await page.keyboard.press('Enter')
      await page.getByText(/Destroyed on .* Backups may hold it until/).waitFor({ timeout: 60_000 })
      await page.getByText('paper still to be destroyed', { exact: true }).waitFor()
      await page.getByText('Paper that is still to be destroyed: 1').waitFor()
      await page.getByLabel('Destroyed on').fill(new Date().toISOString().slice(0, 10))
      await page.getByLabel('By whom').fill('Vtorma, contract 5')
      await page.getByLabel('Weight, kg').fill('1.5')
      await page.getByLabel('Weight, kg').press('Enter')
      await page.getByText('The destruction of the paper was recorded.').waitFor()
      await page.getByText('Lines destroyed: 1 of 3').waitFor()
      await page.getByText('paper still to be destroyed', { exact: true }).waitFor({ state: 'detached' })
      pdfs = await download(page, ['Form of the act', 'Protocol of the commission', 'Certificate of destruction'])
    })
  })

  /** Follows links of the screen to papers. */
  async function download(page: Page, links: readonly string[]): Promise<string[]> {
    const paths: string[] = []
    for (const [at, name] of links.entries()) {
      const href = (await page.getByRole('link', { name }).getAttribute('href')) ?? ''
      const answer = await page.request.get(new URL(href, server.url).href)
      expect(answer.headers()['content-type']).toBe('application/pdf')
      const path = join(folder, `${at}.pdf`)
      await writeFile(path, await answer.body())
      paths.push(path)
    }
    return paths
  }

  test.skipIf(!veraPdfIsThere)('veraPDF accepts act, protocol and certificate', async () => {
    expect(await countPdfA(pdfs)).toBe(3)
  })

  test('a stub stands in place of the record, and a search finds only what stayed', async () => {
    await as('petru', `/records/${files[2]?.record ?? ''}`, async (page) => {
      await page.getByRole('heading', { name: 'This record was destroyed' }).waitFor()
      await page.getByText(/Under act 1\/\d+, on .*Backups may hold it until/).waitFor()
      await page.goto(`${server.url}/?q=${word}`)
      await page.getByRole('link', { name: /letter-2016/ }).first().waitFor()
      expect(await page.getByText('letter-2017').count()).toBe(0)
      await page.goto(`${server.url}/?q=${encodeURIComponent(`${word} 2017`)}`)
      await page.getByRole('heading', { name: 'Nothing was found' }).waitFor()
    })
    expect(complaints).toEqual([])
  })
})
