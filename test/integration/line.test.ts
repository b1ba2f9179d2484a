import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { batchImages, type BatchReport } from '#contract/capture.ts'
import type { LeasedPage } from '#contract/recognition.ts'
import { recordText, recordView } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { batchObjectIdOf } from '#server/records/pictures.ts'
import { objectIdOf } from '#server/records/context.ts'
import { pageImage } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, feedBatch, good, marks, orderCovers, readingOf, runServer, sha512Of, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

/** Everything is real but the paper and the reading: server, PostgreSQL, content store, signatures, PDF. */
const status = z.looseObject({})
let server: RunningServer
let station: TestAgent
let recogniser: TestAgent

const texts = [
  ['Petition of Ana Moraru about the water pump\nof the lower street', 'Answer of the mayor to the petition'],
  ['Рішення виконавчого комітету\nпро ремонт дороги', 'Додаток до рішення про ремонт'],
] as const

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

const hasIntakeFolder = (batch: string) => existsSync(join(server.dataFolder, 'intake', batch))

function sumsUp(report: BatchReport): void {
  const held = report.exceptions.flatMap((exception) => [exception.image, ...exception.images])
  expect(report.fed).toBe(report.archived + report.setAside.length + held.length)
  expect(report.archived).toBe(report.records.flatMap((record) => record.pages).length)
}

test('two records go from paper to answer', { timeout: 60_000 }, async () => {
  const [petition = '', ] = await orderCovers(server, { count: 1, class: 'petitions', date: '2024-05-17', sheets: 2 })
  const [decision = ''] = await orderCovers(server, { count: 1, class: 'decisions', file: '02-15/2024' })
  const covers = [await pageImage(1001), await pageImage(1002)] as const
  const pages = await Promise.all([1, 2, 3, 4].map((number) => pageImage(number)))
  const blank = await pageImage(0)
  const text = new Map(pages.map((page, index) => [sha512Of(page), { text: texts.flat()[index] ?? '', language: index < 2 ? ('en' as const) : ('uk' as const) }]))
  const image = (number: number) => ({ bytes: pages[number - 1] ?? Buffer.alloc(0) })

  const batch = await feedBatch(station, [
    { bytes: covers[0], marks: marks.cover(petition) },
    image(1),
    image(2),
    { bytes: blank, marks: marks.blank },
    { bytes: covers[1], marks: marks.cover(decision) },
    image(3),
    image(4),
  ])

  const published = await awaitBatch(server, batch, (report) => report.step === 'recognising')
  sumsUp(published)
  expect(published).toMatchObject({ state: 'closed', fed: 7, archived: 4, exceptions: [], rejected: [], searchable: false })
  expect(published.setAside).toEqual([{ image: 1, reason: 'cover' }, { image: 4, reason: 'blank' }, { image: 5, reason: 'cover' }])
  expect(published.records.map(({ cover, class: code, pages: images }) => ({ cover, code, images }))).toEqual([
    { cover: petition, code: 'petitions', images: [2, 3] },
    { cover: decision, code: 'decisions', images: [6, 7] },
  ])

  const report = await awaitBatch(server, batch, (one) => one.searchable, {
    recogniser,
    read: (sha512) => readingOf(text.get(sha512)?.text ?? '', text.get(sha512)?.language ?? null),
  })
  sumsUp(report)
  expect(report.step).toBe('done')
  expect(report.records.map((record) => record.language)).toEqual(['en', 'uk'])
  expect(report.seconds.total).toBeGreaterThan(0)

  await theStoreHasEveryByte(report, pages)
  await theAccessRenditionIsThere(report)
  await searchFinds(report)
  await retentionIsExplained(report)
  await expect.poll(() => hasIntakeFolder(batch)).toBe(false)
  await theSheetsSetAsideAreKept(batch, [covers[0], blank, covers[1]])
})

