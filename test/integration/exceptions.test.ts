import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { batchReport, type BatchReport, type DecideException } from '#contract/capture.ts'
import { recordView } from '#contract/records.ts'
import { newCoverId } from '#kernel/cover-id.ts'
import { objectIdOf } from '#server/records/context.ts'
import { batchObjectIdOf } from '#server/records/pictures.ts'
import { addUser, type Caller } from '#test/support/caller.ts'
import { pageImage } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, readingOf, reportOf, runServer, sha512Of, type RunningServer, type TestAgent, type TestImage } from '#test/support/run-server.ts'

/** A person's answers to what the split could not tell, through the API, to the closed batch. */
let server: RunningServer
let station: TestAgent
let recogniser: TestAgent
let operator: Caller
let number = 0

beforeAll(async () => {
  server = await runServer()
  station = await enrolStation(server)
  recogniser = await enrolStation(server, 'recogniser')
  operator = (await addUser(server.url, server.admin, { name: 'operator', roles: ['operator'] })).byToken
})
afterAll(async () => {
  await station.close()
  await recogniser.close()
  await server.stop()
})

/** Every picture of this file differs. */
async function sheet(seen: TestImage['marks'] = marks.page): Promise<TestImage> {
  number += 1
  return { bytes: await pageImage(number), marks: seen }
}
const oneCover = async (order: { class?: string; sheets?: number } = {}) => (await orderCovers(server, { count: 1, ...order }))[0] ?? ''

const decide = (batch: string, decision: DecideException) => operator.get(batchReport, 'POST', `/api/batches/${batch}/decisions`, { json: decision })
const refusal = (batch: string, decision: object) => operator.problem('POST', `/api/batches/${batch}/decisions`, { json: decision })
const waits = (batch: string) => awaitBatch(server, batch, (report) => report.state === 'exceptions')

/** The batch at its end: sums hold, every record is whole in the store, every image is kept somewhere. */
async function closed(batch: string, images: readonly TestImage[]): Promise<BatchReport> {
  const report = await awaitBatch(server, batch, (one) => one.searchable, { recogniser, read: () => readingOf('some words of a page') })
  expect(report).toMatchObject({ state: 'closed', step: 'done', exceptions: [], fed: images.length })
  expect(report.archived + report.setAside.length).toBe(report.fed)
  const placed = [...report.records.flatMap((record) => record.pages), ...report.setAside.map((one) => one.image)]
  expect(placed.toSorted((a, b) => a - b)).toEqual(images.map((_, index) => index + 1))
  const { store } = server.parts.records
  for (const record of report.records) {
    const state = await store.state(objectIdOf(record.id))
    const kept = state?.files.filter((file) => file.path.startsWith('original/')).map((file) => file.sha512)
    expect(kept).toEqual(record.pages.map((page) => sha512Of(images[page - 1]?.bytes ?? Buffer.alloc(0))))
  }
  await expect.poll(async () => (await store.state(batchObjectIdOf(batch)))?.files.filter((file) => file.path.startsWith('set-aside/')).map((file) => file.sha512)).toEqual(
    report.setAside.map(({ image }) => sha512Of(images[image - 1]?.bytes ?? Buffer.alloc(0))),
  )
  return report
}

