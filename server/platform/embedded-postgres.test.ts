import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packagedBinaries, reachableBinaries } from './embedded-postgres/binaries.ts'
import { databaseUser, userInPasswd } from './embedded-postgres/unprivileged-user.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

const isRoot = process.getuid?.() === 0
let folder: string
const log: string[] = []
const start = (name: string) => startEmbeddedPostgres({ dataFolder: join(folder, name), log: (line) => log.push(line) })

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client.query({ text: sql, rowMode: 'array' }).then((answer) => answer.rows.flat()).finally(() => client.end())
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-postgres-'))
  await chmod(folder, 0o755)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the embedded database', () => {
  test('keeps what was written over an orderly stop, with durable settings and no open port', async () => {
    const first = await start('kept')
    expect(await ask(first.url, 'show fsync')).toEqual(['on'])
    expect(await ask(first.url, 'show listen_addresses')).toEqual([''])
    expect(await ask(first.url, "select lower('ЇЖАК ȘȚ'), 'я' < 'ѐ'")).toEqual(['їжак șț', true])
    await ask(first.url, 'create table kept as select 7 as seven')
    await first.stop()
    await first.stop()
    const second = await start('kept')
    expect(await ask(second.url, 'select seven from kept')).toEqual([7])
    await second.stop()
  })

  test('asks for its password, which only the owner may read', async () => {
    const server = await start('kept')
    const password = await readFile(join(folder, 'kept/password'), 'utf8')
    expect((await stat(join(folder, 'kept/password'))).mode & 0o777).toBe(0o600)
    expect(log.join('\n')).not.toContain(password)
    await expect(ask(server.url.replace(password, 'x'), 'select 1')).rejects.toThrow(/password authentication failed/)
    await server.stop()
  })

  test('comes back by itself when its process is killed', async () => {
    const server = await start('kept')
    const pid = Number((await readFile(join(folder, 'kept/postgresql/cluster/postmaster.pid'), 'utf8')).split('\n')[0])
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => ask(server.url, 'select seven from kept').catch(() => null), { timeout: 30_000 }).toEqual([7])
    await server.stop()
  })

  test('refuses a second owner while the first lives, and takes over when it was killed', async () => {
    const script = join(import.meta.dirname, 'embedded-postgres/hold-for-test.ts')
    const other = spawn(process.execPath, [script, join(folder, 'kept')], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(other.stdout, 'data')
    await expect(start('kept')).rejects.toMatchObject({ code: 'bad-configuration', detail: expect.stringContaining('Another Opis') })
    other.kill('SIGKILL')
    await once(other, 'exit')
    const server = await start('kept')
    expect(await ask(server.url, 'select seven from kept')).toEqual([7])
    await server.stop()
  })

  test('is not kept from starting by a number that now belongs to another program', async () => {
    await writeFile(join(folder, 'kept/postgresql/cluster/postmaster.pid'), `${process.pid}\n/elsewhere\n`)
    const server = await start('kept')
    expect(await ask(server.url, 'select seven from kept')).toEqual([7])
    await server.stop()
  })

  test('begins again after an initialisation that was killed, and lives in a folder with a very long name', async () => {
    const name = 'long'.repeat(30)
    await mkdir(join(folder, name, 'postgresql/cluster.new'), { recursive: true })
    await writeFile(join(folder, name, 'postgresql/cluster.new/PG_VERSION'), '18')
    const server = await start(name)
    expect(await ask(server.url, 'select 1')).toEqual([1])
    await server.stop()
  })

  test.runIf(isRoot)('as root, runs although others cannot enter our folder', async () => {
    await mkdir(join(folder, 'closed'), { mode: 0o700 })
    const server = await start('closed/database')
    expect(await ask(server.url, 'select 1')).toEqual([1])
    await server.stop()
    const home = await readlink(join(folder, 'closed/database/postgresql'))
    expect((await stat(join(home, 'cluster'))).uid).not.toBe(0)
    await rm(home, { recursive: true })
  })

  test.runIf(isRoot)('as root, copies binaries that the database user cannot reach, once', async () => {
    const closed = join(folder, 'closed/package/native')
    await cp(packagedBinaries(), closed, { recursive: true, verbatimSymlinks: true })
    await writeFile(join(dirname(closed), 'package.json'), '{"version":"1.2.3"}')
    const user = await databaseUser('/nonexistent')
    const copies = join(folder, 'copies')
    const copy = await reachableBinaries(closed, user, copies)
    expect(copy).toBe(join(copies, 'postgresql-1.2.3'))
    expect((await stat(join(copy, 'bin/postgres'))).mode & 0o777).toBe(0o755)
    await rm(closed, { recursive: true })
    await expect(reachableBinaries(closed, user, copies)).rejects.toThrow()
  })
})

test('finds a user by name or number', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/bash\nbad line\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n'
  expect(userInPasswd(passwd, { name: 'postgres' })).toEqual({ name: 'postgres', uid: 101, gid: 104 })
  expect(userInPasswd(passwd, { uid: 101 })?.name).toBe('postgres')
  expect(userInPasswd(passwd, { name: 'post' })).toBeNull()
})
