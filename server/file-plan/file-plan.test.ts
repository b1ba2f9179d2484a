import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { classTree, factList, fileList, fileView, paperList, personView, type FileView } from '#contract/file-plan.ts'
import { importAnswer, recordView } from '#contract/records.ts'
import { addUser, type Caller } from '#test/support/caller.ts'
import { tokenCreated } from '#contract/identity.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { pageImage } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, readingOf, runServer, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

let server: RunningServer
let keeper: Caller
let keeperToken: string
let counter = 0

beforeAll(async () => {
  server = await runServer()
  const ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['records-manager'] })
  keeper = ana.byToken
  keeperToken = (await ana.bySession.get(tokenCreated, 'POST', '/api/tokens')).token
})
afterAll(() => server.stop())

const post = (path: string, json: unknown) => keeper.get(fileView, 'POST', `/api${path}`, { json })
const opened = (code: string, number: string, title?: string) => post('/files', { class: code, number, ...(title === undefined ? {} : { title }) })
const fileNow = (id: string) => keeper.get(fileView, 'GET', `/api/files/${id}`)
const factOn = (json: { kind: string; subject: string; name: string; date?: string; value?: unknown; covers?: unknown }) => keeper.get(factList, 'POST', '/api/facts', { json })
const standing = (view: Pick<FileView, 'facts'>, name: string) => view.facts.filter((fact) => fact.name === name && fact.retracted === null).map((fact) => fact.date)
const settled = () => vi.waitUntil(async () => (await server.parts.database.pool.query("select 1 from task where state = 'pending' and name <> 'enqueue-pages'")).rowCount === 0, { timeout: 30_000 })
const retention = async (record: string) => {
  await settled()
  return (await keeper.get(recordView, 'GET', `/api/records/${record}`)).retention
}
async function imported(code: string, date?: string): Promise<string> {
  const body = Buffer.from(`paper ${(counter += 1)} of ${code}`)
  return (await server.admin.get(importAnswer, 'POST', `/api/import?name=p${counter}.txt&class=${code}${date === undefined ? '' : `&date=${date}`}`, { body })).record ?? ''
}

