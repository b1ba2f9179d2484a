import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { systemClock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { markMoved, refuseMoved } from '#platform/embedded-postgres/moved-mark.ts'
import { requireDatabase } from '#platform/existing-postgres/inspect-database.ts'
import { moveDatabase } from '#platform/move-database/move-database.ts'
import { verifyChain } from '#server/audit/verify-chain.ts'
import { readConfig, type Config } from '../../config.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { progressBar } from '../progress-bar.ts'
import { UsageError } from '../usage-error.ts'

type Chain = Awaited<ReturnType<typeof verifyChain>>

export const databaseMove: Command = {
  name: 'database move',
  usage: '--to URL',
  summary: 'Copy the database of this installation into an empty one on another PostgreSQL; Opis must be stopped',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { to: { type: 'string' } }, 'database move')
    const to = needed(values.to, '--to URL')
    if (!URL.canParse(to) || !/^postgres(ql)?:$/.test(new URL(to).protocol)) throw new UsageError('--to takes the address of a database: postgresql://user:password@host:port/name')
    const startedMs = performance.now()
    const config = readConfig()
    const target = await requireDatabase(to)
    const source = await openSource(config)
    let audit: Chain = { entries: 0, faults: [] }
    const bar = progressBar('move')
    try {
      const moved = await moveDatabase({
        from: source.url,
        to,
        migrationsFolder: resolve(import.meta.dirname, '../../migrations'),
        async check(old, fresh) {
          audit = await verifyChain(old)
          if (!isDeepStrictEqual(audit, await verifyChain(fresh))) throw new OpisError('integrity', 'The audit log did not arrive as it was. Nothing was kept; try again.')
        },
        onTable: bar.step,
      })
      await source.mark(target.place)
      const seconds = Math.round((performance.now() - startedMs) / 100) / 10
      const next = `Set DATABASE_URL to the new database and start Opis. ${source.advice}`
      printResult({ ...moved, audit, seconds, next }, asJson, () => `${moved.rows} rows in ${moved.tables} tables are at ${target.place}, ${audit.entries} audit entries with ${audit.faults.length} faults, ${seconds} s\n${next}`)
      return audit.faults.length === 0 ? 0 : 6
    } finally {
      bar.end()
      await source.close()
    }
  },
}

type Source = { url: string; advice: string; mark(place: string): Promise<void>; close(): Promise<void> }

/** The database that this installation uses now. The embedded one is started for the move. */
async function openSource(config: Config): Promise<Source> {
  if (config.databaseUrl !== null) {
    await requireDatabase(config.databaseUrl)
    return { url: config.databaseUrl, advice: 'The old database stays as it was: do not start Opis on it again.', mark: async () => undefined, close: async () => undefined }
  }
  const folder = join(config.dataFolder, 'database')
  if (!existsSync(folder)) throw new OpisError('not-found', `There is no embedded database in ${config.dataFolder}. Set OPIS_DATA, or DATABASE_URL if the old one is on a server.`)
  await refuseMoved(folder)
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, log: () => undefined })
  return {
    url: postgres.url,
    advice: `The old database stays in ${folder}, closed against an accidental start; remove it when you are sure.`,
    mark: (place) => markMoved(folder, { at: systemClock.now().toISOString(), to: place }),
    close: () => postgres.stop(),
  }
}
