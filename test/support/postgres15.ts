import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chown, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { userInPasswd, type SystemUser } from '#platform/embedded-postgres/unprivileged-user.ts'
import { freePort } from './server-process.ts'

const programs = '/usr/lib/postgresql/15/bin'

/** Whether the Debian package `postgresql-15` is there; suites that need it are skipped without it. */
export const postgres15IsThere = existsSync(join(programs, 'postgres'))

/** What the README tells an administrator to run, and nothing more. */
export const leastRights = (name: string, password: string): string[] => [
  `create role ${name} login password '${password}'`,
  `create database ${name} owner ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`,
  `revoke all on database ${name} from public`,
]

export type Postgres15 = {
  port: number
  /** The superuser, for what an administrator would do. */
  admin(sql: string, database?: string): Promise<void>
  /** A role and a database of its own with least rights; the address leads over TCP and asks for the password. */
  createDatabase(): Promise<{ url: string; name: string; password: string; drop(): Promise<void> }>
  stop(): Promise<void>
}

/** PostgreSQL 15 of Debian on a free port of loopback, with `tls` if a certificate is given; ends when `stop` is called. */
export async function startPostgres15(options: { tls?: { cert: string; key: string } } = {}): Promise<Postgres15> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-pg15-'))
  const user = await unprivileged()
  const cluster = join(folder, 'cluster')
  if (user) await chown(folder, user.uid, user.gid)
  const identity = user ? { uid: user.uid, gid: user.gid } : {}
  const made = spawnSync(join(programs, 'initdb'), ['-D', cluster, '-U', 'admin', '--auth-local=trust', '--auth-host=scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8'], { ...identity, cwd: folder, env: { LC_ALL: 'C', PATH: '/usr/bin' } })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr.toString()}`)
  const port = await freePort()
  const tls = options.tls ? await placeCertificate(options.tls, cluster, user) : []
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`, ...tls]
  const child = spawn(join(programs, 'postgres'), ['-D', cluster, ...settings.flatMap((one) => ['-c', one])], { ...identity, cwd: folder, env: { LC_ALL: 'C', PATH: '/usr/bin' }, stdio: ['ignore', 'ignore', 'pipe'] })
  // A test that was cut off must not leave it running.
  const endWithUs = () => void child.kill('SIGQUIT')
  process.once('exit', endWithUs)
  await ready(child)
  const admin = (sql: string, database = 'postgres') => run({ host: folder, port, user: 'admin', database }, sql)
  return {
    port,
    admin,
    async createDatabase() {
      const name = `opis_${randomBytes(6).toString('hex')}`
      const password = randomBytes(12).toString('hex')
      for (const sql of leastRights(name, password)) await admin(sql)
      return {
        url: `postgresql://${name}:${password}@127.0.0.1:${port}/${name}`,
        name,
        password,
        drop: () => admin(`drop database if exists ${name} with (force)`),
      }
    },
    async stop() {
      process.removeListener('exit', endWithUs)
      const ended = once(child, 'exit')
      child.kill('SIGQUIT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function unprivileged(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null
  const user = userInPasswd(await readFile('/etc/passwd', 'utf8'), { name: 'postgres' })
  if (!user) throw new Error('the package postgresql-15 makes a user postgres, but there is none')
  return user
}

async function placeCertificate(files: { cert: string; key: string }, cluster: string, user: SystemUser | null): Promise<string[]> {
  for (const [from, name] of [[files.cert, 'server.crt'], [files.key, 'server.key']] as const) {
    const to = join(cluster, name)
    if (name === 'server.key') await writeFile(to, '', { mode: 0o600 })
    await copyFile(from, to)
    if (user) await chown(to, user.uid, user.gid)
  }
  return ['ssl=on']
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
      if (said.includes('ready to accept connections')) resolve()
    })
    child.once('exit', () => reject(new Error(`PostgreSQL 15 ended: ${said}`)))
  })
}

async function run(where: { host: string; port: number; user: string; database: string }, sql: string): Promise<void> {
  const client = new Client(where)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
