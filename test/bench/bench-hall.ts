import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#contract/identity.ts'
import { systemClock } from '#kernel/clock.ts'
import { newId } from '#kernel/ids.ts'
import { openDatabase } from '#platform/database.ts'
import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { userAccount } from '#server/identity/schema.ts'
import { createToken } from '#server/identity/tokens.ts'
import { readRunFile } from '#server/run-file.ts'
import { callerWithToken, type Caller } from '#test/support/caller.ts'
import { freePort, startServerProcess } from '#test/support/server-process.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

/** A server process with a database of its own beside it, durable as in the house, and the small town hall in it. */
export type BenchHall = {
  url: string
  admin: Caller
  databaseUrl: string
  /** Somebody with a token, without the sign-in that holds many at once back. */
  somebody(account: { name: string; roles: Role[]; units: string[] }): Promise<Caller>
  stop(): Promise<void>
}

/** `settings`: of the server; `ofDatabase`: of `postgresql.conf`. */
export async function openBenchHall(settings: Record<string, string> = {}, ofDatabase: Record<string, string> = {}): Promise<BenchHall> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-bench-hall-'))
  await chmod(folder, 0o711)
  const database = await startEmbeddedPostgres({ dataFolder: join(folder, 'database'), log: () => undefined, settings: ofDatabase })
  const env = { OPIS_DATA: join(folder, 'data'), OPIS_PORT: String(await freePort()), DATABASE_URL: database.url, OPIS_RECOGNISERS: '0', ...settings }
  const server = await startServerProcess(env)
  const admin = callerWithToken(server.url, (await readRunFile(env.OPIS_DATA))?.token ?? '')
  const own = openDatabase(database.url, () => undefined, 2)
  await seedTownHall(own.db)
  return {
    ...{ url: server.url, admin, databaseUrl: database.url },
    async somebody(account) {
      const id = newId()
      await own.db.insert(userAccount).values({ id, passwordHash: '', ...account })
      const { token } = await createToken({ db: own.db, clock: systemClock }, id, {}, 'system')
      return callerWithToken(server.url, token)
    },
    async stop() {
      await own.close()
      await server.kill('SIGTERM')
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
