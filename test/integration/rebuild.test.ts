import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { factList, fileList, fileView, paperList, personView } from '#contract/file-plan.ts'
import { eventList, importAnswer, recordText, recordView, history } from '#contract/records.ts'
import { newId } from '#kernel/ids.ts'
import type { Caller } from '#test/support/caller.ts'
import { objectIdOf } from '#server/records/context.ts'
import { batchObjectIdOf } from '#server/records/pictures.ts'
import { multiPageTiff, pageImage } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, readingOf, readWaitingPages, reportOf, runServer, sha512Of, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

/** One archive, its database lost: the same store under a server that has never seen it. */
const rebuilt = z.object({ records: z.int(), pages: z.int(), restored: z.int(), batches: z.int(), seconds: z.number(), bad: z.array(z.object({ object: z.string(), fault: z.string() })) })

const found = z.object({ total: z.int(), hits: z.array(z.unknown()), facets: z.unknown() })

let server: RunningServer
let station: TestAgent
let recogniser: TestAgent
let ids: string[]
let batch: string
let used: string
let before: unknown

const queries = ['"water pump"', 'рішення', 'ferry', 'note']

/** Everything that people and programs are told of the records. */
async function answers(admin: Caller) {
  const records = await Promise.all(
    ids.map(async (id) => ({
      record: await admin.get(recordView, 'GET', `/api/records/${id}?language=uk`),
      text: await admin.get(recordText, 'GET', `/api/records/${id}/text`),
      events: await admin.get(eventList, 'GET', `/api/records/${id}/events`),
      files: await Promise.all((await admin.get(fileList, 'GET', `/api/files?record=${id}`)).files.map(async (file) => ({ ...(await admin.get(fileView, 'GET', `/api/files/${file.id}`)), history: [] }))),
      paper: await admin.get(paperList, 'GET', `/api/paper/of/record/${id}`),
      originals: sha512Of((await admin.send('GET', `/api/records/${id}/renditions/original`)).bytes),
      thumbnail: (await admin.send('GET', `/api/records/${id}/pages/1/thumbnail`)).status,
    })),
  )
  const searches = await Promise.all(queries.map((q) => admin.get(found, 'GET', `/api/search?q=${encodeURIComponent(q)}`)))
  // Stations are no part of any record: they are enrolled anew.
  const { seconds: { index: _index, total: _total, ...seconds }, stationName: _station, ...report } = await reportOf(server, batch)
  return { records, searches, report, seconds }
}

const run = async (path: string) => {
  const lines = (await server.admin.send('POST', path)).bytes.toString('utf8').trimEnd().split('\n')
  return z.object({ result: rebuilt }).parse(JSON.parse(lines.at(-1) ?? '')).result
}
const importing = async (name: string, body: Buffer, query = '') => (await server.admin.get(importAnswer, 'POST', `/api/import?name=${encodeURIComponent(name)}${query}`, { body })).record ?? ''
const settled = () => vi.waitUntil(async () => (await server.parts.database.pool.query("select 1 from task where state = 'pending'")).rowCount === 0, { timeout: 30_000 })

