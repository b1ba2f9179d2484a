import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configuration } from '#contract/configuration.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

/** A municipality by the command line: what is right, and how each mistake is told to a program. */
let server: RunningServer
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-municipality-'))
  server = await runServer()
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

type Told = { code: number | null; answer: Record<string, unknown> | undefined; problem: Record<string, unknown> | undefined }
const parsed = (text: string) => (text.trim() === '' ? undefined : (JSON.parse(text) as Record<string, unknown>))
const opis = async (words: string[], env: Record<string, string> = {}): Promise<Told> => {
  const { code, out, err } = await runOpis([...words, '--json'], { OPIS_DATA: server.dataFolder, ...env })
  return { code, answer: parsed(out), problem: code === 0 || out.trim() !== '' ? undefined : parsed(err) }
}
const refused = (code: number, type: string) => ({ code, answer: undefined, problem: { type, title: expect.any(String), detail: expect.stringMatching(/\S/) } })

test('municipality: profile, training, export and import, each with its exit codes', async () => {
  expect((await opis(['municipality', 'profile'])).answer).toMatchObject({ profiles: expect.arrayContaining([expect.objectContaining({ name: 'oni', language: 'ka' })]) })
  expect(await opis(['municipality', 'profile', 'atlantis'])).toMatchObject(refused(4, 'not-found'))
  expect(await opis(['municipality', 'profile', 'oni', '--dry-run'])).toMatchObject({ code: 0, answer: { dryRun: true, done: false, faults: [] } })
  expect(await opis(['municipality', 'profile', 'oni'])).toMatchObject({ code: 0, answer: { done: true, faults: [] } })

  // Training is for test mode alone: a house that is live refuses it, as a rule and not as a fault of the input.
  expect(await opis(['municipality', 'training'])).toMatchObject(refused(3, 'not-in-this-state'))
  expect(await opis(['municipality', 'training', '--language', 'fr'])).toMatchObject(refused(2, 'usage'))
  expect((await server.admin.send('POST', '/api/mode', { json: { mode: 'test' } })).status).toBe(200)
  expect(await opis(['municipality', 'training', '--language', 'ro'])).toMatchObject({ code: 0, answer: { language: 'ro', documents: 8, already: 0, leftOut: [] } })

  const out = join(folder, 'house.yaml')
  expect(await opis(['municipality', 'export'])).toMatchObject(refused(2, 'usage'))
  expect(await opis(['municipality', 'export', '--out', out, '--format', 'pdf'])).toMatchObject(refused(2, 'usage'))
  expect(await opis(['municipality', 'export', '--out', out])).toMatchObject({ code: 0, answer: { file: out } })
  expect(await readFile(out, 'utf8')).toContain('opis-configuration')
  const json = join(folder, 'house.json')
  expect(await opis(['municipality', 'export', '--out', json, '--format', 'json'])).toMatchObject({ code: 0 })
  expect(configuration.parse(JSON.parse(await readFile(json, 'utf8'))).registers.length).toBeGreaterThan(0)
  // A file that is there is never overwritten.
  expect((await opis(['municipality', 'export', '--out', json])).code).toBe(3)

  expect(await opis(['municipality', 'import'])).toMatchObject(refused(2, 'usage'))
  expect(await opis(['municipality', 'import', join(folder, 'nothing.xlsx')])).toMatchObject(refused(4, 'not-found'))
  expect(await opis(['municipality', 'import', out, '--what'])).toMatchObject(refused(2, 'usage'))
  expect(await opis(['municipality', 'import', out])).toMatchObject({ code: 0, answer: { faults: [], changes: [] } })
  const faulty = join(folder, 'faulty.yaml')
  await writeFile(faulty, 'format: opis-configuration\nversion: 1\nunits: [{ code: x }]\n')
  const answered = await opis(['municipality', 'import', faulty])
  expect(answered).toMatchObject({ code: 3, answer: { done: false, changes: [] } })
  expect((answered.answer?.['faults'] as unknown[]).length).toBeGreaterThan(0)
})

test('municipality template writes a workbook once, and somebody without the right is refused', async () => {
  const out = join(folder, 'template.xlsx')
  expect(await opis(['municipality', 'template'])).toMatchObject(refused(2, 'usage'))
  expect(await opis(['municipality', 'template', '--out', out])).toMatchObject({ code: 0, answer: { file: out } })
  expect((await readFile(out)).subarray(0, 2).toString()).toBe('PK')
  expect((await opis(['municipality', 'template', '--out', out])).code).toBe(3)
  const elsewhere = { OPIS_SERVER: server.url, OPIS_TOKEN: 'no such token' }
  expect(await opis(['municipality', 'export', '--out', join(folder, 'stolen.json')], elsewhere)).toMatchObject(refused(5, 'unauthenticated'))
  expect(await opis(['municipality', 'profile'], { OPIS_DATA: join(folder, 'nobody-here') })).toMatchObject(refused(7, 'unreachable'))
})

test('register: a wrong word, a register that is not there and a file that is not there are told apart', async () => {
  expect(await opis(['register', 'list', '--what'])).toMatchObject(refused(2, 'usage'))
  expect(await opis(['register', 'list'])).toMatchObject({ code: 0, answer: { mode: 'test' } })
  expect(await opis(['register', 'check', 'nothing'])).toMatchObject(refused(4, 'not-found'))
  expect(await opis(['register', 'check', 'shemosuli'])).toMatchObject({ code: 0, answer: { sound: true } })
  expect(await opis(['register', 'book', 'shemosuli'])).toMatchObject(refused(2, 'usage'))
  expect(await opis(['register', 'book', 'shemosuli', '--out', join(folder, 'book.pdf'), '--language', 'fr'])).toMatchObject(refused(2, 'usage'))
  expect(await opis(['register', 'book', 'nothing', '--out', join(folder, 'book.pdf')])).toMatchObject(refused(4, 'not-found'))
  expect(await opis(['register', 'import', 'shemosuli'])).toMatchObject(refused(2, 'usage'))
  expect(await opis(['register', 'import', 'shemosuli', join(folder, 'nothing.csv')])).toMatchObject(refused(4, 'not-found'))
  const csv = join(folder, 'old.csv')
  await writeFile(csv, 'a,b\n1,2\n')
  expect((await opis(['register', 'import', 'shemosuli', csv])).code).toBe(3)
  expect(await opis(['register', 'import', 'shemosuli', csv, '--encoding', 'klingon'])).toMatchObject(refused(2, 'usage'))
})

test('status role --sql prints what an administrator of the database runs, without a server or a database', async () => {
  const told = await opis(['status', 'role', '--sql'], { OPIS_DATA: join(folder, 'nobody-here') })
  expect(told.code).toBe(0)
  expect(String(told.answer?.['sql'])).toMatch(/create role opis_status/i)
  expect(await opis(['status', 'role', '--what'])).toMatchObject(refused(2, 'usage'))
  // The embedded database is not reached from outside: wrong configuration, told with what to do.
  expect(await opis(['status', 'role'])).toMatchObject(refused(3, 'not-in-this-state'))
})
