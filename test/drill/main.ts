import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runDrill } from './run-drill.ts'

/**
 * `npm run drill -- [--rounds 30] [--sheets 60] [--seed N]`: faults at random moments of a pile. The
 * seed is printed; the same seed gives the same faults at the same moments. Exit 1 when records differ.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' }, sheets: { type: 'string', default: '60' }, seed: { type: 'string' } } })
const folder = await mkdtemp(join(tmpdir(), 'opis-drill-'))
// As root the database runs as another user, who must be able to reach its folder on the small disk.
await chmod(folder, 0o711)
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
try {
  const { rounds, faults } = await runDrill({ rounds: Number(values.rounds), sheets: Number(values.sheets), seed, folder, log: (line) => console.log(line) })
  console.log(faults.length === 0 ? `${rounds} rounds, all records equal` : `${faults.length} differences:\n${faults.join('\n')}`)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
