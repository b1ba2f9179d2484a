import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { correspondentMade } from '#contract/correspondents.ts'
import { serviceDetail } from '#contract/services.ts'
import { counterRegistered, newUpload, uploadView, type UploadView } from '#contract/counter.ts'
import { addUser, callerWith, type Caller, type TestUser } from '#test/support/caller.ts'
import { runServer, sha512Of, type RunningServer } from '#test/support/run-server.ts'
import { slowLine } from '#test/support/slow-line.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import { sendFile, type SendPorts } from './send-file.ts'

let server: RunningServer
let vera: TestUser
beforeAll(async () => {
  server = await runServer()
  vera = await addUser(server.url, server.admin, { name: 'vera', roles: ['counter'], units: ['centre'] })
})
afterAll(() => server.stop())

/** The same calls as the screen makes; a connection that ends is what `fetch` throws. */
function portsOf(caller: Caller, bytes: Buffer, seen: UploadView[], file = { name: 'plan.pdf', mediaType: 'application/pdf' }): SendPorts {
  const announced = newUpload.parse({ ...file, bytes: bytes.byteLength, sha512: sha512Of(bytes) })
  return {
    begin: () => caller.get(uploadView, 'POST', '/api/uploads', { json: announced }),
    state: (id) => caller.get(uploadView, 'GET', `/api/uploads/${id}`),
    piece: async (id, offset, piece) => caller.get(uploadView, 'PATCH', `/api/uploads/${id}?offset=${offset}`, { body: new Uint8Array(await piece.arrayBuffer()) }),
    mayRetry: (error) => error instanceof TypeError || /: (400|409) /.test(String(error)),
    wait: () => Promise.resolve(),
    onProgress: (view) => seen.push(view),
  }
}

test.concurrent('S3-05 a file of 2 MB comes whole over 512 kbit/s and 300 ms though the line is cut three times, and nothing is sent twice over', async () => {
  const bytes = randomBytes(2 * 1024 * 1024)
  const line = await slowLine(server.url, { bitsPerSecond: 512_000, delayMs: 300, cutAfter: [300_000, 900_000, 1_500_000] })
  const seen: UploadView[] = []
  const done = await sendFile(new Blob([bytes]), portsOf(callerWith(line.url, { cookie: vera.cookie }), bytes, seen))
  await line.close()
  expect(done).toMatchObject({ state: 'complete', offset: bytes.byteLength })
  expect(sha512Of(await readFile(join(server.dataFolder, 'uploads', done.id)))).toBe(sha512Of(bytes))
  // It only ever went on; what a cut cost is less than a piece each.
  expect(seen.map(({ offset }) => offset)).toEqual(seen.map(({ offset }) => offset).toSorted((a, b) => a - b))
  expect(line.sent()).toBeLessThan(bytes.byteLength + 3 * 256 * 1024 + 100_000)
  // The same file again is the same upload: nothing more goes over the line.
  expect(await sendFile(new Blob([bytes]), portsOf(vera.bySession, bytes, []))).toMatchObject({ id: done.id, state: 'complete' })
}, 180_000)

