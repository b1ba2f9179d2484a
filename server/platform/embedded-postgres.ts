import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { mkdtemp, chown, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { OpisError } from '#kernel/errors.ts'
import { packagedBinaries, reachableBinaries } from './embedded-postgres/binaries.ts'
import { initialise, launchServer, serverLeftRunning, stopLeftServer, stopServer, type Settings } from './embedded-postgres/cluster-process.ts'
import { clusterExists, placeOfCluster, type Place } from './embedded-postgres/place.ts'

export type EmbeddedPostgresOptions = {
  /** Folder of ours for the cluster and its password; made when missing. */
  dataFolder: string
  /** Also listen on this port of 127.0.0.1; without it there is a Unix socket only. */
  port?: number
  /** Lines of PostgreSQL's own log, and what was done for it. */
  log: (line: string) => void
  /** More settings of postgresql.conf, for tests that need no durability. */
  settings?: Settings
}

export type EmbeddedPostgres = {
  /** Connection address of the database `opis`, with the password: keep it out of logs. */
  url: string
  /** Orderly end; answers when the last process is gone. Safe to call twice. */
  stop(): Promise<void>
}

/** A socket address holds 107 bytes with its file name `.s.PGSQL.5432`. */
const socketFolderBytes = 90
const guardKey = 7_041_776
const guardPatienceMs = 5_000
const longestRestartWaitMs = 10_000

/**
 * Starts the PostgreSQL of the npm package on a folder of ours, initialising it the first time, and
 * restarts it when its process dies. A server left running by a killed Opis is stopped first, unless
 * another living Opis uses it: then this start is refused (`bad-configuration`). As root it runs as
 * another user, see `databaseUser`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await placeOfCluster(resolve(options.dataFolder))
  const run = { place, binaries: await reachableBinaries(packagedBinaries(), place.user), log: options.log }
  const socket = await socketFolder(place)
  const address = (database: string) => connectionUrl(place, socket, options.port ?? 5432, database)
  const left = await serverLeftRunning(place.cluster)
  if (left !== null) {
    await refuseWhenInUse(address('postgres'))
    options.log(`stopping the database process ${left} that an earlier run left behind`)
    await stopLeftServer(left, place.cluster)
  }
  if (!(await clusterExists(place))) await initialise(run)

  const settings = { ...ownSettings(socket, options.port), ...options.settings }
  let child = await launchServer(run, settings)
  let guard = await holdGuard(address('postgres'))
  let stopping: Promise<void> | null = null
  const killWithUs = () => void child.kill('SIGINT')
  process.once('exit', killWithUs)

  const restartWhenGone = (watched: ChildProcess): void => {
    watched.once('close', () => {
      if (stopping === null) void restart()
    })
  }
  const restart = async (): Promise<void> => {
    options.log('the database process ended unexpectedly; starting it again')
    for (let waitMs = 100; stopping === null; waitMs = Math.min(waitMs * 2, longestRestartWaitMs)) {
      await pause(waitMs)
      try {
        child = await launchServer(run, settings)
        if (stopping !== null) return stopServer(child)
        guard = await holdGuard(address('postgres'))
        return restartWhenGone(child)
      } catch (error) {
        options.log(`the database could not be started again: ${String(error)}`)
      }
    }
  }
  restartWhenGone(child)

  const end = async (): Promise<void> => {
    process.removeListener('exit', killWithUs)
    await guard.end().catch(() => undefined)
    await stopServer(child)
    if (socket !== place.home) await rm(socket, { recursive: true, force: true })
  }
  try {
    await createOwnDatabase(address('postgres'))
  } catch (error) {
    stopping = end()
    await stopping
    throw error
  }
  return { url: address('opis'), stop: () => (stopping ??= end()) }
}

function ownSettings(socket: string, port: number | undefined): Settings {
  return {
    listen_addresses: port === undefined ? '' : '127.0.0.1',
    port: String(port ?? 5432),
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    max_connections: '60',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '',
    log_checkpoints: 'off',
    // Details and statements hold values, and values can be personal data.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    // A journal file that is used again keeps its old content until it is written over; what was destroyed must not lie there.
    wal_recycle: 'off',
    // Compiling costs more than it saves on queries that take milliseconds.
    jit: 'off',
    // The default of 4 is for turning disks.
    random_page_cost: '1.1',
  }
}

async function socketFolder(place: Place): Promise<string> {
  if (Buffer.byteLength(place.home) <= socketFolderBytes) return place.home
  const folder = await mkdtemp(join(tmpdir(), 'opis-'))
  if (place.user !== null) await chown(folder, place.user.uid, place.user.gid)
  return folder
}

/** Both node-postgres and libpq understand a socket folder in the parameter `host`. */
function connectionUrl(place: Place, socket: string, port: number, database: string): string {
  return `postgresql://opis:${place.password}@localhost:${port}/${database}?host=${encodeURIComponent(socket)}`
}

/** Every running Opis holds an advisory lock on one connection for as long as it lives. */
async function holdGuard(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'opis guard' })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('select pg_advisory_lock($1)', [guardKey])
  return client
}

async function refuseWhenInUse(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'opis guard' })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch {
    // It does not answer, so nobody works with it.
    return
  }
  try {
    for (const until = Date.now() + guardPatienceMs; ; await pause(50)) {
      const answer = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [guardKey])
      if (answer.rows[0]?.free === true) return
      if (Date.now() > until) break
    }
  } finally {
    await client.end()
  }
  throw new OpisError('bad-configuration', 'Another Opis is running on this data folder. Stop it first, or choose another folder with OPIS_DATA.')
}

async function createOwnDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query("select 1 from pg_database where datname = 'opis'")
    if (found.rowCount === 0) await client.query('create database opis')
  } finally {
    await client.end()
  }
}
