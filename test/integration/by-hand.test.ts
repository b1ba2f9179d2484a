import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openedByHand, stationsByHand, type CoverFacts } from '#contract/by-hand.ts'
import { batchList } from '#contract/capture.ts'
import { history, recordView } from '#contract/records.ts'
import { newCoverId } from '#kernel/cover-id.ts'
import { newId } from '#kernel/ids.ts'
import { pageImage } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, good, marks, orderCovers, readingOf, reportOf, runServer, sendImage, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

/** Covers scanned by hand, through the HTTP API as stations and people use it. */
let server: RunningServer
let station: TestAgent
let recogniser: TestAgent

beforeAll(async () => {
  server = await runServer()
  station = await enrolStation(server)
  recogniser = await enrolStation(server, 'recogniser')
})
afterAll(async () => {
  await recogniser?.close()
  await station?.close()
  await server?.stop()
})

const oneCover = async (order = {}): Promise<string> => (await orderCovers(server, { count: 1, class: 'petitions', file: '02-14', date: '2024-05-02', ...order }))[0] ?? ''
const factsOf = (id: string): CoverFacts => ({ id, class: 'petitions', file: '02-14', date: '2024-05-02', sheets: null })
const own = async () => good(await station.client.byHand()).stations
const listed = async () => (await server.admin.get(batchList, 'GET', '/api/batches')).batches
const byPerson = (json: object) => server.admin.get(openedByHand, 'POST', '/api/batches/by-hand', { json })

/** Feeds images into a batch that is open, closes it and waits until its records can be searched. */
async function feed(batch: string, images: { bytes: Uint8Array; marks?: (typeof marks)['page'] }[]) {
  good(await station.client.openBatch({ id: batch, source: 'pile' }))
  for (const [index, image] of images.entries()) good(await sendImage(station, batch, index + 1, image))
  good(await station.client.closeBatch(batch, { fed: images.length, rejected: [], feedSeconds: 1 }))
  return awaitBatch(server, batch, (report) => report.searchable, { recogniser, read: () => readingOf('copper lantern') })
}

describe('a cover scanned at the station', () => {
  test('opens a batch that its pages fill and whose record says what the cover says', async () => {
    const cover = await oneCover({ sheets: 2 })
    const opened = good(await station.client.openByHand(cover.toLowerCase()))
    expect(opened.cover).toEqual({ ...factsOf(cover), sheets: 2 })
    expect(await reportOf(server, opened.batch)).toMatchObject({ state: 'open', step: 'waiting-for-pages', fed: 0, openedFor: { id: cover, class: 'petitions' } })
    expect((await listed())[0]).toMatchObject({ id: opened.batch, step: 'waiting-for-pages', stationName: 'test station', openedFor: { file: '02-14' } })
    expect(await own()).toMatchObject([{ id: station.id, waiting: { batch: opened.batch }, refused: null }])
    const next = await oneCover()
    const report = await feed(opened.batch, [{ bytes: await pageImage(1) }, { bytes: await pageImage(2) }, { bytes: await pageImage(3), marks: marks.cover(next) }, { bytes: await pageImage(4) }])
    expect(report).toMatchObject({ state: 'closed', exceptions: [], records: [{ cover, class: 'petitions', pages: [1, 2] }, { cover: next, pages: [4] }] })
    const record = await server.admin.get(recordView, 'GET', `/api/records/${report.records[0]?.id ?? ''}`)
    expect(record).toMatchObject({ cover, class: 'petitions', file: '02-14', date: '2024-05-02', unit: 'registry', pages: 2 })
    expect(await own()).toMatchObject([{ waiting: null }])
    expect(await station.client.openByHand(cover)).toMatchObject({ ok: false, kind: 'refused', code: 'not-in-this-state' })
    expect((await server.admin.get(history, 'GET', `/api/records/${record.id}/history`)).entries.length).toBeGreaterThan(0)
  })

  test('twice is once, and another one takes its place', async () => {
    const [first, second] = [await oneCover(), await oneCover()]
    const opened = good(await station.client.openByHand(first))
    expect(good(await station.client.openByHand(first)).batch).toBe(opened.batch)
    const other = good(await station.client.openByHand(second))
    expect(await own()).toMatchObject([{ waiting: { batch: other.batch, cover: { id: second } } }])
    expect((await listed()).map(({ id }) => id)).not.toContain(opened.batch)
    const again = good(await station.client.openByHand(first))
    expect(again.batch).not.toBe(opened.batch)
    good(await station.client.withdraw(again.batch))
    good(await station.client.withdraw(again.batch))
    expect(await own()).toMatchObject([{ waiting: null }])
  })

  test('at once at two stations opens one batch', async () => {
    const cover = await oneCover()
    const other = await enrolStation(server)
    const both = await Promise.all([station.client.openByHand(cover), other.client.openByHand(cover)])
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    const opened = both.find((one) => one.ok)
    expect(await (both[0]?.ok ? other : station).client.withdraw(opened?.ok ? opened.value.batch : '')).toMatchObject({ ok: false, code: 'not-found' })
    good(await (both[0]?.ok ? station : other).client.withdraw(opened?.ok ? opened.value.batch : ''))
    await server.admin.send('PATCH', `/api/stations/${other.id}`, { json: { active: false } })
    await other.close()
  })

  test.each([
    ['of another maker', async () => '5901234123457', 'code-foreign'],
    ['of ours, read wrong', async () => 'OPIS-7K3M9-QX24Z', 'code-damaged'],
    ['of ours that was never issued', async () => newCoverId((count) => new Uint8Array(count).fill(9)), 'cover-not-issued'],
    ['while its batch is being fed', coverBeingFed, 'cover-open-elsewhere'],
  ])('with a code %s is refused where people see it', async (_, make, reason) => {
    const code = await make()
    const outcome = await station.client.openByHand(code)
    if (outcome.ok || outcome.kind !== 'refused') throw new Error('it was not refused')
    expect(outcome.detail).not.toBe('')
    const { stations } = await server.admin.get(stationsByHand, 'GET', '/api/batches/by-hand')
    expect(stations).toMatchObject([{ id: station.id, waiting: null, refused: { code, reason, detail: expect.stringContaining('') } }])
    expect(outcome.detail).toContain(stations[0]?.refused?.detail)
    good(await station.client.withdraw(good(await station.client.openByHand(await oneCover())).batch))
    expect(await own()).toMatchObject([{ refused: null }])
  })

  async function coverBeingFed(): Promise<string> {
    const cover = await oneCover()
    const { batch } = good(await station.client.openByHand(cover))
    good(await station.client.openBatch({ id: batch }))
    expect(await station.client.withdraw(batch)).toMatchObject({ ok: false, code: 'not-in-this-state' })
    return cover
  }
})

