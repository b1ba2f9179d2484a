import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { programEnv } from './program-env.ts'

const root = resolve(import.meta.dirname, '../..')

/** Runs the command line under plain Node until it ends. `env` is all that it sees of the environment. */
export async function runOpis(words: readonly string[], env: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(resolve(root, 'node_modules/.bin/node'), ['server/cli/opis.ts', ...words], { cwd: root, env: { ...programEnv, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), child.exitCode === null ? once(child, 'exit') : undefined])
  return { code: child.exitCode, out, err }
}
