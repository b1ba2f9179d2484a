import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { stubView } from '#contract/destruction.ts'
import { holdView } from '#contract/holds.ts'
import { candidateList, transferDrawn, transferList, transferView } from '#contract/transfer.ts'
import { newId } from '#kernel/ids.ts'
import { readTar } from '#platform/tar/read-tar.ts'
import { objectIdOf } from '#server/records/context.ts'
import { backupDays, importLetter, settled } from '#test/support/acts.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { freshFolder } from '#test/support/pile.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

/** Handing permanent files over to the state archive, on a real server. W14 of the workflow cases. */
const run = promisify(execFile)
const python = join(import.meta.dirname, '../../.cache/bagit/bin/python')

vi.setConfig({ testTimeout: 120_000 })

let server: RunningServer
let keeper: TestUser
let manager: TestUser
let reader: TestUser
let head: TestUser
let folder: string
const letters: string[] = []

const query = <T extends object>(text: string, values: unknown[] = []) => server.parts.database.pool.query<T>(text, values)

async function permanentFile(number: string, year: number, records: readonly string[]): Promise<string> {
  const id = newId()
  await query("insert into file (id, class, number, title, state, opened_on, closed_on, created_at, created_by) values ($1, 'decisions', $2, $3, 'closed', $4, $5, now(), 'test')", [id, number, `Рішення ${year} року`, `${year}-01-01`, `${year}-12-31`])
  for (const record of records) await query('insert into file_member (file, record, added_at, added_by) values ($1, $2, now(), $3)', [id, record, 'test'])
  await server.parts.records.db.transaction((tx) => server.parts.records.outbox.announce(tx, 'file.facts-changed', id))
  server.parts.records.outbox.wake()
  return id
}

beforeAll(async () => {
  server = await runServer({ settings: backupDays })
  folder = await freshFolder('transfer')
  keeper = await addUser(server.url, server.admin, { name: 'keeper', roles: ['archivist'] })
  manager = await addUser(server.url, server.admin, { name: 'manager', roles: ['records-manager'] })
  head = await addUser(server.url, server.admin, { name: 'head', roles: ['head'] })
  reader = await addUser(server.url, server.admin, { name: 'reader', roles: ['reader'] })
  for (const text of ['Decision on the bridge', 'Decision on the well', 'Decision on the road']) letters.push(await importLetter(server, text, { class: 'decisions', date: '2019-05-06' }))
  await permanentFile('01-1', 2019, letters.slice(0, 2))
  // A record in two files of one inventory comes once.
  await permanentFile('01-2', 2020, letters.slice(1))
  await settled(server)
})
afterAll(() => server.stop())

const paper = (document: string) => ({ json: { document, on: '2026-02-20' } })
const view = (id: string) => keeper.byToken.get(transferView, 'GET', `/api/transfers/${id}`)

/** Takes the package apart into a folder; gives the manifest. */
async function takePackage(id: string, name: string): Promise<{ root: string; manifest: string }> {
  const answer = await keeper.byToken.send('POST', `/api/transfers/${id}/package`)
  expect(answer.status).toBe(200)
  const root = join(folder, name)
  for await (const { path, content } of readTar((async function* () { yield answer.bytes })())) {
    const file = join(root, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, Buffer.concat(await Array.fromAsync(content)))
  }
  const bag = join(root, /filename="(.+)\.tar"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '')
  return { root: bag, manifest: await readFile(join(bag, 'manifest-sha512.txt'), 'utf8') }
}

const sendReceipt = (id: string, text: string, document = 'receipt 9') => keeper.byToken.get(transferView, 'POST', `/api/transfers/${id}/receipt?document=${encodeURIComponent(document)}`, { body: Buffer.from(text), headers: { 'content-type': 'text/plain' } })