async function theStoreHasEveryByte(report: BatchReport, pages: readonly Buffer[]): Promise<void> {
  const { store } = server.parts.records
  for (const [index, { id }] of report.records.entries()) {
    expect(await store.verify(objectIdOf(id), { full: true })).toEqual([])
    const state = await store.state(objectIdOf(id))
    expect(state?.files.map((file) => file.path)).toEqual(['access/record.pdf', 'original/0001.png', 'original/0002.png', 'record.json', 'text/pages.json'])
    for (const page of [1, 2]) {
      const answer = await server.admin.send('GET', `/api/records/${id}/renditions/original?page=${page}`)
      expect(answer.status).toBe(200)
      expect(answer.bytes.equals(pages[index * 2 + page - 1] ?? Buffer.alloc(0))).toBe(true)
    }
  }
}

async function theAccessRenditionIsThere(report: BatchReport): Promise<void> {
  for (const { id } of report.records) {
    const answer = await server.admin.send('GET', `/api/records/${id}/renditions/access`)
    expect([answer.status, answer.headers.get('content-type'), answer.bytes.subarray(0, 5).toString('latin1')]).toEqual([200, 'application/pdf', '%PDF-'])
    const view = await server.admin.get(recordView, 'GET', `/api/records/${id}`)
    expect(view.renditions.find((rendition) => rendition.name === 'access')?.sha512).toBe(sha512Of(answer.bytes))
  }
}

