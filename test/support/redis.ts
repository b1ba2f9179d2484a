import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { endProcess } from './end-process.ts'
import { freePort } from './server-process.ts'

const program = '/usr/bin/redis-server'

/** Whether the Debian package `redis-server` is there; suites that need it are skipped without it. */
export const redisIsThere = existsSync(program)

export type TestRedis = {
  /** `redis://…` with the password, if one is set. */
  url: string
  /** A client of the test's own, to look in and to spoil things. */
  client: Redis
  /** kill -9. */
  kill(): Promise<void>
  /** Stops answering without closing a connection, and goes on. */
  freeze(): void
  thaw(): void
  /** Starts on the same port again, empty. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** A real Redis on a free port of loopback, without persistence; with a password, or over TLS only. */
export async function startRedis(options: { password?: string; tls?: { cert: string; key: string } } = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-redis-'))
  const port = await freePort()
  const { tls } = options
  const ports = tls ? ['--port', '0', '--tls-port', String(port), '--tls-cert-file', tls.cert, '--tls-key-file', tls.key, '--tls-auth-clients', 'no'] : ['--port', String(port)]
  const words = [...ports, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no', '--daemonize', 'no']
  if (options.password !== undefined) words.push('--requirepass', options.password)
  const client = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => 50, ...(options.password === undefined ? {} : { password: options.password }) })
  client.on('error', () => undefined)
  let child: ChildProcess | undefined
  const kill = async () => {
    if (child) await endProcess(child, 'SIGKILL')
  }
  // A test that was cut off must not leave it running, nor start it once more.
  const killWithUs = () => void child?.kill('SIGKILL')
  process.once('exit', killWithUs)
  let stopped = false
  const start = async () => {
    if (stopped) return
    child = spawn(program, words, { cwd: folder, stdio: 'ignore' })
    await accepts(port, child)
  }
  await start()
  return {
    url: `redis${tls ? 's' : ''}://${options.password === undefined ? '' : `:${encodeURIComponent(options.password)}@`}${tls ? 'localhost' : '127.0.0.1'}:${port}`,
    client,
    kill,
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async stop() {
      stopped = true
      process.removeListener('exit', killWithUs)
      client.disconnect()
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until somebody accepts connections on a port of loopback, or the program has ended. */
async function accepts(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, '127.0.0.1')
    const open = await once(socket, 'connect').then(() => true, () => false)
    socket.destroy()
    if (open) return
  }
  throw new Error(`redis-server ended with ${child.exitCode}`)
}
