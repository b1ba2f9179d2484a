import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServerProcess } from '#test/support/server-process.ts'

/** First start on an empty data folder and a later one, to the line that says ready; targets 10 s and 3 s. */
export async function benchStart(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-bench-start-'))
  const env = { OPIS_DATA: join(folder, 'data'), OPIS_PORT: '0', OPIS_RECOGNISERS: '0' }
  try {
    return [`first start to ready: ${await seconds(env)} s (target 10)`, `later start to ready: ${await seconds(env)} s (target 3)`]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function seconds(env: Record<string, string>): Promise<number> {
  const startedMs = performance.now()
  const server = await startServerProcess(env)
  const took = (performance.now() - startedMs) / 1000
  await server.kill('SIGTERM')
  return Math.round(took * 10) / 10
}
