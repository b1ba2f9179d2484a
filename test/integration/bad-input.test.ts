import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { importAnswer, recordView } from '#contract/records.ts'
import { announcementHeader } from '#contract/agent-signature.ts'
import { signRequest } from '#agent/http/sign-request.ts'
import { newCoverId } from '#kernel/cover-id.ts'
import type { ProblemCode } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { limits } from '#kernel/limits.ts'
import { loadSchedules } from '#server/retention/load-schedules.ts'
import { checkFiles } from '#server/retention/schedule/check.ts'
import { freshFolder, pageImage, pngHead, textPdf } from '#test/support/pile.ts'
import { announcementOf, awaitBatch, enrolStation, feedBatch, good, marks, orderCovers, reportOf, runServer, sendImage, sha512Of, type RunningServer, type TestAgent, type TestImage } from '#test/support/run-server.ts'

/** What comes from outside and is wrong (issue A1, section 5): each has its code and a sentence, and the rest goes on. */
let server: RunningServer
let station: TestAgent
let folder: string
let batch: string
let page: Buffer

beforeAll(async () => {
  server = await runServer()
  station = await enrolStation(server)
  folder = await freshFolder('bad-input')
  page = await pageImage(1)
})
afterAll(async () => {
  await station.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  batch = newId()
  good(await station.client.openBatch({ id: batch }))
})

/** Whatever was refused before: nothing half-written lies about, the server answers, and the batch goes on to its end. */
async function theRestGoesOn(): Promise<void> {
  expect((await server.admin.send('GET', '/ready')).status).toBe(200)
  expect(await filesIn(join(server.dataFolder, 'intake'))).not.toContainEqual(expect.stringMatching(/\.part$/))
  const [cover = ''] = await orderCovers(server, { count: 1 })
  const images = [{ bytes: await pageImage(2), marks: marks.cover(cover) }, { bytes: page }]
  for (const [index, image] of images.entries()) good(await sendImage(station, batch, index + 1, image))
  good(await station.client.closeBatch(batch, { fed: 2, rejected: [], feedSeconds: 0 }))
  const report = await awaitBatch(server, batch, (one) => one.step === 'recognising')
  expect(report).toMatchObject({ state: 'closed', fed: 2, archived: 1, exceptions: [] })
}

const filesIn = async (path: string) => (await readdir(path, { recursive: true })).map(String)

