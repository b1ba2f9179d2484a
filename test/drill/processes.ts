import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { endProcess } from '#test/support/end-process.ts'
import { programEnv } from '#test/support/program-env.ts'

const root = resolve(import.meta.dirname, '../..')

export type Ended = { code: number | null; output: string; complaints: string }

/** A role of the capture agent as a process of its own. */
export type AgentProcess = { ended: Promise<Ended>; kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> }

const keptChars = 20_000

/** Starts `node capture-agent/main.ts …` with these settings and no others. */
export function startAgent(words: readonly string[], env: Record<string, string>): AgentProcess {
  const child = spawn(resolve(root, 'node_modules/.bin/node'), ['capture-agent/main.ts', ...words], { cwd: root, env: { ...programEnv, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-keptChars)))
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, output, complaints }))
  return { ended, kill: (signal) => endProcess(child, signal) }
}
