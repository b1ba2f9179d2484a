import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LeasedPage } from '#contract/recognition.ts'
import { recordView } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { pagesGivenBack, stepsRetried, troubleList } from '#contract/status.ts'
import { newId } from '#kernel/ids.ts'
import { objectIdOf } from '#server/records/context.ts'
import { addUser } from '#test/support/caller.ts'
import { pageImage } from '#test/support/pile.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { awaitBatch, enrolStation, feedBatch, good, marks, orderCovers, readingOf, runServer, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

let server: RunningServer
let station: TestAgent
let recogniser: TestAgent

beforeAll(async () => {
  server = await runServer()
  station = await enrolStation(server)
  recogniser = await enrolStation(server, 'recogniser')
})
afterAll(async () => {
  await station.close()
  await recogniser.close()
  await server.stop()
})

const trouble = () => server.admin.get(troubleList, 'GET', '/api/line/trouble')
const cli = (...words: string[]) => runOpis(['line', ...words], { OPIS_DATA: server.dataFolder })
const feed = async (first: number) => {
  const [cover = ''] = await orderCovers(server, { count: 1 })
  return feedBatch(station, [{ bytes: await pageImage(1000 + first), marks: marks.cover(cover) }, { bytes: await pageImage(first) }, { bytes: await pageImage(first + 1) }])
}

test('a step that was given up is shown with its reason, and comes off when the reason is mended', async () => {
  const { pool } = server.parts.database
  await pool.query(`create function no_room() returns trigger language plpgsql as 'begin raise exception $$no room$$; end'`)
  await pool.query('create trigger no_room before insert on record for each row execute function no_room()')
  const batch = await feed(1)
  await expect.poll(async () => (await pool.query("update task set attempts = 11, run_after = now() where name = 'publish' and state = 'pending' and attempts > 0 returning id")).rowCount).toBe(1)
  await expect.poll(async () => (await trouble()).steps).toMatchObject([{ step: 'publish', code: 'internal', tries: 12, nextTryAt: null, detail: expect.stringContaining('log') }])
  const { steps: [step], stepCount } = await trouble()
  expect(stepCount).toBe(1)
  expect((await cli('trouble')).out).toContain(`${step?.id ?? ''}  publish ${step?.subject ?? ''}, 12 tries, given up`)

  await pool.query('drop trigger no_room on record; drop function no_room()')
  expect(await server.admin.get(stepsRetried, 'POST', '/api/line/retry', { json: { id: step?.id } })).toEqual({ retried: 1 })
  await awaitBatch(server, batch, (report) => report.searchable, { recogniser, read: () => readingOf('came late') })
  expect(await trouble()).toEqual({ steps: [], stepCount: 0, pages: [], pageCount: 0 })
  expect(await server.admin.problem('POST', '/api/line/retry', { json: { id: step?.id } })).toMatchObject({ type: 'not-found' })
})

test('a step that is tried again by itself is hurried, and several that were given up for one thing are done once', async () => {
  const { pool } = server.parts.database
  const subject = newId()
  const add = (state: string, attempts: number) => pool.query("insert into task (id, name, subject, state, attempts, run_after, error_code, error_detail) values ($1, 'compute-retention', $2, $3, $4, now() + interval '1 hour', 'storage-full', 'Make room.')", [newId(), subject, state, attempts])
  await add('failed', 1)
  await add('failed', 1)
  await add('pending', 9)
  expect((await trouble()).steps).toMatchObject([{ nextTryAt: null }, { nextTryAt: null }, { tries: 9, code: 'storage-full', nextTryAt: expect.stringContaining('T') }])
  expect(JSON.parse((await cli('retry', '--all', '--json')).out)).toEqual({ retried: 3 })
  await expect.poll(async () => (await trouble()).stepCount).toBe(0)
  expect((await pool.query<{ state: string }>('select state from task where subject = $1', [subject])).rows).toEqual([{ state: 'done' }])
})

test('pages that nobody could read are read again; then their words are found and in the copy for reading', async () => {
  const batch = await feed(11)
  const lent: LeasedPage[] = []
  const lend = async () => lent.push(...good(await recogniser.client.lease(16, 'played')).pages)
  await expect.poll(lend).toBe(2)
  for (const { page, lease } of lent) good(await recogniser.client.fail(page, { lease, code: 'bad-image', detail: 'Nothing to see.', retry: false }))
  const { records: [record] } = await awaitBatch(server, batch, (report) => report.searchable)
  const id = record?.id ?? ''
  const copyOf = async () => (await server.admin.get(recordView, 'GET', `/api/records/${id}`)).renditions.find(({ name }) => name === 'access')?.sha512
  const before = await copyOf()
  expect((await trouble()).pages).toMatchObject([1, 2].map((page) => ({ record: id, page, code: 'bad-image', detail: 'Nothing to see.' })))
  expect((await cli('trouble')).out).toContain('2 pages could not be read')

  expect(await server.admin.get(pagesGivenBack, 'POST', '/api/line/read-again', { json: { record: id } })).toEqual({ pages: 2 })
  expect((await trouble()).pageCount).toBe(0)
  await awaitBatch(server, batch, (report) => report.searchable, { recogniser, read: () => readingOf('the lighthouse keeper') })
  expect((await server.admin.get(searchResult, 'GET', '/api/search?q=lighthouse')).hits.map((hit) => [hit.record, hit.page]).toSorted()).toEqual([[id, 1], [id, 2]])
  expect([await copyOf() === before, await server.parts.records.store.verify(objectIdOf(id), { full: true })]).toEqual([false, []])
})

test('only administrators and archivists, in the right form', async () => {
  const reader = await addUser(server.url, server.admin, { name: 'radu', roles: ['operator', 'records-manager', 'head'] })
  for (const [method, path] of [['GET', '/api/line/trouble'], ['POST', '/api/line/retry'], ['POST', '/api/line/read-again']] as const) expect(await reader.byToken.problem(method, path, method === 'GET' ? {} : { json: {} })).toMatchObject({ type: 'forbidden' })
  expect((await cli('retry')).code).toBe(2)
  expect((await cli('retry', newId(), '--all')).code).toBe(2)
  expect((await cli('retry', newId())).code).toBe(4)
  expect((await cli('retry', 'no-id')).code).toBe(3)
  expect((await cli('read-again', '--record', newId(), '--json')).out).toBe('{"pages":0}\n')
})
