import type { Hono } from 'hono'
import type { Clock } from '#kernel/clock.ts'
import type { Database } from '#platform/database.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import type { TrustsProxy } from '#platform/http/client-address.ts'
import { causeOf, type Log } from '#platform/logger.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { findOffers, type Downloads } from './downloads.ts'
import { createFiguresTimer } from './figures/figures-timer.ts'
import type { Question } from './look-up.ts'
import { openStatus } from './open-status.ts'
import { ensureStatusRole, mayActAsStatusRole, statusRole } from './role/status-role.ts'

export type MountedStatus = { app: Hono<HttpEnv>; start(): void; stop(): Promise<void> }

/**
 * The public pages within the server, for a house that runs one process, with the rights of the role `opis_status` where
 * the account of the server may take it on; and the public figures, which the server computes for every process.
 */
export async function mountStatus(deps: { database: Database; databaseUrl: string; clock: Clock; timeZone: string; origins: readonly string[]; house: string; version: string; trustsProxy: TrustsProxy; log: Log; openFile?: Downloads['open'] }): Promise<MountedStatus> {
  const { database, log, openFile } = deps
  const withRole = await ensureStatusRole(database.pool)
    .then(async (state) => state === 'ready' && (await mayActAsStatusRole(database.pool)))
    .catch((error: unknown) => {
      log.warn('status role was not made', { cause: causeOf(error) })
      return false
    })
  if (!withRole) log.warn('status pages have the rights of the server', { advice: 'opis status role --sql' })
  const downloads = openFile && { open: openFile, offered: (question: Question) => findOffers(database.pool, question, dayIn(deps.timeZone, deps.clock.now())) }
  const status = openStatus({ ...deps, ...(withRole ? { role: statusRole } : {}), ...(downloads ? { downloads } : {}) })
  const figures = createFiguresTimer({ ...deps, db: database.db })
  return {
    app: status.app,
    start: () => figures.start(),
    async stop() {
      await figures.stop()
      await status.close()
    },
  }
}
