import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '#platform/database.ts'
import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { migrate } from '#platform/migrate.ts'
import { simulate } from './simulate.ts'

/**
 * `npm run simulate -- --days 1000 --seed 7`: so many random working days of a town hall against the model, with a
 * database of its own. A seed that failed is played again the same way. `--acts`: at most so many acts a day.
 */
const { values } = parseArgs({ options: { days: { type: 'string', default: '1000' }, seed: { type: 'string' }, acts: { type: 'string', default: '24' } } })
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
const folder = await mkdtemp(join(tmpdir(), 'opis-simulate-'))
await chmod(folder, 0o755)
const server = await startEmbeddedPostgres({ dataFolder: folder, log: () => undefined, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } })
try {
  const database = openDatabase(server.url, () => undefined, 2)
  await migrate(database.pool, join(import.meta.dirname, '../../server/migrations')).finally(() => database.close())
  console.log(`seed ${seed}`)
  const began = performance.now()
  const { acts, ...played } = await simulate({ databaseUrl: server.url, days: Number(values.days), seed, actsPerDay: Number(values.acts), tell: (line) => console.log(line) })
  console.log(played)
  console.log(acts)
  console.log(`no difference in ${Math.round((performance.now() - began) / 1000)} s`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