describe('a file', () => {
  test('is opened once under its index, retitled and renumbered, and its history keeps the old number', async () => {
    const { id } = await opened('petitions', '03-07', 'Wells')
    expect(await keeper.problem('POST', '/api/files', { json: { class: 'petitions', number: '03-07' } })).toMatchObject({ type: 'already-exists' })
    const record = await imported('petitions', '2024-05-17')
    await post(`/files/${id}/records`, { record })
    await post(`/files/${id}/title`, { title: 'Wells and pumps' })
    await opened('petitions', '03-08')
    expect(await keeper.problem('POST', `/api/files/${id}/number`, { json: { number: '03-08' } })).toMatchObject({ type: 'already-exists' })
    const after = await post(`/files/${id}/number`, { number: '03-09' })
    expect(after).toMatchObject({ number: '03-09', title: 'Wells and pumps', state: 'open', members: [{ record, pages: 1, date: '2024-05-17' }] })
    expect(after.history.map(({ change, details }) => [change, details['from'] ?? null])).toEqual([['renumbered', '03-07'], ['retitled', 'Wells'], ['record-added', null], ['opened', null]])
    expect(await keeper.get(recordView, 'GET', `/api/records/${record}`)).toMatchObject({ file: '03-09' })
    const { rows } = await server.parts.database.pool.query('select action from audit_event where object = $1 order by seq', [`file:${id}`])
    expect(rows.map((row: { action: string }) => row.action)).toEqual(['file-plan.open-file', 'file-plan.add-record', 'file-plan.retitle-file', 'file-plan.renumber-file'])
  })

  test('fault 07: has volumes, and closing one does not close the file', async () => {
    const { id } = await opened('petitions', '04-01')
    await post(`/files/${id}/volumes`, {})
    await post(`/files/${id}/volumes`, { on: '2024' })
    const after = await post(`/files/${id}/volumes/1/close`, { sheets: 240 })
    expect(after).toMatchObject({ state: 'open', volumeList: [{ volume: 1, sheets: 240 }, { volume: 2, closedOn: null, openedOn: '2024' }] })
    expect(standing(after, 'file.closed')).toEqual([])
    expect(await keeper.problem('POST', `/api/files/${id}/volumes/1/close`, { json: {} })).toMatchObject({ type: 'not-in-this-state' })
    expect(await keeper.problem('POST', `/api/files/${id}/volumes/3/close`, { json: {} })).toMatchObject({ type: 'not-found' })
    const record = await imported('petitions')
    expect(await keeper.problem('POST', `/api/files/${id}/records`, { json: { record, volume: 1 } })).toMatchObject({ type: 'not-in-this-state' })
    expect((await post(`/files/${id}/records`, { record, volume: 2 })).members).toMatchObject([{ record, volume: 2 }])
  })

  test('fault 07: ends on the closing day or with its last document, the later of the two, and reopening moves the end', async () => {
    const { id } = await opened('personnel', '05-01')
    const record = await imported('personnel', '2024-03')
    await post(`/files/${id}/records`, { record })
    const early = await post(`/files/${id}/close`, { on: '2024-03-10' })
    expect(standing(early, 'file.closed')).toEqual(['2024-03'])
    expect(await retention(record)).toMatchObject({ eligibleOn: '2100-01-01' })
    const late = await imported('personnel', '2025-06-01')
    expect(await keeper.problem('POST', `/api/files/${id}/records`, { json: { record: late } })).toMatchObject({ type: 'not-in-this-state', detail: 'The file 05-01 is closed. Reopen it first, with a reason.' })
    const again = await post(`/files/${id}/reopen`, { reason: 'A letter came' })
    expect([again.state, standing(again, 'file.closed')]).toEqual(['open', []])
    expect(again.facts).toMatchObject([{ name: 'file.closed', retracted: { reason: 'A letter came', by: 'user:ana' } }])
    expect((await retention(record)).state).toBe('waiting')
    await post(`/files/${id}/records`, { record: late })
    const closed = await post(`/files/${id}/close`, { on: '2024-12-31' })
    expect(standing(closed, 'file.closed')).toEqual(['2025-06-01'])
    expect(await retention(record)).toMatchObject({ eligibleOn: '2101-01-01' })
    const without = await post(`/files/${id}/records/${late}/take-out`, { reason: 'Of another matter' })
    expect(standing(without, 'file.closed')).toEqual(['2024-12-31'])
    expect(await keeper.problem('POST', `/api/files/${id}/records/${late}/take-out`, { json: { reason: 'x' } })).toMatchObject({ type: 'not-found' })
  })

  test('fault 07: a date that is recorded later than the close moves the end as well', async () => {
    const { id } = await opened('personnel', '05-02')
    const record = await imported('personnel')
    await post(`/files/${id}/records`, { record })
    await post(`/files/${id}/close`, { on: '2024-01-15' })
    const { facts } = await factOn({ kind: 'record', subject: record, name: 'record.date', date: '2024-02-01' })
    expect(standing(await fileNow(id), 'file.closed')).toEqual(['2024-02-01'])
    await keeper.get(factList, 'POST', `/api/facts/${facts[0]?.id ?? ''}/retract`, { json: { reason: 'Misread' } })
    expect(standing(await fileNow(id), 'file.closed')).toEqual(['2024-01-15'])
  })

  test('is closed once, though two close it at the same time', async () => {
    const { id } = await opened('petitions', '05-03')
    const answers = await Promise.all([1, 2, 3].map(() => keeper.send('POST', `/api/files/${id}/close`, { json: {} })))
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409, 409])
    expect(standing(await fileNow(id), 'file.closed')).toHaveLength(1)
  })

  test('is opened, filled, closed and shown by the command line', async () => {
    const env = { OPIS_SERVER: server.url, OPIS_TOKEN: keeperToken }
    const opis = async (...words: string[]) => {
      const { code, out, err } = await runOpis([...words, '--json'], env)
      return { code, answer: JSON.parse(code === 0 ? out : err) as { [name: string]: unknown } }
    }
    const record = await imported('contracts')
    expect(await opis('file', 'open', 'contracts', 'c-1', '--title', 'Lease')).toMatchObject({ code: 0, answer: { number: 'c-1', title: 'Lease', state: 'open' } })
    expect(await opis('file', 'open', 'contracts', 'c-1')).toMatchObject({ code: 3, answer: { type: 'already-exists' } })
    expect(await opis('file', 'add', 'contracts', 'c-1', '--record', record)).toMatchObject({ code: 0, answer: { members: [{ record }] } })
    expect(await opis('file', 'facts', 'contracts', 'c-1', '--add', 'contract.ended', '--date', '2020-05')).toMatchObject({ code: 0, answer: { facts: [{ name: 'contract.ended', date: '2020-05' }] } })
    expect(await opis('file', 'close', 'contracts', 'c-1', '--on', '2024')).toMatchObject({ code: 0, answer: { state: 'closed', closedOn: '2024' } })
    expect(await opis('file', 'reopen', 'contracts', 'c-1', '--reason', 'More came')).toMatchObject({ code: 0, answer: { state: 'open' } })
    expect(await opis('file', 'list', '--class', 'contracts', '--record', record)).toMatchObject({ code: 0, answer: { files: [{ number: 'c-1', records: 1 }] } })
    expect(await opis('file', 'show', 'contracts', 'c-2')).toMatchObject({ code: 4, answer: { type: 'not-found' } })
  })

  test('takes no day that has not come and no day that is none', async () => {
    const { id } = await opened('petitions', '06-01')
    expect(await keeper.problem('POST', `/api/files/${id}/close`, { json: { on: '2999-01-01' } })).toMatchObject({ reason: 'date-to-come' })
    expect(await keeper.problem('POST', `/api/files/${id}/close`, { json: { on: '2023-02-29' } })).toMatchObject({ reason: 'no-such-date' })
    expect(await keeper.problem('POST', '/api/facts', { json: { kind: 'file', subject: id, name: 'audit.completed', date: '2023-02-30' } })).toMatchObject({ reason: 'no-such-date' })
    expect(await keeper.problem('POST', '/api/facts', { json: { kind: 'file', subject: id, name: 'file.closed', date: '2023' } })).toMatchObject({ reason: 'closing-is-no-fact' })
    expect(await keeper.problem('POST', '/api/facts', { json: { kind: 'file', subject: id, name: 'x', date: '2023', value: 1 } })).toMatchObject({ type: 'bad-request' })
  })

  test('fault 25: warns of permanent and temporary papers together, and of a thick volume of what is kept long', async () => {
    const [{ id }, permanent] = [await opened('petitions', '07-01'), await opened('decisions', '07-01')]
    const [passing, kept] = [await imported('petitions', '2024-01-01'), await imported('petitions', '2024-01-01')]
    for (const record of [passing, kept]) await post(`/files/${id}/records`, { record })
    await settled()
    expect((await fileNow(id)).warnings).toEqual([])
    await post(`/files/${permanent.id}/records`, { record: kept })
    await settled()
    expect((await fileNow(id)).warnings).toEqual([{ code: 'mixed-terms', permanent: 1, temporary: 1 }])
    expect((await fileNow(permanent.id)).warnings).toEqual([])
    await post(`/files/${id}/volumes`, {})
    await post(`/files/${id}/volumes/1/close`, { sheets: 251 })
    expect((await fileNow(id)).warnings).toContainEqual({ code: 'too-many-sheets', volume: 1, sheets: 251, limit: 250 })
  })
})

