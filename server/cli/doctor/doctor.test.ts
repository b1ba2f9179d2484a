import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { freshFolder } from '#test/support/pile.ts'
import { testDatabase } from '#test/support/postgres.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { readConfig } from '../../config.ts'
import { checkBarcodeReader } from './check-barcode-reader.ts'
import { checkClock } from './check-clock.ts'
import { checkDisk } from './check-disk.ts'
import { checkPermissions } from './check-permissions.ts'
import { checkStore } from './check-store.ts'

let folder: string
beforeEach(async () => {
  folder = await freshFolder('doctor')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})
const config = (more: Record<string, string> = {}) => readConfig({ OPIS_DATA: folder, ...more })

test('a fresh folder: nothing fails, every finding has its form, each warning its advice', async () => {
  const { code, out } = await runOpis(['doctor', '--json'], { OPIS_DATA: folder })
  const finding = z.union([z.strictObject({ name: z.string(), state: z.literal('ok'), detail: z.string() }), z.strictObject({ name: z.string(), state: z.enum(['warn', 'fail']), detail: z.string(), advice: z.string().min(10) })])
  const { checks } = z.strictObject({ checks: z.array(finding) }).parse(JSON.parse(out))
  expect(code).toBe(checks.some(({ state }) => state === 'fail') ? 7 : 0)
  for (const name of ['node', 'data folder', 'disk', 'database', 'retention schedules', 'server']) expect(checks.map((check) => check.name)).toContain(name)
})

test('a part that cannot be reached is exit 7, and the others are looked at all the same', async () => {
  const { code, out } = await runOpis(['doctor', '--json'], { OPIS_DATA: folder, DATABASE_URL: 'postgresql://opis@127.0.0.1:1/opis' })
  const { checks } = JSON.parse(out) as { checks: { name: string; state: string }[] }
  expect(code).toBe(7)
  expect(checks).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'database', state: 'fail' }), expect.objectContaining({ name: 'node', state: 'ok' })]))
})

describe('permissions', () => {
  test('keys that others may read are named', async () => {
    for (const name of ['run', 'store']) await mkdir(join(folder, name), { mode: 0o700 })
    expect(await checkPermissions(config())).toMatchObject([{ state: 'ok' }])
    await chmod(join(folder, 'run'), 0o750)
    expect(await checkPermissions(config())).toMatchObject([{ state: 'warn', detail: expect.stringContaining('run'), advice: expect.stringContaining(`chmod go= ${join(folder, 'run')}`) }])
  })
})

describe('content store', () => {
  test('is written to and left as it was', async () => {
    expect(await checkStore(config())).toEqual([])
    for (const name of ['store', 'store.staging']) await mkdir(join(folder, name))
    expect(await checkStore(config())).toMatchObject([{ state: 'ok', detail: expect.stringContaining('writable') }])
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(['store', 'store.staging'])
  })
  test('that cannot be written fails', async () => {
    await mkdir(join(folder, 'store'))
    await writeFile(join(folder, 'store.staging'), 'a file where a folder should be')
    expect(await checkStore(config())).toMatchObject([{ state: 'fail', advice: expect.stringContaining('stations keep their pages') }])
  })
})

describe('clock', () => {
  test('agrees with the database of this machine', async () => {
    const database = await testDatabase()
    expect(await checkClock(config({ DATABASE_URL: database.url }))).toMatchObject([{ name: 'clock', state: 'ok', detail: expect.stringContaining('the database') }])
    await database.drop()
  })
  test.each([
    ['an hour before', 3_600_000, 'fail'],
    ['a minute behind', -60_000, 'warn'],
    ['right', 0, 'ok'],
  ] as const)('a server whose clock is %s', async (_, offMs, state) => {
    const server = createServer((_request, answer) => answer.setHeader('date', new Date(Date.now() - offMs).toUTCString()).end()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(await checkClock(config({ OPIS_SERVER: `http://127.0.0.1:${port}` }))).toMatchObject([{ state }])
    server.closeAllConnections()
    server.close()
  })
  test('one that does not answer is the finding of another check', async () => expect(await checkClock(config({ OPIS_SERVER: 'http://127.0.0.1:1' }))).toEqual([]))
})

test('a barcode reader that was pulled out, one that is there, and none', async () => {
  expect(await checkBarcodeReader(config())).toEqual([])
  vi.stubEnv('OPIS_BARCODE_READER', join(folder, 'ttyUSB7'))
  expect(await checkBarcodeReader(config())).toMatchObject([{ state: 'fail', advice: expect.stringContaining('by-id') }])
  await writeFile(join(folder, 'ttyUSB7'), '')
  expect(await checkBarcodeReader(config())).toMatchObject([{ state: 'ok' }])
})

test('the disk of the data folder, also before it exists', async () => {
  for (const data of [folder, join(folder, 'none')]) expect(await checkDisk(readConfig({ OPIS_DATA: data }))).toMatchObject([{ name: 'disk', detail: expect.stringMatching(/GB free/) }])
})