describe('a cover scanned at the capture screen', () => {
  test('opens the batch at the only station, or at the one that is named', async () => {
    const opened = await byPerson({ code: await oneCover() })
    expect(opened.station).toEqual({ id: station.id, name: 'test station' })
    const other = await enrolStation(server)
    expect(await server.admin.problem('POST', '/api/batches/by-hand', { json: { code: await oneCover() } })).toMatchObject({ status: 400, type: 'bad-request', reason: 'which-station' })
    const cover = await oneCover()
    expect((await byPerson({ code: cover, station: other.id })).station.id).toBe(other.id)
    expect(good(await other.client.byHand()).stations).toMatchObject([{ id: other.id, waiting: { cover: factsOf(cover) } }])
    await server.admin.send('PATCH', `/api/stations/${other.id}`, { json: { active: false } })
    expect(await server.admin.problem('POST', '/api/batches/by-hand', { json: { code: cover, station: other.id } })).toMatchObject({ status: 404, reason: 'no-station' })
    good(await station.client.withdraw(opened.batch))
    await other.close()
  })

  test('is not noted at the station when it is refused', async () => {
    expect(await server.admin.problem('POST', '/api/batches/by-hand', { json: { code: 'https://example.org' } })).toMatchObject({ status: 400, reason: 'code-foreign' })
    expect(await own()).toMatchObject([{ refused: null }])
  })

  test('withdrawn while the station could not be told: its pages wait for a person, without the cover', async () => {
    const { batch } = await byPerson({ code: await oneCover() })
    expect((await server.admin.send('POST', `/api/batches/${batch}/withdraw`, { json: {} })).status).toBe(204)
    good(await station.client.openBatch({ id: batch, source: 'pile' }))
    good(await sendImage(station, batch, 1, { bytes: await pageImage(50) }))
    good(await station.client.closeBatch(batch, { fed: 1, rejected: [], feedSeconds: 1 }))
    const report = await awaitBatch(server, batch, ({ state }) => state === 'exceptions')
    expect(report.exceptions).toMatchObject([{ code: 'no-cover', image: 1 }])
    expect(report.openedFor).toBeUndefined()
  })
})

test('only who captures opens and withdraws, and nobody an ordinary batch', async () => {
  expect(await recogniser.client.openByHand(await oneCover())).toMatchObject({ ok: false, code: 'forbidden' })
  const id = newId()
  good(await station.client.openBatch({ id }))
  expect(await station.client.withdraw(id)).toMatchObject({ ok: false, code: 'not-in-this-state' })
  expect(await station.client.withdraw(newId())).toMatchObject({ ok: false, code: 'not-found' })
})