describe('facts', () => {
  test('fault 18: a retracted fact is as if it had not been, and the record waits again', async () => {
    const record = await imported('contracts')
    expect(await retention(record)).toMatchObject({ state: 'waiting', eligibleOn: null })
    const { facts } = await factOn({ kind: 'record', subject: record, name: 'contract.ended', date: '2020-05' })
    expect(await retention(record)).toMatchObject({ eligibleOn: '2026-01-01' })
    const after = await keeper.get(factList, 'POST', `/api/facts/${facts[0]?.id ?? ''}/retract`, { json: { reason: 'It was prolonged' } })
    expect(after.facts).toMatchObject([{ name: 'contract.ended', retracted: { reason: 'It was prolonged' } }])
    expect(await retention(record)).toMatchObject({ state: 'waiting', eligibleOn: null })
    expect(await keeper.problem('POST', `/api/facts/${facts[0]?.id ?? ''}/retract`, { json: { reason: 'x' } })).toMatchObject({ reason: 'no-such-fact' })
  })

  test('fault 19: an event of a person recorded before the record came counts for it', async () => {
    const person = await keeper.get(personView, 'POST', '/api/people', { json: { name: 'Ion Rusu' } })
    await factOn({ kind: 'person', subject: person.id, name: 'contract.ended', date: '2021-03-01' })
    const { id } = await opened('contracts', '08-01')
    await keeper.get(personView, 'POST', `/api/people/${person.id}/links`, { json: { kind: 'file', subject: id } })
    const record = await imported('contracts')
    expect((await retention(record)).state).toBe('waiting')
    await post(`/files/${id}/records`, { record })
    expect(await retention(record)).toMatchObject({ eligibleOn: '2027-01-01' })
    const other = await imported('contracts')
    const linked = await keeper.get(personView, 'POST', `/api/people/${person.id}/links`, { json: { kind: 'record', subject: other } })
    expect(linked.links.map((link) => link.kind).toSorted()).toEqual(['file', 'record'])
    expect(await retention(other)).toMatchObject({ eligibleOn: '2027-01-01' })
    await keeper.get(personView, 'POST', `/api/people/${person.id}/unlink`, { json: { kind: 'record', subject: other } })
    expect((await retention(other)).state).toBe('waiting')
  })

  test('fault 24: a record in two files is kept for the later of both', async () => {
    const [first, second] = [await opened('contracts', '09-01'), await opened('contracts', '09-02')]
    const record = await imported('contracts')
    await factOn({ kind: 'file', subject: first.id, name: 'contract.ended', date: '2015-01-01' })
    await factOn({ kind: 'file', subject: second.id, name: 'contract.ended', date: '2018-01-01' })
    await post(`/files/${first.id}/records`, { record })
    expect(await retention(record)).toMatchObject({ eligibleOn: '2021-01-01' })
    await post(`/files/${second.id}/records`, { record })
    expect(await retention(record)).toMatchObject({ eligibleOn: '2024-01-01' })
    expect((await keeper.get(fileList, 'GET', `/api/files?record=${record}`)).files.map((file) => file.number)).toEqual(['09-01', '09-02'])
    await post(`/files/${second.id}/records/${record}/take-out`, { reason: 'Filed by mistake' })
    expect(await retention(record)).toMatchObject({ eligibleOn: '2021-01-01' })
  })

  test('of the body count for everything it keeps', async () => {
    const { facts } = await factOn({ kind: 'body', subject: 'house', name: 'org.archive_source', value: true })
    expect(facts).toMatchObject([{ name: 'org.archive_source', value: true, date: null }])
    await settled()
    const record = await imported('contracts')
    await retention(record)
    await factOn({ kind: 'body', subject: 'house', name: 'contract.ended', date: '2010' })
    expect(await retention(record)).toMatchObject({ eligibleOn: '2016-01-01' })
    const { facts: all } = await keeper.get(factList, 'GET', '/api/facts?kind=body&subject=house')
    await keeper.get(factList, 'POST', `/api/facts/${all.at(-1)?.id ?? ''}/retract`, { json: { reason: 'A try' } })
    expect((await retention(record)).state).toBe('waiting')
  })
})

