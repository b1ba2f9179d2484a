import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { elasticsearchIsThere } from '#test/support/elasticsearch.ts'
import { redisIsThere } from '#test/support/redis.ts'
import { damagedPages, pagesEach } from './damaged-pile.ts'
import { runDrill } from './run-drill.ts'
import { scanDamaged, type Parts } from './scan-damaged.ts'

/**
 * `npm run drill -- [--rounds 30] [--sheets 60] [--seed N]`: faults at random moments of a pile. The
 * seed is printed; the same seed gives the same faults at the same moments. Exit 1 when records differ.
 * `npm run drill -- --damaged [--sheets 60]`: `opis scan` from a network scanner of a damaged pile instead, on both search
 * engines and both carriers of jobs. Exit 1 when a page is lost, doubled, in a wrong record or not found.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' }, sheets: { type: 'string', default: '60' }, seed: { type: 'string' }, damaged: { type: 'boolean', default: false } } })
const folder = await mkdtemp(join(tmpdir(), 'opis-drill-'))
// As root the database runs as another user, who must be able to reach its folder on the small disk.
await chmod(folder, 0o711)
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
try {
  const faults = values.damaged ? await scanDamagedPiles() : await disturbedPiles()
  if (faults.length > 0) console.log(`${faults.length} differences:\n${faults.join('\n')}`)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function disturbedPiles(): Promise<string[]> {
  const { rounds, faults } = await runDrill({ rounds: Number(values.rounds), sheets: Number(values.sheets), seed, folder, log: (line) => console.log(line) })
  if (faults.length === 0) console.log(`${rounds} rounds, all records equal`)
  return faults
}

async function scanDamagedPiles(): Promise<string[]> {
  const pages = await damagedPages(Number(values.sheets) / (pagesEach + 1))
  const faults: string[] = []
  for (const [turn, { search, jobs }] of partsHere().entries()) {
    const site = join(folder, `site-${turn}`)
    await mkdir(site, { mode: 0o711 })
    const startedMs = performance.now()
    const found = await scanDamaged(pages, { search, jobs }, site)
    console.log(`${values.sheets} damaged sheets, search on ${search}, jobs on ${jobs}: ${found.length === 0 ? 'every page once, in its record, found' : found.join('; ')} (${Math.round((performance.now() - startedMs) / 1000)} s)`)
    faults.push(...found)
  }
  return faults
}

/** Every pairing of the parts that this machine has. */
function partsHere(): Parts[] {
  const engines: Parts['search'][] = elasticsearchIsThere ? ['postgresql', 'elasticsearch'] : ['postgresql']
  const carriers: Parts['jobs'][] = redisIsThere ? ['postgresql', 'redis'] : ['postgresql']
  return engines.flatMap((search) => carriers.map((jobs) => ({ search, jobs })))
}
