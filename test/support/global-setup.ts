import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#platform/database.ts'
import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { migrate } from '#platform/migrate.ts'

export const templateName = 'opis_template'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the database server of this run, and why there is no template: only tests that need it fail then. */
    postgres: { url: string; fault?: string }
  }
}

/** Starts what every test file may use; each component is brought up once for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(project.config.env['TMPDIR'] ?? tmpdir(), 'opis-test-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({
    dataFolder: folder,
    log: () => undefined,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  project.provide('postgres', await makeTemplate(server.url))
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(url: string): Promise<{ url: string; fault?: string }> {
  const own = openDatabase(url, () => undefined, 1)
  await own.pool.query(`create database ${templateName}`).finally(() => own.close())
  const template = openDatabase(url.replace('/opis?', `/${templateName}?`), () => undefined, 2)
  try {
    await migrate(template.pool, join(import.meta.dirname, '../../server/migrations'))
    return { url }
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? ` (${String(error.cause)})` : ''
    return { url, fault: `the test database could not be migrated: ${String(error)}${cause}` }
  } finally {
    await template.close()
  }
}
