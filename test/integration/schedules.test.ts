import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { importAnswer, recordView } from '#contract/records.ts'
import { importFaults, keptSimulation, scheduleList, versionView, type VersionView } from '#contract/schedules.ts'
import { writeZip } from '#platform/zip/write-zip.ts'
import { addUser, callerWith, type Caller, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

const shipped = join(import.meta.dirname, '../../retention-rules/neutral/2026.yaml')
const base = '/api/retention/schedules'
let folder: string
let server: RunningServer
let vera: TestUser
let petro: TestUser
let petition: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-rules-'))
  await copyFile(shipped, join(folder, 'town.yaml'))
  server = await runServer({ settings: { OPIS_SCHEDULES: folder } })
  vera = await addUser(server.url, server.admin, { name: 'vera', roles: ['records-manager'] })
  petro = await addUser(server.url, server.admin, { name: 'petro', roles: ['records-manager'] })
  const imported = await server.admin.get(importAnswer, 'POST', '/api/import?name=p.txt&class=petitions&date=2022-03-03', { body: Buffer.from('A petition about the bridge.') })
  petition = imported.record ?? ''
  await answerOf('2028-01-01')
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

/** Somebody at the server where it is now: a restart changes its port. */
const as = (user: TestUser): Caller => callerWith(server.url, { cookie: user.cookie })
const list = () => server.admin.get(scheduleList, 'GET', base)
const view = (id: string) => server.admin.get(versionView, 'GET', `${base}/versions/${id}`)
const versions = async () => (await list()).schedules.flatMap((schedule) => schedule.versions.map(({ version, standing, state }) => `${version} ${standing ?? state}`))
const inForce = async () => (await list()).schedules[0]?.versions.find(({ standing }) => standing === 'in-force')?.id ?? ''
/** Waits until the kept answer of the petition names the day. */
const answerOf = (day: string) =>
  vi.waitFor(async () => expect((await server.admin.get(recordView, 'GET', `/api/records/${petition}`)).retention.eligibleOn).toBe(day), { timeout: 30_000, interval: 100 })
const draft = async (who: Caller, version: string, effectiveFrom: string): Promise<VersionView> =>
  who.get(versionView, 'POST', `${base}/versions`, { json: { from: await inForce(), version, effectiveFrom, transition: 'all-undisposed', basis: 'order of the head no. 7' } })
async function simulate(who: Caller, id: string) {
  const answer = await who.send('POST', `${base}/versions/${id}/simulate`, { json: { on: '2030-01-01' } })
  const last: unknown = JSON.parse(answer.bytes.toString().trim().split('\n').at(-1) ?? '')
  return keptSimulation.parse(Reflect.get(Object(last), 'result'))
}

test('a draft is changed, compared, simulated, proposed and approved by another person, and then answers', async () => {
  const made = await draft(as(vera), '2026-02-01', '2026-02-01')
  expect(made).toMatchObject({ state: 'draft', standing: null, faults: 0, follows: '2026-01-01' })
  const yaml = made.yaml.replace('retain: {for: P5Y, from: record.date}', 'retain: {for: P7Y, from: record.date}')
  const changed = await as(vera).get(versionView, 'PUT', `${base}/versions/${made.id}`, { json: { yaml } })
  expect(changed.differences?.find(({ rule }) => rule === 'petitions')).toMatchObject({ weaker: false, said: { en: 'Rule petitions (2): term: 5 years from the first day of the year after “date of the record” → 7 years from the first day of the year after “date of the record”' } })
  expect(changed.differences?.find(({ rule }) => rule === 'petitions')?.said['uk']).toMatch(/5 років.*→ 7 років/)
  expect(await as(vera).problem('POST', `${base}/versions/${made.id}/propose`)).toMatchObject({ type: 'not-in-this-state', reason: 'not-simulated' })
  expect((await simulate(as(vera), made.id)).result.moved).toEqual([{ rule: 'petitions', records: 1, earlier: 0, later: 1, files: 0, filesEarlier: 0, filesLater: 0 }])
  await as(vera).get(versionView, 'POST', `${base}/versions/${made.id}/propose`)
  expect(await as(vera).problem('POST', `${base}/versions/${made.id}/approve`, { json: {} })).toMatchObject({ type: 'forbidden', reason: 'approver-is-author' })
  await as(petro).get(versionView, 'POST', `${base}/versions/${made.id}/approve`, { json: { note: 'compared' } })
  expect(await versions()).toEqual(['2026-02-01 in-force', '2026-01-01 superseded'])
  await answerOf('2030-01-01')
  await vi.waitFor(async () => expect(await readFile(join(server.dataFolder, 'schedules/neutral.municipal/2026-02-01.yaml'), 'utf8')).toBe(yaml), { timeout: 30_000 })
  expect(await as(vera).problem('PUT', `${base}/versions/${made.id}`, { json: { yaml } })).toMatchObject({ type: 'not-in-this-state' })
  expect(await as(vera).problem('POST', `${base}/versions/${made.id}/withdraw`)).toMatchObject({ reason: 'version-in-force' })
})

test('schedules and the rules of a version are taken away as files', async () => {
  const lines = async (path: string) => (await as(vera).send('GET', path)).bytes.toString('utf8').trim().split('\r\n')
  const [titles, ...rows] = await lines(`${base}?format=csv&language=ro`)
  expect(titles).toMatch(/^Indicator,Titlu,Versiune,Stare,Din,Reguli,Neconfirmate,/)
  expect(rows.map((row) => /(2026-0\d-01),(in-force|superseded),/.exec(row)?.[0])).toEqual(['2026-02-01,in-force,', '2026-01-01,superseded,'])
  const id = await inForce()
  const rules = await lines(`${base}/versions/${id}?format=csv&language=uk`)
  expect(rules).toHaveLength(1 + (await view(id)).ruleList.length)
  expect(rules.find((row) => row.startsWith('petitions,'))).toContain('7 років')
  expect((await as(vera).send('GET', `${base}/versions/${id}?format=ods`)).bytes.subarray(0, 2).toString()).toBe('PK')
  expect(await as(vera).problem('GET', `${base}?format=xls`)).toMatchObject({ type: 'bad-request' })
})

test('what was approved is still in force after a restart', async () => {
  await server.restart()
  expect(await versions()).toEqual(['2026-02-01 in-force', '2026-01-01 superseded'])
})

describe('a faulty version', () => {
  test.each([
    ['a faulty rule', (yaml: string) => yaml.replace('retain: {for: P7Y', 'retain: {for: 7 years'), /rules\.1\.retain\.for/],
    ['the same day as another', (yaml: string) => yaml.replace('2026-03-01"}', '2026-02-01"}'), /effective\.from/],
    ['a replaced version that is not there', (yaml: string) => yaml.replace('version: "2026-02-01"', 'version: "1999"').replace('version: 2026-02-01', 'version: "1999"'), /replaces\.version/],
  ])('with %s tells the place and is not proposed; the old one stays in force', async (name, spoil, path) => {
    const made = await draft(as(vera), `spoilt-${name.length}`, '2026-03-01')
    const spoilt = spoil(made.yaml)
    expect(spoilt).not.toBe(made.yaml)
    const { faultList } = await as(vera).get(versionView, 'PUT', `${base}/versions/${made.id}`, { json: { yaml: spoilt } })
    expect(faultList[0]).toMatchObject({ line: expect.any(Number), path: expect.stringMatching(path) })
    expect(await as(vera).problem('POST', `${base}/versions/${made.id}/propose`)).toMatchObject({ type: 'bad-schedule', detail: expect.stringMatching(/^Line \d+: /) })
    await as(vera).get(versionView, 'POST', `${base}/versions/${made.id}/withdraw`)
    expect(await versions()).toEqual(['2026-02-01 in-force', '2026-01-01 superseded'])
  })
})

describe('rule files of the folder', () => {
  test('a faulty new file is refused with line and reason while the server runs, and at its next start', async () => {
    await writeFile(join(folder, 'zz.yaml'), 'schedule: x\nversion: "1"\nrules:\n  - id: a\n    retain: {for: P5Z}\n')
    const { problems } = await server.admin.get(scheduleList, 'POST', `${base}/reload`)
    expect(problems).toEqual([{ file: 'zz.yaml', message: expect.stringMatching(/zz\.yaml, line \d+: .*retention check zz\.yaml/) }])
    await server.restart()
    expect(await versions()).toEqual(['2026-02-01 in-force', '2026-01-01 superseded'])
    await rm(join(folder, 'zz.yaml'))
  })

  test('a version that has been in use is not edited: its text as it was stays in force', async () => {
    const text = await readFile(join(folder, 'town.yaml'), 'utf8')
    await server.parts.database.pool.query("update retention_status set version = '2026-01-01' where subject = $1", [petition])
    await writeFile(join(folder, 'town.yaml'), text.replace('retain: {for: P5Y, from: record.date}', 'retain: {for: P1Y, from: record.date}'))
    const { problems } = await server.admin.get(scheduleList, 'POST', `${base}/reload`)
    expect(problems).toEqual([{ file: 'town.yaml', message: expect.stringContaining('has been in use and cannot be changed') }])
    await writeFile(join(folder, 'town.yaml'), `# another comment\n${text}`)
    expect((await server.admin.get(scheduleList, 'POST', `${base}/reload`)).problems).toEqual([])
  })
})

test('a table of rules becomes a draft, with faults by row', async () => {
  const csv = 'id;cite;title_en;classes;for;from;at_end;source\npetitions;2;Petitions;petitions;seven;record.date;destroy;local\nmaps;9;"Maps; plans";maps;permanent;;keep;local\nmaps;9;Again;maps;3;;destroy;local\n'
  const answer = await as(vera).get(importFaults, 'POST', `${base}/import`, { json: { from: await inForce(), version: 'table', effectiveFrom: '2026-04-01', transition: 'never-shorten', basis: 'list of the body', csv } })
  expect(answer.rowFaults).toEqual([{ row: 4, column: 'id', message: expect.stringContaining('row 3 already') }, { row: 2, column: 'for', message: expect.stringContaining('not a duration') }])
  expect(answer.draft?.yaml).toContain('en: "Maps; plans"')
  const refused = await as(vera).get(importFaults, 'POST', `${base}/import`, { json: { from: await inForce(), version: 'table2', effectiveFrom: '2026-04-01', transition: 'never-shorten', basis: 'list of the body', csv: 'nr,cite\n1,2\n' } })
  expect(refused).toMatchObject({ draft: null, rowFaults: expect.arrayContaining([{ row: 1, column: 'nr', message: expect.stringContaining('not known') }]) })
})

test('a workbook of rules becomes a draft with the same columns, faults by row, and a hostile one is refused in words', async () => {
  const wanted = { version: 'workbook', effectiveFrom: '2026-04-02', transition: 'never-shorten', basis: 'list of the body' }
  const send = async (bytes: Uint8Array, version = wanted.version) => as(vera).send('POST', `${base}/import`, { json: { ...wanted, version, from: await inForce(), xlsx: Buffer.from(bytes).toString('base64') } })
  const workbook = await writeXlsx([['id', 'cite', 'title_en', 'classes', 'for', 'from', 'at_end', 'source'], ['petitions', '2', 'Petitions', 'petitions', 7, 'record.date', 'destroy', 'local'], ['maps', 1.1, 'Maps; plans', 'maps', 'permanent', null, 'keep', 'local'], ['plans', '10', 'Plans', 'plans', 'seven', null, 'destroy', 'local']].map((row) => row.map((value) => (value === null ? null : { value })))).toBuffer()
  const { draft, rowFaults } = importFaults.parse(JSON.parse((await send(workbook)).bytes.toString()))
  expect(rowFaults).toEqual([{ row: 3, column: 'cite', message: expect.stringContaining('1.1 and 1.10 are the same') }, { row: 4, column: 'for', message: expect.stringContaining('not a duration') }])
  expect(draft?.yaml).toMatch(/en: "?Maps; plans/)
  expect(draft?.yaml).toMatch(/retain:\s*(\{ ?for: P7Y|\n\s+for: P7Y)/)
  const bomb = writeZip([{ path: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') }, { path: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(64 * 1024 * 1024, 32) }])
  for (const [name, bytes, words] of [['bomb', bomb, 'too large'], ['text', Buffer.from('id,cite\n'), 'broken']] as const) {
    const answer = await send(bytes, name)
    expect([answer.status, JSON.parse(answer.bytes.toString())]).toEqual([400, expect.objectContaining({ type: 'bad-request', detail: expect.stringContaining(words) })])
  }
  expect((await as(vera).send('POST', `${base}/import`, { json: { ...wanted, version: 'neither', from: await inForce() } })).status).toBe(400)
  expect((await versions()).filter((each) => /^(bomb|text|neither)/.test(each))).toEqual([])
})

test('a rule that no source confirms is confirmed once, by a records manager, and the confirmation can be taken back', async () => {
  const made = await draft(as(vera), 'unsure', '2026-05-01')
  await as(vera).get(versionView, 'PUT', `${base}/versions/${made.id}`, { json: { yaml: made.yaml.replace('source: {status: local}', 'source: {status: memory}') } })
  await simulate(as(vera), made.id)
  await as(vera).get(versionView, 'POST', `${base}/versions/${made.id}/propose`)
  const approved = await as(petro).get(versionView, 'POST', `${base}/versions/${made.id}/approve`, { json: {} })
  expect(approved).toMatchObject({ unconfirmed: 1, warnings: [expect.objectContaining({ message: expect.stringContaining('not confirmed') })] })
  const { record: decision = '' } = await server.admin.get(importAnswer, 'POST', '/api/import?name=d.txt&class=decisions', { body: Buffer.from('A decision of the council.') })
  const answer = async () => (await server.admin.get(recordView, 'GET', `/api/records/${decision ?? ''}`)).retention
  await vi.waitFor(async () => expect(await answer()).toMatchObject({ rule: 'decisions', unconfirmed: true }), { timeout: 30_000, interval: 100 })
  const said = { schedule: 'neutral.municipal', version: 'unsure', rule: 'decisions', note: 'read in the gazette', document: 'gazette 12' }
  expect(await server.admin.problem('POST', `${base}/confirmations`, { json: { ...said, rule: 'nothing' } })).toMatchObject({ type: expect.stringMatching(/not-found|forbidden/) })
  expect((await as(vera).send('POST', `${base}/confirmations`, { json: said })).status).toBe(204)
  expect(await as(vera).problem('POST', `${base}/confirmations`, { json: said })).toMatchObject({ type: 'already-exists' })
  expect((await answer()).unconfirmed).toBeUndefined()
  expect((await view(made.id)).ruleList[0]?.confirmation).toMatchObject({ by: 'user:vera', note: 'read in the gazette', document: 'gazette 12' })
  expect((await as(petro).send('POST', `${base}/confirmations/retract`, { json: said })).status).toBe(204)
  expect((await view(made.id)).unconfirmed).toBe(1)
})

test('whoever changed a word of a draft does not approve it', async () => {
  const made = await draft(as(vera), 'by two', '2026-05-15')
  await as(petro).get(versionView, 'PUT', `${base}/versions/${made.id}`, { json: { yaml: `# by petro\n${made.yaml}` } })
  await simulate(as(vera), made.id)
  await as(vera).get(versionView, 'POST', `${base}/versions/${made.id}/propose`)
  expect(await as(petro).problem('POST', `${base}/versions/${made.id}/approve`, { json: {} })).toMatchObject({ reason: 'approver-is-author' })
  await as(vera).get(versionView, 'POST', `${base}/versions/${made.id}/withdraw`)
})

test('of two versions for one day that are approved at the same moment one is refused', async () => {
  const made = [await draft(as(vera), 'twin-a', '2026-06-01'), await draft(as(vera), 'twin-b', '2026-06-01')]
  for (const { id } of made) {
    await simulate(as(vera), id)
    await as(vera).get(versionView, 'POST', `${base}/versions/${id}/propose`)
  }
  const answers = await Promise.all(made.map(({ id }) => as(petro).send('POST', `${base}/versions/${id}/approve`, { json: {} })))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
  await server.restart()
  expect((await versions()).filter((each) => each.startsWith('twin'))).toEqual(expect.arrayContaining([expect.stringContaining('in-force'), expect.stringContaining('proposed')]))
})

test('nothing half-written lies in the folder of versions', async () => {
  const names = await readdir(join(server.dataFolder, 'schedules'), { recursive: true })
  expect(names.filter((name) => name.endsWith('.part'))).toEqual([])
})