beforeAll(async () => {
  server = await runServer()
  station = await enrolStation(server)
  recogniser = await enrolStation(server, 'recogniser')
  const [petition = ''] = await orderCovers(server, { count: 1, class: 'petitions', file: '03-07/2024', date: '2024-05-17' })
  used = petition
  const pages = [await pageImage(1), await pageImage(2)]
  const texts = new Map([[sha512Of(pages[0] ?? Buffer.alloc(0)), 'Petition about the water pump'], [sha512Of(pages[1] ?? Buffer.alloc(0)), 'The ferry bell']])
  batch = await feedBatch(station, [{ bytes: await pageImage(1001), marks: marks.cover(petition) }, ...pages.map((bytes) => ({ bytes })), { bytes: await pageImage(0), marks: marks.blank }])
  const read = (sha512: string) => readingOf(texts.get(sha512) ?? 'a note in a picture')
  const { records } = await awaitBatch(server, batch, (report) => report.searchable, { recogniser, read })
  const text = await importing('Рішення.txt', Buffer.from('Рішення ради\fДругий аркуш рішення'), '&class=decisions&date=2023-02')
  const tiff = await importing('notes.tif', await multiPageTiff(3))
  await vi.waitUntil(async () => (await readWaitingPages(recogniser, read), (await server.admin.get(recordView, 'GET', `/api/records/${tiff}`)).state === 'searchable'), { timeout: 30_000 })
  ids = [records[0]?.id ?? '', text, tiff]
  const events = `/api/records/${text}/events`
  const wrong = await server.admin.get(eventList, 'POST', events, { json: { event: 'file.closed', date: '2023-11', evidence: 'Slip 12' } })
  await server.admin.get(eventList, 'POST', events, { json: { event: 'file.closed', date: '2024-01-09' } })
  await server.admin.get(eventList, 'POST', `${events}/${wrong.events.find((one) => one.event === 'file.closed')?.id ?? ''}/retract`)
  await fileThem(ids[0] ?? '', text)
  await settled()
  before = await answers(server.admin)
})
afterAll(async () => {
  await station.close()
  await recogniser.close()
  await server.stop()
})

/** The petition lies in two files, one of them closed, with a person, facts and paper. */
async function fileThem(petition: string, text: string): Promise<void> {
  const post = <S extends z.ZodType>(schema: S, path: string, json: unknown) => server.admin.get(schema, 'POST', `/api${path}`, { json })
  const { id } = await post(fileView, '/files', { class: 'personnel', number: '04/7', title: 'Of the pump keeper' })
  await post(fileView, `/files/${id}/volumes`, {})
  for (const record of [petition, text]) await post(fileView, `/files/${id}/records`, { record })
  await post(fileView, `/files/${id}/close`, { on: '2024-06' })
  await post(factList, '/facts', { kind: 'file', subject: id, name: 'subject.note', value: 'left' })
  const person = await post(personView, '/people', { name: 'Vasile Munteanu' })
  await post(factList, '/facts', { kind: 'person', subject: person.id, name: 'subject.born', date: '1961' })
  await post(personView, `/people/${person.id}/links`, { kind: 'file', subject: id })
  const { paper } = await server.admin.get(paperList, 'GET', `/api/paper/of/record/${petition}`)
  await post(paperList, `/paper/${paper[0]?.id ?? ''}`, { box: '17', shelf: 'B/3' })
}