async function searchFinds(report: BatchReport): Promise<void> {
  const phrase = (text: string) => server.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(`"${text}"`)}`)
  const found = await phrase('about the water pump')
  expect(found.total).toBe(1)
  expect(found.hits[0]).toMatchObject({ record: report.records[0]?.id, page: 1, match: 'exact', hasPicture: true })
  const boxes = readingOf(texts[0][0]).words.slice(4, 8).map((word) => word.box.map((side) => Math.round(side * 10_000) / 10_000))
  expect(found.hits[0]?.boxes).toEqual(boxes)
  expect(found.hits[0]?.snippet).toContain('<mark>')
  expect((await phrase('додаток до рішення')).hits.map(({ record, page }) => ({ record, page }))).toEqual([{ record: report.records[1]?.id, page: 2 }])
  const words = await server.admin.get(recordText, 'GET', `/api/records/${report.records[1]?.id ?? ''}/text`)
  expect(words.pages.map((page) => page.text)).toEqual([...texts[1]])
}

async function retentionIsExplained(report: BatchReport): Promise<void> {
  await expect.poll(async () => (await server.admin.get(recordView, 'GET', `/api/records/${report.records[0]?.id ?? ''}`)).retention).toMatchObject({
    rule: 'petitions',
    eligibleOn: '2030-01-01',
  })
  const view = (id: string | undefined, language: string) => server.admin.get(recordView, 'GET', `/api/records/${id ?? ''}?language=${language}`)
  const [english, ukrainian] = [await view(report.records[0]?.id, 'en'), await view(report.records[0]?.id, 'uk')]
  expect(english.retention.explanation).toMatch(/2030/)
  expect(ukrainian.retention.explanation).toMatch(/2030/)
  expect(ukrainian.retention.explanation).not.toBe(english.retention.explanation)
  expect(english.events).toBe(1)
  expect((await view(report.records[1]?.id, 'en')).retention).toMatchObject({ rule: 'decisions', eligibleOn: null })
}

async function theSheetsSetAsideAreKept(batch: string, sheets: readonly Buffer[]): Promise<void> {
  const { store } = server.parts.records
  const id = batchObjectIdOf(batch)
  expect(await store.verify(id, { full: true })).toEqual([])
  const paths = ['set-aside/00001.png', 'set-aside/00004.png', 'set-aside/00005.png']
  for (const [index, path] of paths.entries()) expect(Buffer.from(await store.read(id, path)).equals(sheets[index] ?? Buffer.alloc(0))).toBe(true)
  const { images } = await server.admin.get(batchImages, 'GET', `/api/batches/${batch}/images`)
  expect(images.map((image) => image.fate)).toEqual(['cover', 'page', 'page', 'blank', 'cover', 'page', 'page'])
  for (const number of [1, 2]) expect((await server.admin.send('GET', `/api/batches/${batch}/images/${number}/thumbnail`)).status).toBe(200)
}

test('the intake copies stay until the store has the record, also over a restart', async () => {
  const [cover = ''] = await orderCovers(server, { count: 1, class: 'correspondence' })
  const pages = [await pageImage(21), await pageImage(22)]
  const id = await feedBatch(station, [{ bytes: await pageImage(1003), marks: marks.cover(cover) }, ...pages.map((bytes) => ({ bytes }))])
  await server.restart()
  await station.close()
  await recogniser.close()
  station = await enrolStation(server)
  recogniser = await enrolStation(server, 'recogniser')
  const report = await awaitBatch(server, id, (one) => one.searchable, { recogniser, read: () => readingOf('Letter about nothing at all') })
  expect(report).toMatchObject({ fed: 3, archived: 2, state: 'closed' })
  expect(await server.parts.records.store.verify(objectIdOf(report.records[0]?.id ?? ''), { full: true })).toEqual([])
  await expect.poll(() => hasIntakeFolder(id)).toBe(false)
})

test('a lease that ran out is lent anew, and a page that cannot be read does not hold its record back', async () => {
  const [cover = ''] = await orderCovers(server, { count: 1 })
  const pages = [await pageImage(31), await pageImage(32)]
  const id = await feedBatch(station, [{ bytes: await pageImage(1004), marks: marks.cover(cover) }, ...pages.map((bytes) => ({ bytes }))])
  const lend = async () => good(await recogniser.client.lease(16, 'played')).pages
  let gone: LeasedPage[] = []
  await expect.poll(async () => (gone = [...gone, ...(await lend())]).map((page) => page.sha512).sort()).toEqual(pages.map(sha512Of).sort())
  await server.parts.database.pool.query("update recognition_page set lease_until = now() - interval '1 second' where state = 'leased'")

  const [bad, fine, ...more] = await lend()
  if (!bad || !fine) throw new Error('two pages were to be lent')
  expect(more).toEqual([])
  const [late] = gone
  if (late) expect(await recogniser.client.finish(late.page, late.lease, readingOf('too late'))).toMatchObject({ ok: false, code: 'lease-lost' })
  expect(sha512Of(good(await recogniser.client.image(fine)))).toBe(fine.sha512)
  good(await recogniser.client.renew(fine.page, fine.lease))
  good(await recogniser.client.fail(bad.page, { lease: bad.lease, code: 'bad-image', detail: 'Nothing to see.', retry: false }))
  good(await recogniser.client.finish(fine.page, fine.lease, readingOf('the other page is fine')))
  good(await recogniser.client.finish(fine.page, fine.lease, readingOf('the other page is fine')))
  expect(await recogniser.client.renew(bad.page, bad.lease)).toMatchObject({ ok: false, code: 'lease-lost' })
  const report = await awaitBatch(server, id, (one) => one.searchable)
  expect(report).toMatchObject({ archived: 2, state: 'closed' })
  expect(await lend()).toEqual([])
})

test('a page with which recognisers vanish again and again is given up, and its record goes on', async () => {
  const [cover = ''] = await orderCovers(server, { count: 1 })
  const id = await feedBatch(station, [{ bytes: await pageImage(1005), marks: marks.cover(cover) }, { bytes: await pageImage(41) }])
  const lend = async () => good(await recogniser.client.lease(16, 'played')).pages.length
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    await expect.poll(lend).toBe(1)
    await server.parts.database.pool.query("update recognition_page set lease_until = now() - interval '1 second' where state = 'leased'")
  }
  expect(await lend()).toBe(0)
  expect(await awaitBatch(server, id, (one) => one.searchable)).toMatchObject({ archived: 1, state: 'closed' })
  expect(await server.admin.get(status, 'GET', '/api/status')).toMatchObject({ pagesWaiting: 0, pagesFailed: 2, tasksFailed: 0 })
})