describe('pages without a cover', () => {
  test('are assigned to a cover number that a person types as it comes', async () => {
    const cover = await oneCover({ class: 'petitions' })
    const images = [await sheet(), await sheet()]
    const batch = await feedBatch(station, images)
    expect((await waits(batch)).exceptions).toMatchObject([{ code: 'no-cover', image: 1, images: [2], actions: expect.arrayContaining(['assign', 'make-record', 'set-aside']) }])
    await decide(batch, { action: 'assign', images: [1, 2], cover: ` ${cover.toLowerCase().replaceAll('-', ' ')} ` })
    const report = await closed(batch, images)
    expect(report.records).toMatchObject([{ cover, class: 'petitions', pages: [1, 2] }])
    expect(await server.admin.get(recordView, 'GET', `/api/records/${report.records[0]?.id ?? ''}`)).toMatchObject({ cover, class: 'petitions', unit: 'registry', pages: 2 })
  })
  test('become a record of their own with class and date', async () => {
    const images = [await sheet(), await sheet()]
    const batch = await feedBatch(station, images)
    await waits(batch)
    await decide(batch, { action: 'make-record', images: [1, 2], class: 'correspondence', date: '2021-06-30' })
    const report = await closed(batch, images)
    expect(report.records).toMatchObject([{ cover: null, class: 'correspondence', pages: [1, 2] }])
    await expect.poll(async () => (await server.admin.get(recordView, 'GET', `/api/records/${report.records[0]?.id ?? ''}`)).retention).toMatchObject({ rule: 'correspondence', eligibleOn: '2025-01-01' })
  })
  test('are set aside with a reason and kept all the same', async () => {
    const cover = await oneCover()
    const images = [await sheet(), await sheet(marks.cover(cover)), await sheet()]
    const batch = await feedBatch(station, images)
    await waits(batch)
    await decide(batch, { action: 'set-aside', images: [1], reason: 'rejected' })
    const report = await closed(batch, images)
    expect(report.setAside).toEqual([{ image: 1, reason: 'rejected' }, { image: 2, reason: 'cover' }])
    expect(report.records).toMatchObject([{ cover, pages: [3] }])
  })
  test('go to two records one after the other; what is decided goes on while the rest waits', async () => {
    const cover = await oneCover()
    const images = [await sheet(), await sheet(), await sheet()]
    const batch = await feedBatch(station, images)
    await waits(batch)
    await decide(batch, { action: 'assign', images: [1], cover })
    const between = await awaitBatch(server, batch, (report) => report.state === 'exceptions' && report.records.length === 1)
    expect(between.exceptions).toMatchObject([{ code: 'no-cover', image: 2, images: [3] }])
    await decide(batch, { action: 'make-record', images: [2, 3] })
    expect((await closed(batch, images)).records.map(({ cover: of, pages }) => ({ of, pages }))).toEqual([{ of: cover, pages: [1] }, { of: null, pages: [2, 3] }])
  })
})

test('a wrong count of sheets is accepted', async () => {
  const cover = await oneCover({ sheets: 3 })
  const images = [await sheet(marks.cover(cover)), await sheet(), await sheet()]
  const batch = await feedBatch(station, images)
  expect((await waits(batch)).exceptions).toMatchObject([{ code: 'sheet-count', detail: expect.stringContaining('3 sheets'), actions: expect.arrayContaining(['accept-count']) }])
  await decide(batch, { action: 'accept-count', cover })
  expect((await closed(batch, images)).records).toMatchObject([{ cover, pages: [2, 3] }])
})

test('writing on the back of a cover is taken as a page', async () => {
  const cover = await oneCover()
  const back = { ...marks.cover(cover), coverForm: 'back' as const, codes: marks.cover(cover).codes.map((code) => ({ ...code, mirrored: true, contrast: 0.2 })) }
  const images = [await sheet(marks.cover(cover)), await sheet(back), await sheet()]
  const batch = await feedBatch(station, images)
  expect((await waits(batch)).exceptions).toMatchObject([{ code: 'cover-back-written', image: 2 }])
  await decide(batch, { action: 'take-as-page', images: [2] })
  expect((await closed(batch, images)).records).toMatchObject([{ cover, pages: [2, 3] }])
})

test('S2-14 a cover that cannot be read waits for a person, gets its number typed, and its sheet is set aside as a cover', async () => {
  const cover = await oneCover({ class: 'decisions' })
  const images = [await sheet({ ...marks.page, coverForm: 'front' }), await sheet(), await sheet()]
  const batch = await feedBatch(station, images)
  expect((await waits(batch)).exceptions).toMatchObject([{ code: 'cover-unreadable', image: 1, images: [2, 3] }])
  await decide(batch, { action: 'assign', images: [1, 2, 3], cover })
  const report = await closed(batch, images)
  expect(report.setAside).toEqual([{ image: 1, reason: 'cover' }])
  expect(report.records).toMatchObject([{ cover, class: 'decisions', pages: [2, 3] }])
})

