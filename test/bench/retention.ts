import { spawnSync } from 'node:child_process'
import { benchNightly } from './retention-nightly.ts'

/** The figures of the rule engine, and of the run every night over PostgreSQL. */
export async function benchRetention(records: number): Promise<string[]> {
  return [evaluateApart(records, 'realistic'), evaluateApart(records, 'worst'), ...(await benchNightly(records))]
}

/** In a process of its own, so that its memory is that of the engine and of nothing else. */
function evaluateApart(records: number, spread: string): string {
  const run = spawnSync(process.execPath, [new URL('retention-evaluate.ts', import.meta.url).pathname, String(records), spread], { encoding: 'utf8' })
  return run.status === 0 ? run.stdout.trim() : `retention: ${spread} failed: ${run.stderr}`
}
