import { spawn, type ChildProcess } from 'node:child_process'
import { chown, open, readFile, readlink, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { OpisError } from '#kernel/errors.ts'
import type { Place } from './place.ts'

const initialiseLimitMs = 60_000
const startLimitMs = 60_000
const stopLimitMs = 30_000
/** Nothing of our own environment is passed on: PostgreSQL would read PGDATA, PGPORT, TZ and more from it. */
const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }

type Run = { place: Place; binaries: string; log: (line: string) => void }

/**
 * Makes a new cluster (UTF-8, sorting by code point whatever the locales of the machine) under another
 * name and renames it when it is durable, so that a killed start leaves nothing that looks finished.
 */
export async function initialise({ place, binaries, log }: Run): Promise<void> {
  const temporary = `${place.cluster}.new`
  const passwordFile = join(place.home, 'first-password')
  await rm(temporary, { recursive: true, force: true })
  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, place.password, { mode: 0o600, flag: 'wx' })
  if (place.user !== null) await chown(passwordFile, place.user.uid, place.user.gid)
  try {
    const child = launch(place, join(binaries, 'bin/initdb'), [
      `--pgdata=${temporary}`, `--pwfile=${passwordFile}`, '--username=opis', '--auth=scram-sha-256',
      '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums',
    ])
    const said = collectLines(child, () => undefined)
    const code = await ended(child, initialiseLimitMs)
    if (code !== 0) {
      said.forEach(log)
      throw new OpisError('internal', `The embedded database could not be initialised: ${said.slice(-3).join(' ') || `initdb ended with ${code}`}`)
    }
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(temporary, place.cluster)
  const folder = await open(place.home)
  await folder.sync().finally(() => folder.close())
}

/** Settings of `postgresql.conf`, given on the command line so that an upgrade of Opis can change them. */
export type Settings = Record<string, string>

/**
 * Starts the server and answers when it accepts connections. After a crash the shared memory of the old
 * processes may live a moment longer; then it is tried again.
 */
export async function launchServer(run: Run, settings: Settings): Promise<ChildProcess> {
  for (const until = Date.now() + startLimitMs; ; await pause(200)) {
    const outcome = await tryToLaunch(run, settings)
    if (outcome.state === 'ready') return outcome.child
    const passing = outcome.said.some((line) => /pre-existing shared memory block|is the only|lock file .* already exists/.test(line))
    if (!passing || Date.now() > until) {
      throw new OpisError('unreachable', `The embedded database did not start: ${outcome.said.slice(-4).join(' ')}`)
    }
  }
}

type Launched = { state: 'ready'; child: ChildProcess } | { state: 'failed'; said: readonly string[] }

function tryToLaunch({ place, binaries, log }: Run, settings: Settings): Promise<Launched> {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = launch(place, join(binaries, 'bin/postgres'), ['-D', place.cluster, ...options])
  return new Promise((resolve) => {
    const tooLate = setTimeout(() => child.kill('SIGQUIT'), startLimitMs)
    const said = collectLines(child, (line) => {
      log(line)
      if (!line.includes('database system is ready to accept connections')) return
      clearTimeout(tooLate)
      resolve({ state: 'ready', child })
    })
    child.once('close', () => {
      clearTimeout(tooLate)
      resolve({ state: 'failed', said })
    })
    child.once('error', (error) => said.push(error.message))
  })
}

/** A group of its own: Ctrl-C reaches us first, and we stop the database after its users. */
function launch(place: Place, program: string, args: string[]): ChildProcess {
  const identity = place.user === null ? {} : { uid: place.user.uid, gid: place.user.gid }
  return spawn(program, args, { ...identity, cwd: '/', env: environment, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
}

const keptLines = 50

function collectLines(child: ChildProcess, heard: (line: string) => void): string[] {
  const lines: string[] = []
  if (child.stderr === null) return lines
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line)
    if (lines.length > keptLines) lines.shift()
    heard(line)
  })
  return lines
}

function ended(child: ChildProcess, limitMs: number): Promise<number | string> {
  return new Promise((resolve) => {
    const tooLate = setTimeout(() => child.kill('SIGKILL'), limitMs)
    child.once('error', (error) => {
      clearTimeout(tooLate)
      resolve(error.message)
    })
    child.once('close', (code, signal) => {
      clearTimeout(tooLate)
      resolve(code ?? signal ?? 'nothing')
    })
  })
}

/** Fast shutdown (running statements end, nothing committed is lost); the hard one when it takes too long. */
export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.kill('SIGINT')
  const tooLate = setTimeout(() => child.kill('SIGQUIT'), stopLimitMs)
  await gone.finally(() => clearTimeout(tooLate))
}

/**
 * What the file `postmaster.pid` of a cluster stands for: the number of a server that still runs on this
 * very folder (a killed Opis leaves it running), or null. A number that by now belongs to another program
 * would keep PostgreSQL from starting, so then the file is removed.
 */
export async function serverLeftRunning(cluster: string): Promise<number | null> {
  const file = join(cluster, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return null
  const pid = Number(text.split('\n')[0])
  if (Number.isInteger(pid) && pid > 1 && (await worksIn(pid, cluster))) return pid
  await rm(file, { force: true })
  return null
}

async function worksIn(pid: number, folder: string): Promise<boolean> {
  const place = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  return place !== null && place === (await realpath(folder))
}

/** Stops a server that is not our child, and waits until it is gone. */
export async function stopLeftServer(pid: number, cluster: string): Promise<void> {
  process.kill(pid, 'SIGINT')
  const until = Date.now() + stopLimitMs
  while (await worksIn(pid, cluster)) {
    if (Date.now() > until) throw new OpisError('unreachable', `The database process ${pid} in ${dirname(cluster)} does not stop. End it and start again.`)
    await pause(20)
  }
}
