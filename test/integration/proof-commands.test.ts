import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { importAnswer, recordView } from '#contract/records.ts'
import { objectIdOf } from '#server/records/context.ts'
import { fileSystemStore } from '#server/storage/file-system-store.ts'
import { addUser } from '#test/support/caller.ts'
import { freshFolder, pageImage } from '#test/support/pile.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, sha512Of, type RunningServer } from '#test/support/run-server.ts'

/** The commands that let others check and take away what the archive holds, as a person or program runs them. */
const run = promisify(execFile)
const python = join(import.meta.dirname, '../../.cache/bagit/bin/python')
const pythonOcfl = join(import.meta.dirname, '../../.cache/ocfl-py/bin')

// Each command is a process of its own; on a busy machine one takes seconds to start.
vi.setConfig({ testTimeout: 180_000 })

let server: RunningServer
let folder: string
const ids: Record<string, string> = {}

const opis = async (...words: string[]) => {
  const { code, out, err } = await runOpis([...words, '--json'], { OPIS_DATA: server.dataFolder })
  return { code, answer: out === '' ? undefined : (JSON.parse(out) as Record<string, unknown>), problem: err.startsWith('{') ? (JSON.parse(err) as Record<string, unknown>) : undefined }
}

beforeAll(async () => {
  server = await runServer()
  folder = await freshFolder('proof')
  const files = [['petition.txt', 'petitions', '2021-05-06', Buffer.from('A petition')], ['letter.txt', 'correspondence', '2019-02-03', Buffer.from('A letter')], ['act.txt', 'decisions', '2020-01-01', Buffer.from('A decision')], ['plan.png', 'petitions', '2024-01-01', await pageImage(5)]] as const
  for (const [name, code, date, body] of files) ids[name] = (await server.admin.get(importAnswer, 'POST', `/api/import?name=${name}&class=${code}&date=${date}`, { body })).record ?? ''
  await vi.waitUntil(async () => (await server.parts.database.pool.query("select 1 from record where state = 'searchable'")).rowCount === 3, { timeout: 30_000 })
  await addUser(server.url, server.admin, { name: 'maria', roles: ['reader'], units: [] })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('the audit log', () => {
  test('is exported, checked elsewhere by the key alone, and damage is found', async () => {
    const file = join(folder, 'audit.jsonl')
    const exported = await opis('audit', 'export', '--out', file)
    expect(exported).toMatchObject({ code: 0, answer: { faults: [], checkpoints: 1 } })
    const key = String(exported.answer?.['key'])
    const { code, answer } = await opis('audit', 'verify', file, '--key', key, '--checkpoints', join(server.dataFolder, 'audit-checkpoints.jsonl'))
    expect([code, answer]).toEqual([0, { entries: exported.answer?.['entries'], checkpoints: 1, faults: [] }])
    const text = await readFile(file, 'utf8')
    await writeFile(join(folder, 'damaged.jsonl'), text.replace('records.import', 'records.export'))
    expect(await opis('audit', 'verify', join(folder, 'damaged.jsonl'), '--key', key)).toMatchObject({ code: 6, answer: { faults: [{ fault: 'changed' }, { fault: 'other-entries' }] } })
    expect(await opis('audit', 'export', '--out', file)).toMatchObject({ code: 3, problem: { type: 'already-exists' } })
    expect(await opis('audit', 'verify', file, '--key', 'nonsense')).toMatchObject({ code: 3 })
    expect((await opis('audit', 'key')).answer).toEqual({ key })
    expect(server.log.filter((line) => line.includes('audit key made'))).toHaveLength(1)
  })
})

describe('an export', () => {
  const plan = () => ids['plan.png'] ?? ''

  test.skipIf(!existsSync(python))('as a bag is valid for bagit.py, down to a changed byte', async () => {
    const out = join(folder, 'bag')
    const done = await opis('export', '--all', '--format', 'bagit', '--out', out)
    expect(done).toMatchObject({ code: 0, answer: { records: 4, bad: [] } })
    const validate = () => run(python, ['-c', 'import bagit, sys; bagit.Bag(sys.argv[1]).validate(processes=1)', out])
    await validate()
    await writeFile(join(out, 'data', plan(), 'original/file.png'), await pageImage(6))
    await expect(validate()).rejects.toThrow()
  })

  test('as plain files is checked by sha512sum and holds what came', async () => {
    const out = join(folder, 'files')
    await mkdir(out)
    expect(await opis('export', '--record', plan(), '--format', 'files', '--out', out)).toMatchObject({ code: 0, answer: { records: 1 } })
    await run('sha512sum', ['-c', '--strict', 'manifest-sha512.txt'], { cwd: join(out, plan()) })
    expect(sha512Of(await readFile(join(out, plan(), 'original/file.png')))).toBe(sha512Of(await pageImage(5)))
    expect(await opis('export', '--record', plan(), '--format', 'files', '--out', out)).toMatchObject({ code: 3, problem: { type: 'already-exists' } })
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('as a storage root is a store that verifies', async () => {
    const out = join(folder, 'ocfl')
    expect(await opis('export', '--all', '--format', 'ocfl', '--out', out)).toMatchObject({ code: 0, answer: { records: 4 } })
    const store = await fileSystemStore(out, { staging: join(folder, 'staging') })
    expect(await store.verify(objectIdOf(plan()), { full: true })).toEqual([])
    if (existsSync(pythonOcfl)) expect((await run(join(pythonOcfl, 'python'), [join(pythonOcfl, 'ocfl-root.py'), 'validate', '--root', out, '--validate-objects', '--check-digests', '--verbose'])).stdout).toContain('4 / 4 are VALID')
  })

  test('gives nobody what they may not see, and leaves its entry', async () => {
    expect(await opis('export', '--record', plan(), '--format', 'files', '--out', join(folder, 'none'), '--as', 'maria')).toMatchObject({ code: 4 })
    expect(existsSync(join(folder, 'none'))).toBe(false)
    const seen = await opis('export', '--all', '--format', 'files', '--out', join(folder, 'of-maria'), '--as', 'maria')
    const visible = await Promise.all(Object.values(ids).map((id) => server.admin.send('GET', `/api/records/${id}`, { headers: { 'opis-as': 'maria' } })))
    const expected = visible.filter((answer) => answer.status === 200).map((answer) => recordView.parse(JSON.parse(answer.bytes.toString())).id)
    expect(seen.answer).toMatchObject({ records: expected.length })
    expect(expected.length).toBeLessThan(4)
    expect((await readdir(join(folder, 'of-maria'))).toSorted()).toEqual(expected.toSorted())
    const { rows } = await server.parts.database.pool.query("select actor, object from audit_event where action = 'records.export' and actor = 'user:maria'")
    expect(rows).toEqual([{ actor: 'user:maria', object: 'records' }])
  })

  test('names a record of which a byte is wrong, and the rest is there', async () => {
    const { store } = server.parts.records
    const file = await store.locate(objectIdOf(ids['act.txt'] ?? ''), 'original/file.txt')
    const bytes = await readFile(file)
    await writeFile(file, 'B decision')
    expect(await opis('export', '--all', '--format', 'files', '--out', join(folder, 'rest'))).toMatchObject({ code: 8, answer: { records: 3, bad: [{ record: ids['act.txt'] }] } })
    const verified = await opis('verify', '--full')
    expect(verified).toMatchObject({ code: 6, answer: { objects: 4 } })
    expect(new Set((verified.answer?.['bad'] as { record: string }[]).map((one) => one.record))).toEqual(new Set([ids['act.txt']]))
    await writeFile(file, bytes)
    expect(await opis('verify', '--full')).toMatchObject({ code: 0, answer: { bad: [] } })
  })
})

test('a schedule is tried on the archive without changing it', async () => {
  const neutral = await readFile(join(import.meta.dirname, '../../retention-rules/neutral/2026.yaml'), 'utf8')
  const noFiles = { files: 0, filesEarlier: 0, filesLater: 0 }
  const file = join(folder, 'schedule.yaml')
  await writeFile(file, neutral.replace('retain: {for: P5Y, from: record.date}', 'retain: {for: P1Y, from: record.date}').replace('retain: {for: P3Y, from: record.date}', 'retain: {for: P30Y, from: record.date}'))
  const before = await server.admin.get(recordView, 'GET', `/api/records/${ids['petition.txt'] ?? ''}`)
  const { code, answer } = await opis('retention', 'simulate', '--schedule', file, '--on', '2025-06-01')
  expect([code, answer]).toEqual([0, { moved: [{ rule: 'petitions', records: 2, earlier: 2, later: 0, ...noFiles }, { rule: 'correspondence', records: 1, earlier: 0, later: 1, ...noFiles }], eligible: 1, eligibleFiles: 0 }])
  expect(await server.admin.get(recordView, 'GET', `/api/records/${ids['petition.txt'] ?? ''}`)).toEqual(before)
  await writeFile(file, neutral)
  expect((await opis('retention', 'simulate', '--schedule', file, '--on', '2025-06-01')).answer).toEqual({ moved: [], eligible: 1, eligibleFiles: 0 })
  await writeFile(file, 'schedule: 1')
  expect(await opis('retention', 'simulate', '--schedule', file, '--on', '2025-06-01')).toMatchObject({ code: 3, problem: { type: 'bad-schedule' } })
})

test('rebuild says what it found, also on the command line', async () => {
  expect(await opis('rebuild')).toMatchObject({ code: 0, answer: { records: 4, pages: 4, restored: 0, bad: [] } })
})

test('the same bytes that come five times at once are one record, also after a kill', async () => {
  const send = (name: string, text: string) => server.admin.get(importAnswer, 'POST', `/api/import?name=${name}`, { body: Buffer.from(text) })
  const answers = await Promise.all([1, 2, 3, 4, 5].map((number) => send(`copy-${number}.txt`, 'the very same bytes')))
  const made = answers.flatMap((answer) => answer.record ?? [])
  expect(made).toHaveLength(1)
  expect(answers.flatMap((answer) => answer.duplicateOf ?? [])).toEqual([made[0], made[0], made[0], made[0]])

  const claimed = '01900000-0000-7000-8000-000000000001'
  await server.parts.database.pool.query('insert into import_claim (sha512, record, claimed_at) values ($1, $2, now())', [sha512Of(Buffer.from('killed in between')), claimed])
  expect((await send('again.txt', 'killed in between')).record).toBe(claimed)
  expect((await server.parts.database.pool.query('select 1 from import_claim')).rowCount).toBe(0)
})
