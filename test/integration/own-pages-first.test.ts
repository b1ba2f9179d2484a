import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { pageImage } from '#test/support/pile.ts'
import { enrolStation, feedBatch, good, marks, orderCovers, runServer, sha512Of, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

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
    await vi.waitUntil(async () => (await queued()) === (index + 1) * 2, { timeout: 15_000, interval: 50 })
  }
  // Pages of one record may come in any order.
  const lent = async (count: number, station?: string) => good(await recogniser.client.lease(count, 'played', undefined, station)).pages.map(({ sha512 }) => sha512)
  const older = await lent(1, newId())
  expect(pages[0]).toEqual(expect.arrayContaining(older))
  expect((await lent(2, stations[1]?.id)).toSorted()).toEqual(pages[1])
  expect([...older, ...(await lent(2))].toSorted()).toEqual(pages[0])
})