describe.sequential('from inventory to receipt', () => {
  let id = ''
  let manifest = ''

  test('permanent files wait by year; the inventory lists them and nobody else’s', async () => {
    await vi.waitUntil(async () => (await keeper.byToken.get(candidateList, 'GET', '/api/transfers/candidates')).total === 2, { timeout: 30_000 })
    expect((await keeper.byToken.get(candidateList, 'GET', '/api/transfers/candidates?fonds=1')).years).toEqual([{ fonds: '1', year: 2019, files: 1 }, { fonds: '1', year: 2020, files: 1 }])
    expect((await reader.byToken.problem('GET', '/api/transfers')).status).toBe(403)
    const wanted = { title: 'Decisions 2019–2020', archive: 'State archive', fonds: '1', from: 2019, to: 2020 }
    const drawn = await keeper.byToken.get(transferDrawn, 'POST', '/api/transfers', { json: wanted })
    expect(drawn.lines).toBe(2)
    id = drawn.id
    expect((await keeper.byToken.problem('POST', '/api/transfers', { json: wanted })).reason).toBe('nothing-to-propose')
    const csv = (await keeper.byToken.send('GET', `/api/transfers/${id}/inventory?language=uk`)).bytes.toString('utf8')
    expect(csv).toMatch(/1,01-1,Рішення 2019 року,06\.05\.2019/)
    const ods = await keeper.byToken.send('GET', `/api/transfers/${id}/inventory?format=ods`)
    expect(ods.bytes.subarray(0, 2).toString()).toBe('PK')
    expect((await keeper.byToken.send('GET', `/api/transfers/${id}/inventory.pdf?language=ka`)).bytes.subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('the commission agrees and the archive approves, recorded by another person, in that order', async () => {
    expect((await manager.byToken.problem('POST', `/api/transfers/${id}/approve`, paper('EPK 12'))).reason).toBe('act-went-on')
    expect((await keeper.byToken.problem('POST', `/api/transfers/${id}/package`)).reason).toBe('act-went-on')
    expect((await manager.byToken.get(transferView, 'POST', `/api/transfers/${id}/agree`, paper('protocol 5'))).actState).toBe('examined')
    const approved = await manager.byToken.get(transferView, 'POST', `/api/transfers/${id}/approve`, { json: { document: 'EPK 12', on: '2026-03-01', completeYears: [2019] } })
    expect([approved.actState, approved.approved]).toEqual(['approved', { document: 'EPK 12', on: '2026-03-01' }])
    expect((await query<{ year: number }>("select year from precondition_met where what = 'permanent-inventories-approved'")).rows).toEqual([{ year: 2019 }])
  })

  test('the package is a valid bag with inventory, descriptions and every byte once', async () => {
    const taken = await takePackage(id, 'one')
    manifest = taken.manifest
    const inventory = JSON.parse(await readFile(join(taken.root, 'data/metadata/descriptive/inventory.json'), 'utf8')) as { files: { index: string; records: string[] }[] }
    expect(inventory.files.map(({ index, records }) => [index, records.length])).toEqual([['01-1', 2], ['01-2', 2]])
    for (const letter of letters) expect(JSON.parse(await readFile(join(taken.root, `data/representations/original/data/${letter}/record.json`), 'utf8'))).toMatchObject({ id: letter })
    for (const line of manifest.trim().split('\n')) {
      const [sum, path] = line.split('  ')
      expect(createHash('sha512').update(await readFile(join(taken.root, path ?? ''))).digest('hex'), path).toBe(sum)
    }
    expect(manifest.match(new RegExp(letters[1] ?? '?', 'g'))?.length).toBe(manifest.match(new RegExp(letters[0] ?? '?', 'g'))?.length)
    expect((await view(id)).state).toBe('packaged')
    if (existsSync(python)) await run(python, ['-c', 'import bagit, sys; bagit.Bag(sys.argv[1]).validate()', taken.root])
  })

  test('W14: without a receipt the handing over is pending and everything stays', async () => {
    const handed = await keeper.byToken.get(transferView, 'POST', `/api/transfers/${id}/handed-over`, { json: { on: '2026-03-05' } })
    expect([handed.state, handed.receipt]).toEqual(['transfer-pending', null])
    for (const letter of letters) expect(await server.parts.records.store.verify(objectIdOf(letter), { full: true })).toEqual([])
  })

  test('W14: one checksum that differs or one missing file leaves it pending, with the reason by file; local copies stay', async () => {
    const lines = manifest.trim().split('\n')
    const wrong = await sendReceipt(id, [`${'0'.repeat(128)}  ${lines[0]?.split('  ')[1]}`, ...lines.slice(1)].join('\n'))
    expect([wrong.state, wrong.files.faults, wrong.faults]).toEqual(['transfer-pending', 1, [{ path: lines[0]?.split('  ')[1], record: null, fault: 'differs' }]])
    const short = await sendReceipt(id, lines.slice(0, -1).join('\n'))
    expect([short.state, short.faults.map(({ fault }) => fault)]).toEqual(['transfer-pending', ['missing']])
    expect(letters).toContain(short.faults[0]?.record)
    expect((await keeper.byToken.problem('POST', `/api/transfers/${id}/receipt?document=x`, { body: Buffer.from('all is well') })).status).toBe(400)
    for (const letter of letters) expect(await server.parts.records.store.verify(objectIdOf(letter), { full: true })).toEqual([])
    expect((await query("select 1 from fact where name = 'transferred'")).rowCount).toBe(0)
  })

  test('W14: the receipt that agrees in every file confirms it, and the files say so', async () => {
    const done = await sendReceipt(id, manifest, 'receipt 10')
    expect([done.state, done.files.faults, done.receipt?.document, done.receipt?.unknownFiles]).toEqual(['confirmed', 0, 'receipt 10', 0])
    expect(Date.parse(done.notBefore ?? '')).toBeGreaterThan(Date.now())
    expect((await query<{ date: string }>("select date from fact where name = 'transferred'")).rows).toEqual([{ date: '2026-03-05' }, { date: '2026-03-05' }])
    for (const letter of letters) expect(await server.parts.records.store.verify(objectIdOf(letter), { full: true })).toEqual([])
    expect((await keeper.byToken.get(transferList, 'GET', '/api/transfers')).transfers.map(({ state }) => state)).toEqual(['confirmed'])
    expect((await keeper.byToken.problem('POST', `/api/transfers/${id}/package`)).reason).toBe('act-went-on')
  })

  test('the local copy ends after the waiting time by the head; a held record and one in another file stay, stubs tell where the rest is', async () => {
    expect((await manager.byToken.problem('POST', `/api/transfers/${id}/end`)).status).toBe(403)
    expect((await head.byToken.problem('POST', `/api/transfers/${id}/end`)).reason).toBe('act-waits')
    await permanentFile('01-9', 2022, [letters[0] ?? ''])
    await server.admin.get(holdView, 'POST', '/api/holds', { json: { reason: 'A claim', authority: 'Court 1', reviewOn: '2099-01-01', scopes: [{ kind: 'record', target: letters[2] }] } })
    await settled(server)
    await query("update transfer set not_before = now() - interval '1 minute' where act = $1", [id])
    expect((await head.byToken.get(transferView, 'POST', `/api/transfers/${id}/end`)).state).toBe('ending')
    await vi.waitUntil(async () => (await view(id)).state === 'ended', { timeout: 30_000, interval: 100 }).catch(async (cause: unknown) => {
      throw new Error(JSON.stringify((await query("select name, state, error_detail from task where name in ('end-local-copy', 'sweep-act')")).rows) + server.log.filter((line) => line.includes('task')).slice(-3).join(''), { cause })
    })
    const [other, gone, held] = letters
    expect((await server.admin.get(stubView, 'GET', `/api/stubs/${gone}`)).kind).toBe('transferred')
    expect(await server.parts.records.store.state(objectIdOf(gone ?? ''))).toBeNull()
    for (const stays of [other, held]) expect(await server.parts.records.store.verify(objectIdOf(stays ?? ''), { full: true })).toEqual([])
    expect((await query<{ state: string; reason: string | null }>('select state, reason from act_line where act = $1 order by line', [id])).rows).toEqual([{ state: 'transferred', reason: null }, { state: 'void', reason: 'held' }])
    expect((await query<{ state: string }>("select state from file where number in ('01-1', '01-2') order by number")).rows).toEqual([{ state: 'transferred' }, { state: 'closed' }])
    const traces = (await query<{ action: string }>('select distinct action from audit_event where object = $1', [`act:${id}`])).rows.map(({ action }) => action)
    for (const action of ['acts.draw-up', 'acts.approve', 'transfer.package', 'transfer.hand-over', 'transfer.record-receipt', 'transfer.order-ending', 'retention.execute-act']) expect(traces).toContain(action)
    expect((await query<{ outcome: string; reason: string | null }>("select outcome, reason from line_remainder where record = $1", [other])).rows).toEqual([{ outcome: 'content-stays', reason: 'other-file' }])
  })

  test('who drew an inventory up does not record that others agreed', async () => {
    await permanentFile('01-3', 2021, [letters[0] ?? ''])
    await settled(server)
    const { id: own } = await manager.byToken.get(transferDrawn, 'POST', '/api/transfers', { json: { title: 'x', archive: 'y', fonds: '1', from: 2021, to: 2021 } })
    expect((await manager.byToken.problem('POST', `/api/transfers/${own}/agree`, paper('protocol 6'))).reason).toBe('proposer-may-not-approve')
  })

  test('the same by command: list, package into a file, and a receipt that does not agree ends with 6', async () => {
    const opis = (...words: string[]) => runOpis(['transfer', ...words, '--json'], { OPIS_DATA: server.dataFolder })
    const { id: other } = await keeper.byToken.get(transferDrawn, 'POST', '/api/transfers', { json: { title: 'by command', archive: 'y', fonds: '1', from: 2022, to: 2022 } })
    for (const step of ['agree', 'approve']) await manager.byToken.get(transferView, 'POST', `/api/transfers/${other}/${step}`, paper(step))
    const out = join(folder, 'package.tar')
    const packed = await opis('package', other, '--out', out)
    expect([packed.code, (JSON.parse(packed.out) as { bytes: number }).bytes]).toEqual([0, (await readFile(out)).byteLength])
    await keeper.byToken.get(transferView, 'POST', `/api/transfers/${other}/handed-over`, { json: { on: '2026-03-05' } })
    const receipt = join(folder, 'receipt.txt')
    await writeFile(receipt, `${'0'.repeat(128)}  data/documentation/inventory.pdf\n`)
    const compared = await opis('receipt', other, receipt, '--document', '9')
    expect([compared.code, transferView.parse(JSON.parse(compared.out)).state]).toEqual([6, 'transfer-pending'])
    const listed = transferList.parse(JSON.parse((await opis('list')).out))
    expect(listed.transfers.find((one) => one.id === other)).toMatchObject({ title: 'by command', state: 'transfer-pending' })
  })
})