describe('captured paper', () => {
  let station: TestAgent
  let recogniser: TestAgent
  beforeAll(async () => {
    station = await enrolStation(server)
    recogniser = await enrolStation(server, 'recogniser')
  })
  afterAll(async () => {
    await station.close()
    await recogniser.close()
  })

  async function captured(number: string, seed: number): Promise<string> {
    const [cover = ''] = await orderCovers(server, { count: 1, class: 'petitions', file: number })
    const batch = await feedBatch(station, [{ bytes: await pageImage(seed), marks: marks.cover(cover) }, { bytes: await pageImage(seed + 1) }, { bytes: await pageImage(seed + 2) }])
    const report = await awaitBatch(server, batch, (one) => one.searchable, { recogniser, read: () => readingOf('a petition') })
    return report.records[0]?.id ?? ''
  }

  test('has a place of its own, apart from the scan, and a box can be listed', async () => {
    const record = await captured('10-01', 5000)
    const { paper } = await keeper.get(paperList, 'GET', `/api/paper/of/record/${record}`)
    expect(paper).toMatchObject([{ subject: record, sheets: 2, state: 'kept', box: null, shelf: null }])
    await keeper.get(paperList, 'POST', `/api/paper/${paper[0]?.id ?? ''}`, { json: { box: '17', shelf: 'B/3' } })
    const [file] = (await keeper.get(fileList, 'GET', '/api/files?number=10-01')).files
    await keeper.get(paperList, 'POST', '/api/paper', { json: { kind: 'file', subject: file?.id, box: '17', shelf: 'B/3', sheets: 40 } })
    const box = await keeper.get(paperList, 'GET', '/api/paper?box=17')
    expect(box.paper.map((one) => [one.kind, one.sheets]).toSorted()).toEqual([['file', 40], ['record', 2]])
    const csv = (await keeper.send('GET', '/api/paper?box=17&format=csv')).bytes.toString('utf8')
    expect(csv.split('\r\n')[0]).toBe('\uFEFFshelf,box,kind,id,title,sheets,state')
    expect(csv.split('\r\n')).toHaveLength(4)
    await keeper.get(paperList, 'POST', `/api/paper/${paper[0]?.id ?? ''}`, { json: { state: 'missing' } })
    expect((await keeper.get(paperList, 'GET', '/api/paper?box=17&state=kept')).paper).toHaveLength(1)
  })

  test('of a closed file is never lost: it is filed, and the file is open again with the reason', async () => {
    await captured('10-02', 6000)
    const [{ id } = { id: '' }] = (await keeper.get(fileList, 'GET', '/api/files?number=10-02')).files
    await post(`/files/${id}/close`, {})
    const late = await captured('10-02', 7000)
    const after = await fileNow(id)
    expect(after).toMatchObject({ state: 'open', closedOn: null, records: 2 })
    expect(after.history[0]).toMatchObject({ change: 'reopened', details: { reason: 'captured', record: late, was: 'closed' } })
    expect(standing(after, 'file.closed')).toEqual([])
  })
})