describe('an image that cannot be taken in', () => {
  const cases: [string, ProblemCode, () => TestImage | Promise<TestImage>][] = [
    ['truncated JPEG', 'bad-image', async () => ({ bytes: (await pageImage(3, 'jpeg')).subarray(0, 900), mediaType: 'image/jpeg' })],
    ['one pixel', 'image-too-small', () => ({ bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64') })],
    ['40,000 × 40,000 pixels', 'image-too-large', async () => ({ bytes: await pngHead(40_000, 40_000) })],
    ['empty file', 'empty-file', () => ({ bytes: Buffer.alloc(0) })],
    ['text that says it is an image', 'unknown-format', () => ({ bytes: Buffer.from('this is no picture at all') })],
    ['program', 'unknown-format', () => ({ bytes: Buffer.concat([Buffer.from('\u007fELF'), Buffer.alloc(500)]) })],
    ['noise behind the head of a PNG', 'bad-image', () => ({ bytes: Buffer.concat([page.subarray(0, 60), Buffer.alloc(4000, 0xa5)]) })],
    ['bytes other than announced', 'checksum-mismatch', async () => ({ bytes: page, sha512: sha512Of(await pageImage(4)) })],
  ]
  test.each(cases)('%s is %s', async (_, code, make) => {
    const outcome = await sendImage(station, batch, 1, await make())
    expect(outcome).toMatchObject({ ok: false, code })
    if (!outcome.ok) expect(outcome.detail).toMatch(/\w+ .*\.$/)
    await theRestGoesOn()
  })

  test('a body larger than the limit is refused by its length alone', async () => {
    const image = { bytes: page }
    const path = `/api/batches/${batch}/images/1`
    const answer = await rawPut(path, image, { 'content-length': String(limits.fileBytes + 1) }, page)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('"type":"body-too-large"')
    await theRestGoesOn()
  })
})

/** A request written by hand, so that the connection can end wherever a test wants. */
async function rawPut(path: string, image: TestImage, more: Record<string, string>, sent: Uint8Array, then: 'hang-up' | 'wait' = 'wait'): Promise<string> {
  const { hostname, port } = new URL(server.url)
  const announcement = announcementOf(image)
  const headers = {
    host: `${hostname}:${port}`,
    connection: 'close',
    [announcementHeader]: Buffer.from(JSON.stringify(announcement)).toString('base64url'),
    ...signRequest(station.signer, { method: 'PUT', path, digest: announcement.sha512, timeMs: Date.now() }),
    ...more,
  }
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  let answer = ''
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  socket.write(`PUT ${path} HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  const closed = once(socket, 'close')
  socket.write(sent)
  if (then === 'hang-up') socket.end()
  await closed
  return answer
}

test('a refusal reaches the station even when it comes before the body was sent', async () => {
  const bytes = randomBytes(30_000_000)
  for (const attempt of [1, 2, 3]) expect(await sendImage(station, newId(), attempt, { bytes })).toMatchObject({ ok: false, code: 'not-found' })
})

test('an upload cut off in the middle leaves nothing behind and can be made again', async () => {
  const image = { bytes: page }
  await rawPut(`/api/batches/${batch}/images/1`, image, { 'content-length': String(page.length) }, page.subarray(0, page.length >> 1), 'hang-up')
  await expect.poll(async () => (await filesIn(join(server.dataFolder, 'intake'))).filter((name) => name.includes(batch))).toEqual([batch])
  expect((await reportOf(server, batch)).fed).toBe(0)
  good(await sendImage(station, batch, 1, image))
  expect((await reportOf(server, batch)).fed).toBe(1)
})

test('a page posted twice has one receipt; other bytes under its number are a conflict', async () => {
  const first = good(await sendImage(station, batch, 1, { bytes: page }))
  expect(good(await sendImage(station, batch, 1, { bytes: page }))).toEqual(first)
  expect(await sendImage(station, batch, 1, { bytes: await pageImage(9) })).toMatchObject({ ok: false, code: 'page-conflict', status: 409 })
  const twins = await Promise.all([1, 2, 3, 4].map(() => sendImage(station, batch, 2, { bytes: page })))
  expect(twins.map((outcome) => outcome.ok)).toEqual([true, true, true, true])
  expect(await filesIn(join(server.dataFolder, 'intake', batch))).toEqual(['00001.png', '00002.png'])
  expect(await readFile(join(server.dataFolder, 'intake', batch, '00001.png'))).toEqual(page)
})

test('different pages racing for one number: one is kept whole, the other is a conflict', async () => {
  const rivals = await Promise.all([11, 12, 13].map((number) => pageImage(number)))
  const outcomes = await Promise.all(rivals.map((bytes) => sendImage(station, batch, 1, { bytes })))
  const kept = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.sha512] : []))
  expect(kept).toHaveLength(1)
  expect(outcomes.filter((outcome) => !outcome.ok).map((outcome) => (outcome.ok ? '' : outcome.code))).toEqual(['page-conflict', 'page-conflict'])
  expect(sha512Of(await readFile(join(server.dataFolder, 'intake', batch, '00001.png')))).toBe(kept[0])
})

describe('a batch that does not add up', () => {
  test('does not close while an image is missing', async () => {
    good(await sendImage(station, batch, 1, { bytes: page }))
    good(await sendImage(station, batch, 3, { bytes: page }))
    expect(await station.client.closeBatch(batch, { fed: 3, rejected: [], feedSeconds: 0 })).toMatchObject({ ok: false, code: 'batch-incomplete' })
    expect(await station.client.closeBatch(batch, { fed: 2, rejected: [], feedSeconds: 0 })).toMatchObject({ ok: false, code: 'batch-incomplete' })
    good(await sendImage(station, batch, 2, { bytes: page }))
    good(await station.client.closeBatch(batch, { fed: 3, rejected: [], feedSeconds: 0 }))
    good(await station.client.closeBatch(batch, { fed: 3, rejected: [], feedSeconds: 0 }))
    expect(await sendImage(station, batch, 4, { bytes: await pageImage(5) })).toMatchObject({ ok: false, code: 'batch-closed' })
    good(await sendImage(station, batch, 3, { bytes: page }))
  })
  test('a batch without a cover waits for a person and keeps every page', async () => {
    const id = await feedBatch(station, [{ bytes: page }, { bytes: await pageImage(6) }])
    const report = await awaitBatch(server, id, (one) => one.state === 'exceptions')
    expect(report).toMatchObject({ fed: 2, archived: 0, exceptions: [{ code: 'no-cover', image: 1, images: [2], detail: expect.stringContaining('cover') }] })
    expect(await filesIn(join(server.dataFolder, 'intake', id))).toEqual(['00001.png', '00002.png'])
  })
  test('a cover that was never issued is an exception, and a cover beside it goes on', async () => {
    const [known = ''] = await orderCovers(server, { count: 1 })
    const unknown = newCoverId((count) => new Uint8Array(count).fill(7))
    const id = await feedBatch(station, [{ bytes: await pageImage(7), marks: marks.cover(unknown) }, { bytes: page }, { bytes: await pageImage(8), marks: marks.cover(known) }, { bytes: await pageImage(10) }])
    const report = await awaitBatch(server, id, (one) => one.state === 'exceptions' && one.records.some((record) => record.state === 'reading'))
    expect(report.exceptions).toMatchObject([{ code: 'cover-unknown', image: 1, images: [2] }])
    expect(report.records.map((record) => record.pages)).toEqual([[4]])
  })
  test('an unknown class on an order of covers is refused', async () => {
    expect(await server.admin.problem('POST', '/api/covers', { json: { count: 1, class: 'no-such-class' } })).toMatchObject({ type: 'not-found' })
  })
  test('a batch of another station is not there', async () => {
    const other = await enrolStation(server)
    expect(await sendImage(other, batch, 1, { bytes: page })).toMatchObject({ ok: false, code: 'not-found' })
    expect(await other.client.batchReport(batch)).toMatchObject({ ok: false, code: 'not-found' })
    expect(await other.client.openBatch({ id: batch })).toMatchObject({ ok: false, code: 'not-found' })
    await other.close()
  })
})

describe('an import that cannot be taken in', () => {
  const pdf = async (pages: number, password?: string) => {
    const path = join(folder, `${newId()}.pdf`)
    await textPdf(path, pages, password)
    return readFile(path)
  }
  const cases: [string, string, ProblemCode, () => Uint8Array | Promise<Uint8Array>][] = [
    ['encrypted PDF', 'a.pdf', 'encrypted-file', () => pdf(1, 'secret')],
    ['broken PDF', 'a.pdf', 'bad-image', async () => Buffer.concat([(await pdf(3)).subarray(0, 700), Buffer.alloc(2000, 0x20)])],
    ['only the head of a PDF', 'a.pdf', 'bad-image', () => Buffer.from('%PDF-1.7\n')],
    ['empty file', 'a.png', 'empty-file', () => Buffer.alloc(0)],
    ['truncated JPEG', 'a.jpg', 'bad-image', async () => (await pageImage(3, 'jpeg')).subarray(0, 900)],
    ['too large an image', 'a.png', 'image-too-large', () => pngHead(40_000, 40_000)],
    ['unknown format', 'a.docx', 'unknown-format', () => Buffer.from('PK\u0003\u0004 and so on')],
    ['a text that is not UTF-8', 'a.txt', 'unknown-format', () => Buffer.from([0xd0, 0xcf, 0xe0, 0xe1])],
    ['a name with NUL', 'a\u0000.png', 'bad-name', () => page],
    ['a name of 500 letters', `${'n'.repeat(500)}.png`, 'bad-request', () => page],
    ['no name', '', 'bad-request', () => page],
  ]
  test.each(cases)('%s', async (_, name, code, make) => {
    const before = await objectsInStore()
    const refused = await server.admin.problem('POST', `/api/import?name=${encodeURIComponent(name)}`, { body: await make() })
    expect(refused).toMatchObject({ type: code, detail: expect.stringMatching(/\w.*\.$/) })
    expect(await objectsInStore()).toBe(before)
    expect((await server.admin.send('GET', '/ready')).status).toBe(200)
  })

  test('a wrong extension does not matter: the content decides', async () => {
    const bytes = await pageImage(41)
    const { record } = await server.admin.get(importAnswer, 'POST', '/api/import?name=really-a-picture.pdf', { body: bytes })
    const view = await server.admin.get(recordView, 'GET', `/api/records/${record ?? ''}`)
    expect(view.renditions).toMatchObject([{ name: 'original', mediaType: 'image/png', sha512: sha512Of(bytes) }])
  })
  test('a name with ../ is data, never a path', async () => {
    const { record } = await server.admin.get(importAnswer, 'POST', `/api/import?name=${encodeURIComponent('../../../etc/passwd.png')}`, { body: await pageImage(42) })
    expect(await server.admin.get(recordView, 'GET', `/api/records/${record ?? ''}`)).toMatchObject({ source: '../../../etc/passwd.png' })
    const got = await server.admin.send('GET', `/api/records/${record ?? ''}/renditions/original`)
    expect(got.headers.get('content-disposition')).toBe(`attachment; filename="${record ?? ''}.png"`)
    const state = await server.parts.records.store.state(`urn:opis:record:${record ?? ''}`)
    expect(state?.files.every((file) => !file.path.includes('..'))).toBe(true)
  })
  test('the same bytes are archived once', async () => {
    const bytes = await pageImage(43)
    const first = await server.admin.get(importAnswer, 'POST', '/api/import?name=one.png', { body: bytes })
    expect(await server.admin.get(importAnswer, 'POST', '/api/import?name=two.png', { body: bytes })).toEqual({ record: null, duplicateOf: first.record, pages: 0 })
  })
})

async function objectsInStore(): Promise<number> {
  let objects = 0
  for await (const id of server.parts.records.store.list()) objects += id === '' ? 0 : 1
  return objects
}

describe('a faulty request', () => {
  const id = newId()
  const cases: [string, string, string, ProblemCode, { json?: unknown; body?: Uint8Array; headers?: Record<string, string> }?][] = [
    ['an OR without a word before it', 'GET', '/api/search?q=OR%20x', 'bad-query'],
    ['a query that only excludes', 'GET', '/api/search?q=-x', 'bad-query'],
    ['an empty query', 'GET', '/api/search?q=', 'bad-query'],
    ['no query', 'GET', '/api/search', 'bad-request'],
    ['a query beyond the limit', 'GET', `/api/search?q=${'a'.repeat(501)}`, 'bad-request'],
    ['more words than allowed', 'GET', `/api/search?q=${Array.from({ length: 40 }, (_, word) => `w${word}`).join('+')}`, 'bad-query'],
    ['a limit that is no number', 'GET', '/api/search?q=a&limit=many', 'bad-request'],
    ['a limit beyond the limit', 'GET', '/api/search?q=a&limit=100000', 'bad-request'],
    ['an impossible date', 'GET', '/api/search?q=a&from=2024-02-31', 'bad-request'],
    ['an unknown language', 'GET', '/api/search?q=a&lang=xx', 'bad-request'],
    ['an unknown path', 'GET', '/api/nothing/here', 'not-found'],
    ['an id that is none', 'GET', "/api/records/1'%20or%201=1", 'not-found'],
    ['a body that is no JSON', 'POST', '/api/covers', 'bad-request', { body: Buffer.from('{'), headers: { 'content-type': 'application/json' } }],
    ['a body without its type', 'POST', '/api/covers', 'bad-request', { body: Buffer.from('{"count":1}'), headers: { 'content-type': 'text/plain' } }],
    ['a body beyond the limit', 'POST', '/api/covers', 'body-too-large', { body: Buffer.alloc(limits.jsonBytes + 1, 0x20), headers: { 'content-type': 'application/json' } }],
    ['too many covers', 'POST', '/api/covers', 'bad-request', { json: { count: 501 } }],
    ['a wrong type in the body', 'POST', '/api/covers', 'bad-request', { json: { count: 'one' } }],
    ['a day that the calendar lacks', 'POST', `/api/records/${id}/events`, 'not-found', { json: { event: 'record.date', date: '2023-02-30' } }],
    ['an event of a wrong name', 'POST', `/api/records/${id}/events`, 'bad-request', { json: { event: 'Record Date', date: '2023' } }],
    ['a decision of no kind', 'POST', `/api/batches/${id}/decisions`, 'bad-request', { json: { action: 'guess' } }],
    ['a NUL in a text', 'POST', '/api/covers', 'bad-request', { json: { count: 1, file: 'a\u0000b' } }],
    ['a query with a NUL', 'GET', '/api/search?q=a%00b&limit=0', 'bad-request'],
  ]
  test.each(cases)('%s', async (_, method, path, code, options) => {
    const refused = await server.admin.problem(method, path, options)
    expect(refused).toMatchObject({ type: code, detail: expect.stringMatching(/\w.*\.?$/) })
    expect(refused.instance).toMatch(/^[0-9a-f-]{36}$/)
  })
  test.each(['a%00b', '%ED%A0%80', '%22never%20closed', '((((', '***', "';drop table record;--", '%F0%9F%98%80'])('a strange query %s finds nothing or is refused, with no fault of ours', async (query) => {
    const { status } = await server.admin.send('GET', `/api/search?q=${query}`)
    expect([200, 400]).toContain(status)
  })
  test('an announcement that is none', async () => {
    const path = `/api/batches/${batch}/images/1`
    for (const header of ['', 'x'.repeat(100), Buffer.from('{"sha512":1}').toString('base64url'), Buffer.from(JSON.stringify({ ...announcementOf({ bytes: page }), mediaType: 'text/html' })).toString('base64url')]) {
      const answer = await rawPut(path, { bytes: page }, { [announcementHeader]: header, 'content-length': String(page.length) }, page)
      expect(answer).toContain('"type":"bad-request"')
    }
  })
  test('names in an announcement are data: paths, NUL and 500 letters', async () => {
    for (const [number, name] of ['../../etc/cron.d/x.png', 'ß'.repeat(255)].entries()) good(await sendImage(station, batch, number + 1, { bytes: await pageImage(50 + number), name }))
    expect(await sendImage(station, batch, 3, { bytes: page, name: 'n'.repeat(500) })).toMatchObject({ ok: false, code: 'bad-request' })
    const withNul = await sendImage(station, batch, 3, { bytes: page, name: 'a\u0000b.png' })
    expect(withNul.ok || withNul.code).toBe('bad-request')
    expect(await filesIn(join(server.dataFolder, 'intake', batch))).toEqual(['00001.png', '00002.png'])
  })
})

describe('a faulty retention file', () => {
  test('is reported with line and path, and refuses the start with its name', async () => {
    const file = join(folder, 'faulty.yaml')
    await writeFile(file, 'schedule: x\nversion: "1"\nrules:\n  - id: a\n    retain: {for: P5Z}\n')
    const { files } = await checkFiles([file])
    expect(files[0]?.faults.length).toBeGreaterThan(0)
    for (const fault of files[0]?.faults ?? []) expect(fault).toMatchObject({ line: expect.any(Number), message: expect.stringMatching(/\w/) })
    await expect(loadSchedules(folder)).rejects.toMatchObject({ code: 'bad-schedule', detail: expect.stringContaining('faulty.yaml, line') })
  })
})

test('after all of it no fault of ours was logged and nothing lies in the work folder', async () => {
  expect(server.log.filter((line) => line.includes('"code":"internal"'))).toEqual([])
  expect(await filesIn(join(server.dataFolder, 'work'))).toEqual([])
  expect((await filesIn(server.dataFolder)).filter((name) => name.endsWith('.part'))).toEqual([])
})
