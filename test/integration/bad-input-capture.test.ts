import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { announcementHeader } from '#contract/agent-signature.ts'
import { importAnswer } from '#contract/records.ts'
import { recordText } from '#contract/records.ts'
import type { PageReading } from '#contract/recognition.ts'
import { readIdentity, writeIdentity } from '#agent/enrolment/identity.ts'
import { serverClient } from '#agent/http/server-client.ts'
import { signRequest } from '#agent/http/sign-request.ts'
import { signedCalls } from '#agent/http/signed-calls.ts'
import { systemClock } from '#kernel/clock.ts'
import type { ProblemCode } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { limits } from '#kernel/limits.ts'
import { blackPng, packedProfile, packedText, pdfBombs, tiffOfOneImage } from '#test/support/bombs.ts'
import { callerSigning, callerWith } from '#test/support/caller.ts'
import { forgetPeak, peakMb } from '#test/support/peak-memory.ts'
import { multiPageTiff, pageImage } from '#test/support/pile.ts'
import { announcementOf, awaitBatch, enrolStation, feedBatch, good, marks, orderCovers, readingOf, reportOf, runServer, sendImage, sha512Of, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

/** What comes from outside and is wrong, second part: bombs, lies, replays, doubles. Each has its code and a sentence, and the rest goes on. */
let server: RunningServer
let station: TestAgent
let recogniser: TestAgent
let page: Buffer
let batch: string

beforeAll(async () => {
  server = await runServer()
  station = await enrolStation(server)
  recogniser = await enrolStation(server, 'recogniser')
  page = await pageImage(1)
})
afterAll(async () => {
  await station.close()
  await recogniser.close()
  await server.stop()
})
beforeEach(async () => {
  batch = newId()
  good(await station.client.openBatch({ id: batch }))
})

const sentence = expect.stringMatching(/^\w.{20,}\.$/su)
const filesIn = async (path: string) => (await readdir(path, { recursive: true })).map(String)

/** A pile behind a cover goes through from end to end. */
async function theRestGoesOn(): Promise<void> {
  const [cover = ''] = await orderCovers(server, { count: 1 })
  const id = await feedBatch(station, [{ bytes: await pageImage(2), marks: marks.cover(cover) }, { bytes: page }])
  expect(await awaitBatch(server, id, (report) => report.step === 'recognising')).toMatchObject({ state: 'closed', fed: 2, archived: 1, exceptions: [] })
}

describe('a bomb', () => {
  const small = { widthPx: 200, heightPx: 280 }
  const huge = { widthPx: 20_000, heightPx: 10_000 }
  const gigabytes = 2_000_000_000
  /** Above what is resident already: a picture at the limits in grey, and a page of a PDF on its way. */
  const mostMb = 350

  const imports: [string, ProblemCode | number, () => Buffer | Promise<Buffer>][] = [
    ['a TIFF of 1,000 directories is 1,000 pages', 1000, () => tiffOfOneImage({ ...small, directories: 1000 })],
    ['a TIFF of 3,000 directories', 'too-many-pages', () => tiffOfOneImage({ ...small, directories: 3000 })],
    ['a TIFF of 1,000 directories of one picture at the limit', 'image-too-large', () => tiffOfOneImage({ ...huge, directories: 1000 })],
    ['a TIFF whose directories lead in a circle', 3, () => tiffOfOneImage({ ...small, directories: 3, circle: true })],
    ['a PNG with a comment that unpacks to two gigabytes', 1, () => blackPng({ ...small, pixel: 'grey-8', before: [packedText(gigabytes)] })],
    ['a PNG with a colour profile that unpacks to two gigabytes', 1, () => blackPng({ ...small, heightPx: 281, pixel: 'grey-8', before: [packedProfile(gigabytes)] })],
    ['a PNG of 1.6 gigabytes of pixels', 1, () => blackPng({ ...huge, pixel: 'rgba-16' })],
    ['a PDF: a page of five by five metres', 1, pdfBombs.hugePage],
    ['a PDF: forms that draw each other', 'bad-image', pdfBombs.nestedForms],
    ['a PDF: a drawing that unpacks to three gigabytes', 'bad-image', pdfBombs.packedDrawing],
    ['a PDF: a picture of 400 million pixels', 1, pdfBombs.hugePicture],
  ]
  test.each(imports)('imported: %s → %s', { timeout: 240_000 }, async (name, outcome, make) => {
    const body = await make()
    forgetPeak('self')
    const beforeMb = peakMb('self') ?? 0
    const path = `/api/import?name=${encodeURIComponent(name.slice(0, 40))}`
    if (typeof outcome === 'number') expect(await server.admin.get(importAnswer, 'POST', path, { body })).toMatchObject({ pages: outcome })
    else expect(await server.admin.problem('POST', path, { body })).toMatchObject({ type: outcome, detail: sentence })
    expect((peakMb('self') ?? 0) - beforeMb).toBeLessThan(mostMb)
    expect(await filesIn(join(server.dataFolder, 'work'))).toEqual([])
  })

  const uploads: [string, ProblemCode, string, () => Buffer | Promise<Buffer>][] = [
    ['a TIFF of two pages, of which one would be lost', 'too-many-pages', 'image/tiff', () => multiPageTiff(2)],
    ['a TIFF of 1,000 directories', 'too-many-pages', 'image/tiff', () => tiffOfOneImage({ ...small, directories: 1000 })],
    ['a PDF', 'unknown-format', 'image/png', pdfBombs.nestedForms],
  ]
  test.each(uploads)('sent by a station: %s → %s', async (_, code, mediaType, make) => {
    expect(await sendImage(station, batch, 1, { bytes: await make(), mediaType: mediaType as 'image/tiff' })).toMatchObject({ ok: false, code, detail: sentence })
    expect((await reportOf(server, batch)).fed).toBe(0)
  })

  test('and the rest goes on', theRestGoesOn)
})

describe('a cover used twice', () => {
  test('in one batch: both wait for a person with their pages, none is guessed', async () => {
    const [cover = ''] = await orderCovers(server, { count: 1 })
    const sheet = async (number: number, mark = marks.page) => ({ bytes: await pageImage(number), marks: mark })
    const id = await feedBatch(station, [await sheet(10, marks.cover(cover)), await sheet(11), await sheet(12, marks.cover(cover)), await sheet(13)])
    const report = await awaitBatch(server, id, (one) => one.state === 'exceptions')
    expect(report).toMatchObject({ fed: 4, archived: 0, records: [], exceptions: [{ image: 1, images: [2], detail: sentence }, { image: 3, images: [4], detail: sentence }] })
  })
  test('in another batch: the record of the first is as it was, the second waits for a person', async () => {
    const [cover = ''] = await orderCovers(server, { count: 1 })
    const sheets = async (number: number) => [{ bytes: await pageImage(number), marks: marks.cover(cover) }, { bytes: await pageImage(number + 1) }]
    const first = await feedBatch(station, await sheets(20))
    const before = await awaitBatch(server, first, (one) => one.step === 'recognising')
    const second = await feedBatch(station, await sheets(22))
    const report = await awaitBatch(server, second, (one) => one.state === 'exceptions')
    expect(report).toMatchObject({ fed: 2, archived: 0, records: [], exceptions: [{ image: 1, images: [2], detail: sentence }] })
    expect((await reportOf(server, first)).records).toEqual(before.records)
  })
})

describe('uploads that are repeated, out of order or lie', () => {
  /** A request as it went over the line: whoever saw it can send it again. */
  function captured(number: number, bytes: Buffer, more: { digest?: string; timeMs?: number } = {}) {
    const announcement = announcementOf({ bytes })
    const path = `/api/batches/${batch}/images/${number}`
    const headers = { ...signRequest(station.signer, { method: 'PUT', path, digest: more.digest ?? announcement.sha512, timeMs: more.timeMs ?? Date.now() }), [announcementHeader]: Buffer.from(JSON.stringify(announcement)).toString('base64url') }
    return { path, headers, body: bytes }
  }
  const nobody = () => callerWith(server.url, {})

  test('a captured request counts once', async () => {
    const { path, headers, body } = captured(1, page)
    expect((await nobody().send('PUT', path, { headers, body })).status).toBe(200)
    expect(await nobody().problem('PUT', path, { headers, body })).toMatchObject({ type: 'unauthenticated', detail: expect.stringContaining('received before') })
    expect((await reportOf(server, batch)).fed).toBe(1)
  })
  test('a captured request sent again after a restart has the same receipt and doubles nothing', async () => {
    const { path, headers, body } = captured(1, page)
    expect((await nobody().send('PUT', path, { headers, body })).status).toBe(200)
    const own = { batch, station: station.signer }
    await server.restart()
    expect((await nobody().send('PUT', path, { headers, body })).status).toBe(200)
    expect((await reportOf(server, own.batch)).fed).toBe(1)
    await station.close()
    await recogniser.close()
    station = await enrolStation(server)
    recogniser = await enrolStation(server, 'recogniser')
  })
  test('a captured signature opens no other address, method or body', async () => {
    const other = await pageImage(3)
    const { path, headers, body } = captured(1, page)
    expect(await nobody().problem('PUT', path.replace(/1$/, '2'), { headers, body })).toMatchObject({ type: 'unauthenticated' })
    expect(await nobody().problem('POST', `/api/batches/${batch}/close`, { headers, json: { fed: 0 } })).toMatchObject({ type: 'unauthenticated' })
    expect(await nobody().problem('PUT', path, { headers, body: other })).toMatchObject({ type: 'checksum-mismatch' })
    expect((await reportOf(server, batch)).fed).toBe(0)
  })
  test('images may come in any order and twice; the pile is as it was fed', async () => {
    const [cover = ''] = await orderCovers(server, { count: 1 })
    const sheets = [{ bytes: await pageImage(30), marks: marks.cover(cover) }, ...(await Promise.all([31, 32, 33].map(async (number) => ({ bytes: await pageImage(number) }))))]
    for (const number of [3, 1, 4, 3, 2, 1]) good(await sendImage(station, batch, number, sheets[number - 1] ?? { bytes: page }))
    good(await station.client.closeBatch(batch, { fed: 4, rejected: [], feedSeconds: 0 }))
    const report = await awaitBatch(server, batch, (one) => one.step === 'recognising')
    expect(report).toMatchObject({ fed: 4, archived: 3, setAside: [{ image: 1, reason: 'cover' }] })
    expect(report.records.map(({ pages }) => pages)).toEqual([[2, 3, 4]])
  })
  test('checksums that lie: of the bytes, of the signature, of a JSON body', async () => {
    const other = await pageImage(4)
    expect(await sendImage(station, batch, 1, { bytes: page, sha512: sha512Of(other) })).toMatchObject({ ok: false, code: 'checksum-mismatch' })
    const { path, headers, body } = captured(1, page, { digest: sha512Of(other) })
    expect(await nobody().problem('PUT', path, { headers, body })).toMatchObject({ type: 'checksum-mismatch', detail: sentence })
    const closing = `/api/batches/${batch}/close`
    const signed = signRequest(station.signer, { method: 'POST', path: closing, digest: sha512Of(Buffer.from('{"fed":1}')), timeMs: Date.now() })
    expect(await nobody().problem('POST', closing, { headers: { ...signed, 'content-type': 'application/json' }, body: Buffer.from('{"fed":0}') })).toMatchObject({ type: 'checksum-mismatch' })
    expect(await reportOf(server, batch)).toMatchObject({ fed: 0, state: 'open' })
  })
  test('a clock a year off: the sentence says what to do, and the agent finds the way by itself', async () => {
    const yearMs = 365 * 86_400_000
    for (const timeMs of [Date.now() - yearMs, Date.now() + yearMs]) {
      const { path, headers, body } = captured(1, page, { timeMs })
      expect(await nobody().problem('PUT', path, { headers, body })).toMatchObject({ type: 'unauthenticated', detail: expect.stringContaining('Set the clock') })
    }
    const late = signedCalls(new URL(server.url), station.signer, { now: () => new Date(systemClock.now().getTime() - yearMs) })
    const client = serverClient(late)
    good(await sendImage({ ...station, client }, batch, 1, { bytes: page }))
    good(await client.closeBatch(batch, { fed: 1, rejected: [], feedSeconds: 0 }))
    late.close()
    const { openedAt } = await reportOf(server, batch)
    expect(Math.abs(Date.now() - Date.parse(openedAt))).toBeLessThan(600_000)
  })
})

describe('two stations with one key, after a folder was copied', () => {
  let copy: TestAgent
  beforeAll(async () => {
    const folder = join(server.dataFolder, 'copied-station')
    const known = await readIdentity(station.folder)
    if (!known) throw new Error('the station has no identity')
    await writeIdentity(folder, known.identity, known.signer.key)
    const read = await readIdentity(folder)
    const calls = signedCalls(new URL(server.url), read?.signer ?? station.signer, systemClock)
    copy = { ...station, folder, calls, client: serverClient(calls), close: async () => calls.close() }
  })
  afterAll(async () => {
    await copy.close()
    await rm(copy.folder, { recursive: true, force: true })
  })

  test('batches of their own go through, each page once', async () => {
    const other = newId()
    good(await copy.client.openBatch({ id: other }))
    await Promise.all([1, 2, 3].flatMap((number) => [sendImage(station, batch, number, { bytes: page }), sendImage(copy, other, number, { bytes: page })]).map(async (sent) => good(await sent)))
    expect([(await reportOf(server, batch)).fed, (await reportOf(server, other)).fed]).toEqual([3, 3])
  })
  test('the same batch from both: what came first is kept, the other is refused and told why', async () => {
    good(await sendImage(station, batch, 1, { bytes: page }))
    expect(await sendImage(copy, batch, 1, { bytes: await pageImage(5) })).toMatchObject({ ok: false, code: 'page-conflict', detail: expect.stringContaining('enrol that one anew') })
    good(await sendImage(copy, batch, 2, { bytes: await pageImage(6) }))
    expect(await station.client.closeBatch(batch, { fed: 1, rejected: [], feedSeconds: 0 })).toMatchObject({ ok: false, code: 'batch-incomplete' })
    expect(await filesIn(join(server.dataFolder, 'intake', batch))).toEqual(['00001.png', '00002.png'])
  })
})

describe('a recogniser that hands in garbage', () => {
  let lent: { page: string; lease: string }[]
  let record: string
  const fine = readingOf('an honest line')
  const [word] = fine.words
  beforeAll(async () => {
    const answer = await server.admin.get(importAnswer, 'POST', '/api/import?name=two.tif', { body: await multiPageTiff(2) })
    record = answer.record ?? ''
    const ids = new Set((await server.parts.database.pool.query<{ id: string }>('select id from record_page where record = $1', [record])).rows.map((row) => row.id))
    lent = []
    await vi.waitUntil(async () => {
      lent.push(...good(await recogniser.client.lease(16, 'liar')).pages.filter(({ page: id }) => ids.has(id)))
      return lent.length === ids.size
    }, { timeout: 30_000, interval: 50 })
  })

  const handIn = (which: number, reading: unknown, lease = lent[which]?.lease ?? '') => callerSigning(server.url, recogniser.signer).send('POST', `/api/recognition/pages/${lent[which]?.page ?? ''}/finish`, { json: { lease, reading } })
  const withWord = (change: object): unknown => ({ ...fine, words: [{ ...word, ...change }, ...fine.words.slice(1)] })

  const garbage: [string, unknown][] = [
    ['nothing', null],
    ['a list', []],
    ['a box outside the page', withWord({ box: [0.5, 0.5, 2, 0.1] })],
    ['a box of negative numbers', withWord({ box: [-1, 0, 0.1, 0.1] })],
    ['a box of three numbers', withWord({ box: [0, 0, 0.1] })],
    ['not a number', withWord({ box: [Number.NaN, 0, 0.1, 0.1] })],
    ['endless numbers', withWord({ confidence: 1e308 })],
    ['an empty word', withWord({ text: '' })],
    ['a word of 5,000 letters', withWord({ text: 'x'.repeat(5000) })],
    ['more words than a page holds', { ...fine, words: Array.from({ length: limits.wordsPerPage + 1 }, () => word) }],
    ['more text than a page holds', { ...fine, text: 'x'.repeat(limits.textPerPageChars + 1) }],
    ['text that is not of its words', { ...fine, text: 'quite another line' }],
    ['a language that we do not know', { ...fine, language: 'xx' }],
    ['a page turned by seven degrees', { ...fine, turn: 7 }],
    ['an image of no size', { ...fine, widthPx: 0 }],
    ['an image of another size: another page', { ...fine, widthPx: 2480, heightPx: 3508 }],
    ['an engine whose name has a NUL', { ...fine, engine: 'a\u0000b' }],
  ]
  test.each(garbage)('%s is refused', async (_, reading) => {
    const answer = await handIn(0, reading)
    const problem = JSON.parse(answer.bytes.toString('utf8')) as object
    expect([answer.status, problem]).toMatchObject([400, { type: 'bad-request', detail: expect.stringMatching(/\w+.*\.$/s) }])
  })
  test('a body beyond the limit is refused before it is read', async () => {
    const words = Array.from({ length: 100_000 }, () => ({ ...word, text: 'y'.repeat(100) }))
    const refused = await handIn(0, { ...fine, words }).catch(() => null)
    expect([413, undefined]).toContain(refused?.status)
  })
  test('the words of another page, of a page that was never lent, under a lease that is none', async () => {
    expect((await handIn(0, fine, lent[1]?.lease)).status).toBe(409)
    expect((await handIn(0, fine, newId())).status).toBe(409)
    const stranger = await recogniser.client.finish(newId(), newId(), fine as PageReading)
    expect(stranger).toMatchObject({ ok: false, code: 'lease-lost', detail: sentence })
    expect(await station.client.finish(lent[0]?.page ?? '', lent[0]?.lease ?? '', fine)).toMatchObject({ ok: false, code: 'forbidden' })
  })
  test('after all of it the pages are unread and can be read well', async () => {
    const empty = await server.admin.get(recordText, 'GET', `/api/records/${record}/text`)
    expect(empty.pages.map(({ text }) => text)).toEqual(['', ''])
    for (const { page: id, lease } of lent) good(await recogniser.client.finish(id, lease, fine))
    await expect.poll(async () => (await server.admin.get(recordText, 'GET', `/api/records/${record}/text`)).pages.map(({ text }) => text)).toEqual([fine.text, fine.text])
  })
})

test('after all of it no fault of ours was logged, and the rest goes on', async () => {
  await theRestGoesOn()
  expect(server.log.filter((line) => line.includes('"level":"error"'))).toEqual([])
  expect((await filesIn(server.dataFolder)).filter((name) => name.endsWith('.part'))).toEqual([])
})