describe('rights', () => {
  test('a user of a unit sees files of its classes and of the whole house, and learns nothing of others', async () => {
    const reader = (await addUser(server.url, server.admin, { name: 'vera', roles: ['reader'], units: ['registry'] })).byToken
    const [own, whole, foreign] = [await opened('petitions', 'r-1'), await opened('decisions', 'r-1'), await opened('contracts', 'r-1')]
    const { files } = await reader.get(fileList, 'GET', '/api/files?number=r-1')
    expect(files.map((file) => file.id).toSorted()).toEqual([own.id, whole.id].toSorted())
    const table = (await reader.send('GET', '/api/files?number=r-1&format=csv')).bytes.toString('utf8')
    expect([own, whole, foreign].map(({ id }) => table.includes(id))).toEqual([true, true, false])
    expect(table.split('\r\n')[0]).toBe('\uFEFFclass,number,title,state,opened_on,closed_on,volumes,records,id')
    const [hidden, absent] = await Promise.all([foreign.id, '018f0000-0000-7000-8000-000000000000'].map((id) => reader.problem('GET', `/api/files/${id}`)))
    expect({ ...hidden, instance: null, requestId: null }).toEqual({ ...absent, instance: null, requestId: null })
    const secret = await imported('contracts')
    await post(`/files/${own.id}/records`, { record: secret })
    expect(await reader.get(fileView, 'GET', `/api/files/${own.id}`)).toMatchObject({ records: 0, members: [], people: [], history: [{ change: 'opened' }] })
    expect((await reader.get(fileList, 'GET', '/api/files?number=r-1&class=petitions')).files).toMatchObject([{ records: 0 }])
    expect((await reader.get(fileList, 'GET', `/api/files?record=${secret}`)).files).toEqual([])
    const shared = await imported('petitions')
    await post(`/files/${own.id}/records`, { record: shared })
    await post(`/files/${foreign.id}/title`, { title: 'A hidden lease' })
    await post(`/files/${foreign.id}/records`, { record: shared })
    await settled()
    const taken = async (who: Caller, query: string) => (await who.send('GET', `/api/export?${query}`)).bytes.toString('utf8')
    expect([await taken(keeper, 'file=r-1'), await taken(reader, `record=${shared}`)].map((tar) => [tar.includes(shared), tar.includes('A hidden lease')])).toEqual([[true, true], [true, false]])
    for (const path of ['/api/people', '/api/paper']) expect(await reader.problem('GET', path)).toMatchObject({ type: 'forbidden' })
    expect(await reader.problem('GET', '/api/facts?kind=body&subject=house')).toMatchObject({ type: 'not-found' })
    expect(await reader.problem('POST', `/api/files/${own.id}/close`, { json: {} })).toMatchObject({ type: 'forbidden' })
  })
})

