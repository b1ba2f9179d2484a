import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { pageImage } from '#test/support/pile.ts'
import { enrolStation, feedBatch, good, marks, orderCovers, readingOf, runServer, sha512Of, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

let server: RunningServer
let recogniser: TestAgent
let stations: TestAgent[]

beforeAll(async () => {
  server = await runServer()
  recogniser = await enrolStation(server, 'recogniser')
  stations = [await enrolStation(server), await enrolStation(server)]
})
afterAll(async () => {
  for (const agent of [recogniser, ...(stations ?? [])]) await agent?.close()
  await server?.stop()
})

test('a recogniser is lent the pages of its own station first, then those of others, oldest first', async () => {
  const pages: string[][] = []
  for (const [index, station] of stations.entries()) {
    const [cover = ''] = await orderCovers(server, { count: 1 })
    const images = await Promise.all([1, 2].map((page) => pageImage(index * 10 + page)))
    await feedBatch(station, [{ bytes: await pageImage(index * 10 + 9), marks: marks.cover(cover) }, ...images.map((bytes) => ({ bytes }))])
    pages.push(images.map(sha512Of).toSorted())
    const queued = async () => (await server.parts.database.pool.query('select page from recognition_page')).rowCount
    await vi.waitUntil(async () => (await queued()) === (index + 1) * 2, { timeout: 30_000, interval: 50 })
  }
  // Pages of one record may come in any order.
  const lent = async (count: number, station?: string) => good(await recogniser.client.lease(count, 'played', undefined, station)).pages.map(({ sha512 }) => sha512)
  const older = await lent(1, newId())
  expect(pages[0]).toEqual(expect.arrayContaining(older))
  expect((await lent(2, stations[1]?.id)).toSorted()).toEqual(pages[1])
  expect([...older, ...(await lent(2))].toSorted()).toEqual(pages[0])
})

test('a page is lent with the language of the page before it in its record, once that is read', async () => {
  const [cover = ''] = await orderCovers(server, { count: 1 })
  const images = await Promise.all([41, 42, 43].map((page) => pageImage(page)))
  await feedBatch(stations[0] as TestAgent, [{ bytes: await pageImage(49), marks: marks.cover(cover) }, ...images.map((bytes) => ({ bytes }))])
  const lent = new Map<string, { page: string; lease: string; languageHint: string | null }>()
  const lend = async () => {
    for (const one of good(await recogniser.client.lease(10, 'played', undefined, stations[0]?.id)).pages) lent.set(one.sha512 ?? '', one)
    return images.every((bytes) => lent.has(sha512Of(bytes)))
  }
  await vi.waitUntil(lend, { timeout: 30_000, interval: 50 })
  const [first, second] = images.map((bytes) => lent.get(sha512Of(bytes)))
  expect([...lent.values()].map(({ languageHint }) => languageHint)).toEqual([null, null, null])
  good(await recogniser.client.finish(first?.page ?? '', first?.lease ?? '', readingOf('господар двору', 'uk')))
  // The second page is given back and lent again: now the page before it is known.
  good(await recogniser.client.fail(second?.page ?? '', { lease: second?.lease ?? '', code: 'internal', detail: 'the program was stopped', retry: true }))
  const again = async () => good(await recogniser.client.lease(10, 'played', undefined, stations[0]?.id)).pages.find(({ sha512 }) => sha512 === sha512Of(images[1] ?? Buffer.alloc(0)))
  expect(await vi.waitUntil(again, { timeout: 60_000, interval: 500 })).toMatchObject({ languageHint: 'uk' })
})
