import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { resolve } from 'node:path'
import small from '../../appliance/start-flags.json' with { type: 'json' }
import { endProcess } from './end-process.ts'
import { programEnv } from './program-env.ts'

const root = resolve(import.meta.dirname, '../..')

export type ServerProcess = { url: string; firstLine: string; pid: number; kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> }

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** The real entry point under plain Node as `opis start` runs it, ready to serve. `env` holds its settings. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(resolve(root, 'node_modules/.bin/node'), [...small.flags, 'server/cli/opis.ts', 'start', '--json'], { cwd: root, env: { ...programEnv, ...small.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-4000)))
  const firstLine = await lineOf(child, () => complaints)
  const { url } = JSON.parse(firstLine) as { url: string }
  return {
    url,
    firstLine,
    pid: child.pid ?? 0,
    kill: (signal) => endProcess(child, signal),
  }
}

/** Its first line on standard output; what follows is read and dropped. */
function lineOf(child: ChildProcess, complaints: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
    })
    child.once('exit', () => reject(new Error(`the server ended before it was ready: ${complaints()}`)))
  })
}
