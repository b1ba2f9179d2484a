import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { selfSigned } from '#test/support/certificate.ts'
import { postgres15IsThere, startPostgres15, type Postgres15 } from '#test/support/postgres15.ts'
import { freePort } from '#test/support/server-process.ts'
import { inspectDatabase } from './inspect-database.ts'
import { judgeServer, type ServerFacts } from './judge-server.ts'

const facts: ServerFacts = { versionNumber: 150_018, version: '15.18', encoding: 'UTF8', readOnly: false, schema: 'public', mayCreate: true, foreignTables: 0, fsync: 'on', synchronousCommit: 'on', role: 'opis', superuser: false }

describe('what a server says of itself', () => {
  test.each<[string, Partial<ServerFacts>, RegExp]>([
    ['too old', { versionNumber: 140_011, version: '14.11' }, /14\.11 is too old.*15 or later/],
    ['another encoding', { encoding: 'LATIN2' }, /LATIN2.*template0 encoding 'UTF8'/],
    ['a stand-by', { readOnly: true }, /read only.*primary/],
    ['no schema', { schema: null }, /owner to opis/],
    ['no right to make tables', { mayCreate: false }, /may not make tables.*owner to opis/],
    ['tables of somebody else', { foreignTables: 7 }, /reassign owned/],
  ])('%s is refused with what to do', (_, change, sentence) => {
    expect(judgeServer({ ...facts, ...change }).refusal).toMatch(sentence)
  })
  test('one that is fit is taken without a word, one that gives durability away with a warning', () => {
    expect(judgeServer(facts)).toEqual({ refusal: null, warnings: [] })
    expect(judgeServer({ ...facts, fsync: 'off', synchronousCommit: 'off', superuser: true }).warnings).toHaveLength(3)
  })
})

describe.skipIf(!postgres15IsThere)('PostgreSQL 15 of Debian', () => {
  let folder: string
  let server: Postgres15
  let own: Awaited<ReturnType<Postgres15['createDatabase']>>
  let certificate: ReturnType<typeof selfSigned>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-inspect-'))
    certificate = selfSigned(folder)
    server = await startPostgres15({ tls: certificate })
    own = await server.createDatabase()
  })
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
  /** The address with another part; the answer must never hold the password. */
  async function refusal(change: (url: string) => string): Promise<{ code: string; detail: string }> {
    const answer = await inspectDatabase(change(own.url))
    if (answer.ok) throw new Error('it was to be refused')
    expect(answer.detail).not.toContain(own.password)
    return { code: answer.code, detail: answer.detail }
  }

  test('with least rights it is fit', async () => {
    expect(await inspectDatabase(own.url)).toMatchObject({ ok: true, version: expect.stringMatching(/^15\./), place: `${own.name} at 127.0.0.1:${server.port}` })
  })
  test('nobody there, an unknown name', async () => {
    const port = await freePort()
    expect(await refusal((url) => url.replace(`:${server.port}/`, `:${port}/`))).toEqual({ code: 'unreachable', detail: expect.stringContaining(`No PostgreSQL answers at 127.0.0.1:${port}`) })
    expect(await refusal((url) => url.replace('127.0.0.1', 'nowhere.invalid'))).toEqual({ code: 'unreachable', detail: expect.stringContaining('nowhere.invalid') })
  })
  test('a wrong password, none, an unknown role, a database that is not there or closed', async () => {
    expect(await refusal((url) => url.replace(own.password, 'hunter2'))).toEqual({ code: 'bad-configuration', detail: expect.stringMatching(/refuses the password(?!.*hunter2)/) })
    expect(await refusal((url) => url.replace(`:${own.password}`, ''))).toEqual({ code: 'bad-configuration', detail: expect.stringContaining('no password') })
    expect(await refusal((url) => url.replace(`//${own.name}:`, '//nobody:'))).toMatchObject({ code: 'bad-configuration', detail: expect.stringContaining('nobody') })
    expect(await refusal((url) => url.replace(/[^/]+$/, 'nothing'))).toEqual({ code: 'bad-configuration', detail: expect.stringContaining('create database nothing') })
    const other = await server.createDatabase()
    expect(await refusal((url) => url.replace(/[^/]+$/, other.name))).toEqual({ code: 'bad-configuration', detail: expect.stringContaining(`grant connect on database ${other.name}`) })
  })
  test('a role that may not make tables, and tables of another role', async () => {
    const lean = await server.createDatabase()
    await server.admin(`alter database ${lean.name} owner to admin; grant connect on database ${lean.name} to ${lean.name}`)
    expect(await inspectDatabase(lean.url)).toMatchObject({ ok: false, code: 'bad-configuration', detail: expect.stringContaining(`alter database … owner to ${lean.name}`) })
    const foreign = await server.createDatabase()
    await server.admin('create table task (id int)', foreign.name)
    expect(await inspectDatabase(foreign.url)).toMatchObject({ ok: false, detail: expect.stringContaining('reassign owned') })
  })
  test('another encoding, a database that is read only', async () => {
    const latin = await server.createDatabase()
    await latin.drop()
    await server.admin(`create database ${latin.name} owner ${latin.name} template template0 encoding 'LATIN2' locale 'C'`)
    expect(await inspectDatabase(latin.url)).toMatchObject({ ok: false, detail: expect.stringContaining('LATIN2') })
    const closed = await server.createDatabase()
    await server.admin(`alter database ${closed.name} set default_transaction_read_only = on`)
    expect(await inspectDatabase(closed.url)).toMatchObject({ ok: false, detail: expect.stringContaining('read only') })
  })
  test('TLS: trusted by its authority, refused without, refused under another name, refused when a file is missing', async () => {
    const secure = (host: string, options: string) => `${own.url.replace('127.0.0.1', host)}?${options}`
    expect(await inspectDatabase(secure('localhost', `sslmode=verify-full&sslrootcert=${certificate.cert}`))).toMatchObject({ ok: true })
    expect(await inspectDatabase(secure('localhost', 'sslmode=verify-full'))).toMatchObject({ ok: false, code: 'bad-configuration', detail: expect.stringContaining('sslrootcert') })
    expect(await inspectDatabase(secure('127.0.0.1', `sslmode=verify-full&sslrootcert=${certificate.cert}`))).toMatchObject({ ok: false, code: 'bad-configuration', detail: expect.stringContaining('not made out to 127.0.0.1') })
    expect(await inspectDatabase(secure('localhost', 'sslmode=verify-full&sslrootcert=/nowhere.pem'))).toMatchObject({ ok: false, code: 'bad-configuration', detail: expect.stringContaining('cannot be read') })
    expect(await inspectDatabase(secure('localhost', 'sslmode=no-verify'))).toMatchObject({ ok: true })
  })
})