test('a better scan takes the place of the first', async () => {
  const images = [await sheet(), await sheet(), await sheet()]
  const batch = await feedBatch(station, images)
  await waits(batch)
  await decide(batch, { action: 'replace', image: 1, by: 3 })
  await waits(batch)
  await decide(batch, { action: 'make-record', images: [3, 2] })
  const report = await awaitBatch(server, batch, (one) => one.searchable, { recogniser, read: () => readingOf('some words of a page') })
  expect(report).toMatchObject({ state: 'closed', setAside: [{ image: 1, reason: 'rescanned' }], archived: 2 })
})

describe('a decision that cannot hold', () => {
  test('is refused with the reason, and the batch still waits', async () => {
    const used = await oneCover()
    const first = [await sheet(marks.cover(used)), await sheet()]
    await closed(await feedBatch(station, first), first)
    const batch = await feedBatch(station, [await sheet(), await sheet(marks.cover(used)), await sheet()])
    expect((await waits(batch)).exceptions.map((one) => one.code)).toEqual(['no-cover', 'cover-used'])
    const cases: [object, string][] = [
      [{ action: 'assign', images: [1], cover: used }, 'not-in-this-state'],
      [{ action: 'assign', images: [1], cover: 'OPIS-00000-0000X' }, 'bad-request'],
      [{ action: 'assign', images: [1], cover: 'anything else' }, 'bad-request'],
      [{ action: 'set-aside', images: [99], reason: 'blank' }, 'not-in-this-state'],
      [{ action: 'set-aside', images: [], reason: 'blank' }, 'bad-request'],
      [{ action: 'set-aside', images: [1], reason: 'I do not like it' }, 'bad-request'],
      [{ action: 'make-record', images: [1], class: 'no-such-class' }, 'not-found'],
      [{ action: 'replace', image: 1, by: 77 }, 'not-in-this-state'],
    ]
    for (const [decision, code] of cases) expect([decision, (await refusal(batch, decision)).type]).toEqual([decision, code])
    expect((await reportOf(server, batch)).state).toBe('exceptions')
  })
  test('is one that would add a page to a record that is archived already', async () => {
    const cover = await oneCover()
    const images = [await sheet(marks.cover(cover)), await sheet(), await sheet({ ...marks.page, coverForm: 'front' }), await sheet()]
    const batch = await feedBatch(station, images)
    expect((await waits(batch)).exceptions).toMatchObject([{ code: 'cover-unreadable', image: 3, images: [4] }])
    expect(await refusal(batch, { action: 'take-as-page', images: [3] })).toMatchObject({ type: 'not-in-this-state' })
    expect(await refusal(batch, { action: 'replace', image: 2, by: 4 })).toMatchObject({ type: 'not-in-this-state' })
    await decide(batch, { action: 'make-record', images: [3, 4] })
    const report = await closed(batch, images)
    expect(report.records.map((record) => record.pages)).toEqual([[2], [4]])
  })
  test('about a cover that was never issued leaves the pages waiting for another answer', async () => {
    const images = [await sheet()]
    const batch = await feedBatch(station, images)
    await waits(batch)
    const unknown = newCoverId((count) => new Uint8Array(count).fill(9))
    await decide(batch, { action: 'assign', images: [1], cover: unknown })
    expect((await waits(batch)).exceptions).toMatchObject([{ code: 'cover-unknown', image: 1 }])
    await decide(batch, { action: 'make-record', images: [1] })
    expect((await closed(batch, images)).records).toMatchObject([{ cover: null, pages: [1] }])
  })
  test('about a closed batch is too late', async () => {
    const cover = await oneCover()
    const images = [await sheet(marks.cover(cover)), await sheet()]
    const batch = await feedBatch(station, images)
    await closed(batch, images)
    expect(await refusal(batch, { action: 'set-aside', images: [2], reason: 'blank' })).toMatchObject({ type: 'not-in-this-state' })
  })
})
