import { inspectDatabase } from '#platform/existing-postgres/inspect-database.ts'
import { broken, doubtful, well, type CheckPart } from './check.ts'

/** The database of `DATABASE_URL`; the embedded one is looked after by the server. */
export const checkDatabase: CheckPart = async (config) => {
  if (config.databaseUrl === null) return [well('database', 'embedded')]
  const found = await inspectDatabase(config.databaseUrl)
  if (!found.ok) return [broken('database', found.code === 'unreachable' ? 'cannot be reached' : 'cannot be used', found.detail)]
  const detail = `PostgreSQL ${found.version}, ${found.place}`
  return found.warnings.length === 0 ? [well('database', detail)] : found.warnings.map((warning) => doubtful('database', detail, warning))
}