/** A page of 300 dpi with lines of "text", as a scanner sends it. */
async function scan(): Promise<Buffer> {
  const lines = Array.from({ length: 60 }, (_, row) => Array.from({ length: 40 }, (_, word) => `<rect x="${200 + word * 52}" y="${250 + row * 50}" width="${20 + ((row * 7 + word * 13) % 25)}" height="22"/>`).join('')).join('')
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="2480" height="3508"><rect width="2480" height="3508" fill="white"/>${lines}</svg>`)).jpeg({ quality: 80 }).withMetadata({ density: 300 }).toBuffer()
}

test.concurrent('S3-05 a scan keeps every pixel of its resolution over a slow line; what is looked at there is made smaller by the server', async () => {
  const bytes = await scan()
  const { db } = server.parts.database
  await seedTownHall(db)
  await server.admin.get(serviceDetail, 'POST', '/api/services', { json: { code: 'tree', name: { en: 'Permit to fell a tree' }, unit: 'housing', register: 'incoming', kind: 'letter', term: 'test.petition', validFrom: '2020-01-01', papers: [{ code: 'plan', name: { en: 'Plan' }, required: true }] } })
  const made = await vera.bySession.get(correspondentMade, 'POST', '/api/correspondents', { json: { kind: 'person', name: 'Ion Rusu' } })
  const correspondent = made.outcome === 'made' ? made.correspondent.id : ''
  const line = await slowLine(server.url, { bitsPerSecond: 512_000, delayMs: 300, cutAfter: [100_000] })
  const village = callerWith(line.url, { cookie: vera.cookie })
  try {
    const { id: card } = await village.get(counterRegistered, 'POST', '/api/counter/cases', { json: { service: 'tree', correspondent, taken: ['plan'] } })
    const { id } = await sendFile(new Blob([new Uint8Array(bytes)]), portsOf(village, bytes, [], { name: 'scan.jpg', mediaType: 'image/jpeg' }))
    await village.get(uploadView, 'POST', `/api/uploads/${id}/link`, { json: { card, paper: 'plan' } })
    const record = async () => (await db.execute<{ record: string }>(sql`select record from card_record where card = ${card}`)).rows[0]?.record
    await vi.waitUntil(async () => (await record()) !== undefined, { timeout: 30_000 })
    const path = `/api/records/${await record()}`

    const original = await vera.bySession.send('GET', `${path}/renditions/original`)
    expect(sha512Of(original.bytes)).toBe(sha512Of(bytes))
    expect(original.headers.get('opis-sha512')).toBe(sha512Of(bytes))
    const { width, height, density } = await sharp(original.bytes).metadata()
    expect({ width, height, density }).toEqual({ width: 2480, height: 3508, density: 300 })
    // The viewer knows the whole resolution, and its last level has it pixel for pixel.
    const described = (await vera.bySession.send('GET', `${path}/pages/1/picture.dzi`)).bytes.toString()
    expect(described).toMatch(/Width="2480"/)
    expect(described).toMatch(/Height="3508"/)
    const level = Math.ceil(Math.log2(3508))
    const tileSize = Number(/TileSize="(\d+)"/.exec(described)?.[1])
    const tile = await sharp((await vera.bySession.send('GET', `${path}/pages/1/picture_files/${level}/0_0.jpg`)).bytes).metadata()
    expect(tile.width).toBeGreaterThanOrEqual(tileSize)

    // Over the slow line: pictures made for the screen, a fraction of the scan.
    const small = await village.send('GET', `${path}/pages/1/thumbnail`)
    const size = await sharp(small.bytes).metadata()
    expect([size.width, size.height]).toEqual([320, 453])
    expect(small.bytes.byteLength).toBeLessThan(bytes.byteLength / 5)
    const whole = await village.send('GET', `${path}/pages/1/picture_files/10/0_0.jpg`)
    expect((await sharp(whole.bytes).metadata()).width).toBeLessThanOrEqual(1024)
    expect(whole.bytes.byteLength).toBeLessThan(bytes.byteLength / 4)
  } finally {
    await line.close()
  }
})

test('a file goes on after the server was restarted; bytes that are not those announced are refused and begin anew', async () => {
  const bytes = randomBytes(600_000)
  const begin = { json: { name: 'a.pdf', mediaType: 'application/pdf', bytes: bytes.byteLength, sha512: sha512Of(bytes) } }
  const { id } = await vera.bySession.get(uploadView, 'POST', '/api/uploads', begin)
  await vera.bySession.get(uploadView, 'PATCH', `/api/uploads/${id}?offset=0`, { body: bytes.subarray(0, 250_000) })
  await server.restart()
  const again = callerWith(server.url, { cookie: vera.cookie })
  expect(await again.get(uploadView, 'POST', '/api/uploads', begin)).toMatchObject({ id, offset: 250_000, state: 'open' })
  expect(await again.problem('PATCH', `/api/uploads/${id}?offset=0`, { body: bytes.subarray(0, 10) })).toMatchObject({ reason: 'upload-elsewhere', facts: { offset: 250_000 } })
  expect(await again.problem('PATCH', `/api/uploads/${id}?offset=250000`, { body: Buffer.concat([bytes.subarray(250_000), Buffer.of(1)]) })).toMatchObject({ type: 'body-too-large' })
  expect(await again.problem('PATCH', `/api/uploads/${id}?offset=250000`, { body: randomBytes(350_000) })).toMatchObject({ type: 'checksum-mismatch' })
  expect(await sendFile(new Blob([bytes]), portsOf(again, bytes, []))).toMatchObject({ id, state: 'complete' })
  const other = await addUser(server.url, server.admin, { name: 'ion', roles: ['counter'] })
  expect(await other.bySession.problem('GET', `/api/uploads/${id}`)).toMatchObject({ type: 'not-found' })
  expect((await again.send('DELETE', `/api/uploads/${id}`)).status).toBe(204)
  expect(await again.problem('GET', `/api/uploads/${id}`)).toMatchObject({ type: 'not-found' })
})
