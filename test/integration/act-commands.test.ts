import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { dueList } from '#contract/acts.ts'
import { importAnswer } from '#contract/records.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

/** Acts by the command line, as a records manager with a terminal or a program uses it. */
vi.setConfig({ testTimeout: 180_000 })

let server: RunningServer
let hanna: TestUser
const ids: string[] = []

const opis = async (env: Record<string, string>, ...words: string[]) => {
  const { code, out, err } = await runOpis([...words, '--json'], { OPIS_DATA: server.dataFolder, ...env })
  return { code, answer: out === '' ? undefined : (JSON.parse(out) as Record<string, unknown>), problem: err.startsWith('{') ? (JSON.parse(err) as Record<string, unknown>) : undefined }
}

beforeAll(async () => {
  server = await runServer()
  for (const date of ['2015-01-10', '2016-02-11', '2025-02-11']) ids.push((await server.admin.get(importAnswer, 'POST', `/api/import?name=${date}.txt&class=correspondence&date=${date}`, { body: Buffer.from(`A letter of ${date}`) })).record ?? '')
  await vi.waitUntil(async () => (await server.admin.get(dueList, 'GET', '/api/due')).total === 2, { timeout: 60_000, interval: 200 })
  hanna = await addUser(server.url, server.admin, { name: 'hanna', roles: ['head'] })
})
afterAll(() => server.stop())

test('an act is proposed from what is due, shown with what comes next, and not approved before the commission has sat', async () => {
  expect((await opis({}, 'act', 'due', '--year', '2019')).answer).toMatchObject({ total: 1, items: [{ kind: 'record', id: ids[0], rule: 'correspondence' }] })
  const year = new Date().getFullYear()
  expect(await opis({}, 'act', 'propose', '--title', 'Letters', '--record', ids[0] ?? '', '--record', ids[2] ?? '')).toMatchObject({ code: 8, answer: { number: `1/${year}`, lines: 1, refused: [{ id: ids[2], reason: 'not-eligible', of: 'retained' }] } })
  expect(await opis({}, 'act', 'propose', '--all', '--class', 'correspondence', '--to', `1/${year}`)).toMatchObject({ code: 0, answer: { lines: 1, refused: [] } })
  expect(await opis({}, 'act', 'show', `1/${year}`)).toMatchObject({ code: 0, answer: { drawnBy: 'local', next: { step: 'hold-sitting' }, lines: { proposed: 2 }, list: [{ line: 1, subject: ids[0] }, { line: 2, subject: ids[1] }] } })
  expect(await opis({}, 'act', 'approve', `1/${year}`, '--role', 'head-of-body')).toMatchObject({ code: 5 })
  const { hostname, port } = new URL(server.url)
  const asHead = { OPIS_SERVER: `http://${hostname}:${port}`, OPIS_TOKEN: await tokenOf(hanna) }
  expect(await opis(asHead, 'act', 'approve', `1/${year}`, '--role', 'head-of-body')).toMatchObject({ code: 3, problem: { detail: 'The commission must examine every line first.' } })
  expect((await opis({}, 'act', 'list', '--state', 'draft')).answer).toMatchObject({ acts: [{ number: `1/${year}`, state: 'draft' }] })
  expect(await opis({}, 'act', 'show', '9/1999')).toMatchObject({ code: 4 })
  expect(await opis({}, 'act', 'propose', '--title', 'x', '--class', 'correspondence')).toMatchObject({ code: 2 })
})

async function tokenOf(user: TestUser): Promise<string> {
  const answer = await user.bySession.send('POST', '/api/tokens')
  return (JSON.parse(answer.bytes.toString('utf8')) as { token: string }).token
}