describe('classes and fonds', () => {
  test('are edited, and a restart does not undo it', async () => {
    await keeper.get(classTree, 'PUT', '/api/fonds', { json: { number: 'R-12', title: { en: 'Land office' } } })
    await keeper.get(classTree, 'PUT', '/api/classes', { json: { code: 'petitions/land', title: { en: 'Petitions on land' }, parent: 'petitions', fonds: 'R-12', unit: 'registry', personal: false } })
    const tree = await keeper.get(classTree, 'PUT', '/api/classes', { json: { code: 'petitions', title: { en: 'Petitions and complaints' }, closedOn: '2020-12-31' } })
    expect(tree.classes.find((one) => one.code === 'petitions/land')).toMatchObject({ parent: 'petitions', fonds: 'R-12', unit: 'registry', personal: false })
    expect(await keeper.problem('PUT', '/api/classes', { json: { code: 'petitions', parent: 'petitions/land' } })).toMatchObject({ reason: 'class-in-itself' })
    expect(await keeper.problem('PUT', '/api/classes', { json: { code: 'petitions', fonds: 'none' } })).toMatchObject({ reason: 'no-such-fonds' })
    expect(await keeper.problem('POST', '/api/files', { json: { class: 'petitions', number: '2024-1', openedOn: '2024' } })).toMatchObject({ reason: 'class-not-open' })
    await server.restart()
    const after = await server.admin.get(classTree, 'GET', '/api/fonds')
    expect(after.classes.find((one) => one.code === 'petitions')).toMatchObject({ title: { en: 'Petitions and complaints' }, closedOn: '2020-12-31' })
  })
})