describe.sequential('a database that is lost', () => {
  test('comes back from the store, and every answer is as before', async () => {
    await loseDatabase()
    for (const id of ids) expect((await server.admin.send('GET', `/api/records/${id}`)).status).toBe(404)
    expect(await run('/api/store/rebuild')).toMatchObject({ records: 3, pages: 7, restored: 3, batches: 1, bad: [] })
    expect(await answers(server.admin)).toEqual(before)
    expect((await server.admin.get(history, 'GET', `/api/records/${ids[0] ?? ''}/history`)).entries.map((entry) => entry.action)).toEqual(['records.rebuild'])
  })

  test('is not changed by a second run, nor are later facts', async () => {
    const event = await server.admin.get(eventList, 'POST', `/api/records/${ids[2] ?? ''}/events`, { json: { event: 'record.date', date: '2020-02-02' } })
    await settled()
    expect(await run('/api/store/rebuild')).toMatchObject({ records: 3, restored: 0, batches: 0, bad: [] })
    expect((await server.admin.get(eventList, 'GET', `/api/records/${ids[2] ?? ''}/events`)).events).toEqual(event.events)
    expect((await server.parts.database.pool.query('select count(*)::int as pages from record_page')).rows).toEqual([{ pages: 7 }])
  })

  test('knows the used cover and the imported bytes again', async () => {
    station = await again(station)
    const id = await feedBatch(station, [{ bytes: await pageImage(1002), marks: marks.cover(used) }, { bytes: await pageImage(9) }])
    const report = await awaitBatch(server, id, (one) => one.state === 'exceptions')
    expect(report.exceptions.map((one) => one.code)).toEqual(['cover-used'])
    expect(await server.admin.get(importAnswer, 'POST', '/api/import?name=copy.txt', { body: Buffer.from('Рішення ради\fДругий аркуш рішення') })).toEqual({ record: null, duplicateOf: ids[1], pages: 0 })
  })

  test('comes back from objects of the first form too, and they are brought to the present one', async () => {
    const id = newId()
    const page = await pageImage(77)
    const described = { format: 'opis-record/1', id, title: 'An old letter, 2019', class: 'a-class-that-went', file: null, date: '2019', source: null, cover: null, batch: null, unit: null, wholeHouse: true, createdAt: '2026-01-01T10:00:00.000Z', pages: [{ page: 1, path: 'original/0001.png', image: null }] }
    const { turn, widthPx, heightPx, language, confidence, text, engine, engineVersion, dataSha256, doubtful } = readingOf('an old heron')
    const read = { format: 'opis-text/1', pages: [{ page: 1, turn, widthPx, heightPx, language, confidence, text, words: [], readBy: { engine, engineVersion, dataSha256, doubtful } }] }
    const json = (path: string, value: unknown) => ({ path, source: { bytes: Buffer.from(JSON.stringify(value)) } })
    await server.parts.records.store.publish({ id: objectIdOf(id), add: [{ path: 'original/0001.png', source: { bytes: page } }, { path: 'access/record.pdf', source: { bytes: Buffer.from('%PDF-') } }, json('record.json', described), json('text/pages.json', read)], message: 'x', user: { name: 'x', address: 'urn:x:y' }, createdAt: new Date() })
    expect(await run('/api/store/rebuild')).toMatchObject({ restored: 1, bad: [] })
    const view = await server.admin.get(recordView, 'GET', `/api/records/${id}`)
    expect(view).toMatchObject({ title: 'An old letter, 2019', class: 'a-class-that-went', language: 'en', state: 'searchable', events: 1, date: '2019' })
    expect(view.renditions.map(({ name, mediaType }) => `${name} ${mediaType}`)).toEqual(['access application/pdf', 'original image/png'])
    expect(await server.admin.get(found, 'GET', '/api/search?q=heron')).toMatchObject({ total: 1 })
    await settled()
    expect(JSON.parse(Buffer.from(await server.parts.records.store.read(objectIdOf(id), 'record.json')).toString())).toMatchObject({ format: 'opis-record/3', language: 'en', events: [{ id, event: 'record.date', date: '2019' }], memberships: [] })
    await server.parts.records.store.purge(objectIdOf(id))
  })

  test('comes back but for damaged objects, which are named', async () => {
    const { store } = server.parts.records
    await writeFile(await store.locate(objectIdOf(ids[0] ?? ''), 'record.json'), '{}')
    await rm(await store.locate(objectIdOf(ids[2] ?? ''), 'original/file.tif'))
    await rm(await store.locate(batchObjectIdOf(batch), 'batch.json'))
    await loseDatabase()
    const answer = await run('/api/store/rebuild')
    expect(answer).toMatchObject({ records: 1, pages: 2, restored: 1, batches: 0 })
    expect(answer.bad.map((one) => one.object).toSorted()).toEqual([objectIdOf(ids[0] ?? ''), objectIdOf(ids[2] ?? ''), batchObjectIdOf(batch)].toSorted())
    expect((await server.admin.get(recordView, 'GET', `/api/records/${ids[1] ?? ''}`)).state).toBe('searchable')
  })
})

async function again(agent: TestAgent): Promise<TestAgent> {
  await agent.close()
  return enrolStation(server)
}

/** A new server with an empty database takes over the store of the old one. */
async function loseDatabase(): Promise<void> {
  const kept = await mkdtemp(join(tmpdir(), 'opis-kept-'))
  for (const name of ['store', 'store.staging']) await rename(join(server.dataFolder, name), join(kept, name))
  await server.stop()
  server = await runServer()
  const folder = server.dataFolder
  for (const name of ['store', 'store.staging']) {
    await rm(join(folder, name), { recursive: true })
    await rename(join(kept, name), join(folder, name))
  }
  await rm(kept, { recursive: true })
  await server.restart()
}
