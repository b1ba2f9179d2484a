import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newUpload, uploadView, type UploadView } from '#contract/counter.ts'
import { addUser, callerWith, type Caller, type TestUser } from '#test/support/caller.ts'
import { runServer, sha512Of, type RunningServer } from '#test/support/run-server.ts'
import { slowLine } from '#test/support/slow-line.ts'
import { sendFile, type SendPorts } from './send-file.ts'

let server: RunningServer
let vera: TestUser
beforeAll(async () => {
  server = await runServer()
  vera = await addUser(server.url, server.admin, { name: 'vera', roles: ['counter'], units: ['centre'] })
}, 60_000)
afterAll(() => server.stop())

/** The same calls as the screen makes; a connection that ends is what `fetch` throws. */
function portsOf(caller: Caller, bytes: Buffer, seen: UploadView[]): SendPorts {
  const announced = newUpload.parse({ name: 'plan.pdf', mediaType: 'application/pdf', bytes: bytes.byteLength, sha512: sha512Of(bytes) })
  return {
    begin: () => caller.get(uploadView, 'POST', '/api/uploads', { json: announced }),
    state: (id) => caller.get(uploadView, 'GET', `/api/uploads/${id}`),
    piece: async (id, offset, piece) => caller.get(uploadView, 'PATCH', `/api/uploads/${id}?offset=${offset}`, { body: new Uint8Array(await piece.arrayBuffer()) }),
    mayRetry: (error) => error instanceof TypeError || /: (400|409) /.test(String(error)),
    wait: () => Promise.resolve(),
    onProgress: (view) => seen.push(view),
  }
}

test('S3-05 a file of 2 MB comes whole over 512 kbit/s and 300 ms though the line is cut three times, and nothing is sent twice over', async () => {
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
}, 60_000)
