import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { closedFolder, userInPasswd, type SystemUser } from '#platform/embedded-postgres/unprivileged-user.ts'
import { freePort } from './server-process.ts'

export const elasticsearchVersion = '9.5.3'
const home = resolve(import.meta.dirname, `../../.cache/elasticsearch/elasticsearch-${elasticsearchVersion}`)
const startLimitMs = 110_000
const usualHeapMb = 512

/** The newest Java of this machine that Elasticsearch accepts (21 or later), or null. */
export function javaHome(): string | null {
  const found = globSync('/usr/lib/jvm/*/release').flatMap((release) => {
    const version = Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1] ?? 0)
    return version >= 21 && existsSync(join(dirname(release), 'bin/java')) ? [{ version, folder: dirname(release) }] : []
  })
  return found.toSorted((one, other) => other.version - one.version)[0]?.folder ?? null
}

/** Whether the real server can be started here: `npm test` brings it through Maven. */
export const elasticsearchIsThere = existsSync(join(home, 'bin/elasticsearch')) && javaHome() !== null

export type TestElasticsearch = {
  url: string
  /** Stops the clock of all its processes: it keeps its connections and answers nothing. */
  /** Asks all its threads to stand still; until `standsStill` says so it may go on answering. */
  pause(): void
  standsStill(): boolean
  resume(): void
  /** `kill -9` of all its processes. */
  kill(): Promise<void>
  /** The disk gave up: with the server ended, the pages of every index go while it still knows of the indices. */
  losePages(): Promise<void>
  /** Starts it again on the same data and port. */
  start(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/**
 * TLS with a certificate of our own; users whose roles are given in the form of `roles.yml`. Keys of the API cannot be
 * had: the server as it comes here lacks the analysis that their index needs.
 */
export type Secured = { keyFile: string; certificateFile: string; roles: string; users: readonly { name: string; password: string; role: string }[] }

/**
 * The real server, one node with a small heap and its data in a folder of its own, as another user when we
 * are root, whom it refuses. It ends with this process, whatever happens.
 */
export async function startElasticsearch(options: { secured?: Secured; heapMb?: number; settings?: readonly string[] } = {}): Promise<TestElasticsearch> {
  const user = process.getuid?.() === 0 ? userInPasswd(readFileSync('/etc/passwd', 'utf8'), { name: 'nobody' }) : null
  const folder = await mkdtemp(join(tmpdir(), 'opis-elasticsearch-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const program = await reachableProgram(folder, user)
  await configure(folder, port, await freePort(), options)
  await giveTo(folder, user)
  for (const one of options.secured?.users ?? []) addUser(folder, program, user, one)
  const url = `${options.secured ? 'https' : 'http'}://127.0.0.1:${port}`
  const heapMb = options.heapMb ?? usualHeapMb
  let child = await launch(folder, program, user, heapMb)
  const kill = async () => {
    signalAll(child, 'SIGKILL')
    await ended(child)
  }
  return {
    url,
    pause: () => signalAll(child, 'SIGSTOP'),
    standsStill: () => threadStates(child).every((state) => state === 'T'),
    resume: () => signalAll(child, 'SIGCONT'),
    kill,
    async losePages() {
      await kill()
      for (const shard of globSync(join(folder, 'data/indices/*/0'))) await rm(shard, { recursive: true })
    },
    async start() {
      child = await launch(folder, program, user, heapMb)
    },
    async stop() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The server itself, or a copy where a folder on the way is closed to that user. */
async function reachableProgram(folder: string, user: SystemUser | null): Promise<string> {
  if (user === null || (await closedFolder(home, user)) === null) return home
  await cp(home, join(folder, 'home'), { recursive: true })
  return join(folder, 'home')
}

async function configure(folder: string, port: number, transportPort: number, { secured, settings = [] }: { secured?: Secured; settings?: readonly string[] }): Promise<void> {
  for (const name of ['config', 'data', 'logs']) await mkdir(join(folder, name))
  for (const file of ['jvm.options', 'log4j2.properties']) await cp(join(home, 'config', file), join(folder, 'config', file))
  const security = secured
    ? ['xpack.security.enabled: true', 'xpack.security.http.ssl.enabled: true', 'xpack.security.http.ssl.key: key.pem', 'xpack.security.http.ssl.certificate: certificate.pem', 'xpack.security.transport.ssl.enabled: false']
    : ['xpack.security.enabled: false']
  if (secured) {
    await cp(secured.keyFile, join(folder, 'config/key.pem'))
    await cp(secured.certificateFile, join(folder, 'config/certificate.pem'))
    await writeFile(join(folder, 'config/roles.yml'), secured.roles)
    for (const file of ['users', 'users_roles']) await writeFile(join(folder, 'config', file), '')
  }
  const lines = [
    'discovery.type: single-node', 'network.host: 127.0.0.1', `http.port: ${port}`, `transport.port: ${transportPort}`,
    `path.data: ${join(folder, 'data')}`, `path.logs: ${join(folder, 'logs')}`,
    // The disk of a build machine is often nearly full; tests set the block by hand.
    'cluster.routing.allocation.disk.threshold_enabled: false', ...security, ...settings,
  ]
  await writeFile(join(folder, 'config/elasticsearch.yml'), `${lines.join('\n')}\n`)
}

async function giveTo(folder: string, user: SystemUser | null): Promise<void> {
  if (user === null) return
  await chown(folder, user.uid, user.gid)
  for (const path of await readdir(folder, { recursive: true })) await chown(join(folder, path), user.uid, user.gid)
}

function environment(folder: string, heapMb = 64): NodeJS.ProcessEnv {
  // A server that lives for seconds is up in two thirds of the time when Java compiles little; one with a larger heap is measured.
  const quick = heapMb > usualHeapMb ? '' : '-XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC '
  return { PATH: '/usr/bin:/bin', ES_JAVA_HOME: javaHome() ?? '', ES_PATH_CONF: join(folder, 'config'), ES_JAVA_OPTS: `${quick}-Xms${heapMb}m -Xmx${heapMb}m` }
}

const identity = (user: SystemUser | null) => (user === null ? {} : { uid: user.uid, gid: user.gid })

function addUser(folder: string, program: string, user: SystemUser | null, { name, password, role }: Secured['users'][number]): void {
  const set = spawnSync(join(program, 'bin/elasticsearch-users'), ['useradd', name, '-p', password, '-r', role], { ...identity(user), env: environment(folder), cwd: '/' })
  if (set.status !== 0) throw new Error(`the user could not be added: ${set.stderr.toString()}${set.stdout.toString()}`)
}

async function launch(folder: string, program: string, user: SystemUser | null, heapMb: number): Promise<ChildProcess> {
  const identity = user === null ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  const child = spawn('/usr/bin/setpriv', ['--pdeathsig', 'KILL', ...identity, join(program, 'bin/elasticsearch')], { env: environment(folder, heapMb), cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  process.once('exit', () => signalAll(child, 'SIGKILL'))
  await started(child).catch((error: unknown) => {
    signalAll(child, 'SIGKILL')
    throw error
  })
  return child
}

/** Waits for the line with which the server says that it serves; what it prints later is read and dropped. */
function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000)
      if (/\[o\.e\.n\.Node[^\n]*\] started /.test(said)) resolve()
    }
    const fail = () => reject(new Error(`Elasticsearch did not start: ${said.slice(-3000)}`))
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', fail)
    AbortSignal.timeout(startLimitMs).addEventListener('abort', fail, { once: true })
  })
}

/** The program and the server that it starts are one group. */
function signalAll(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  process.kill(-child.pid, signal)
}

/** The state of each thread of the group, as /proc names it. */
function threadStates(child: ChildProcess): string[] {
  return globSync('/proc/[0-9]*/task/*/stat').flatMap((path) => {
    try {
      const text = readFileSync(path, 'utf8')
      const [state = '', , group] = text.slice(text.lastIndexOf(')') + 2).split(' ')
      return Number(group) === child.pid ? [state] : []
    } catch {
      // It has ended in between.
      return []
    }
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await once(child, 'exit')
}
