import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'

/** Drizzle over a pool, or over the one connection of a transaction: the same calls. */
export type Db = NodePgDatabase
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

export type Database = {
  readonly pool: pg.Pool
  readonly db: Db
  close(): Promise<void>
}

/** The same calls over one connection, inside whatever transaction it is in. */
export function withClient(client: pg.Client | pg.PoolClient): Db {
  return drizzle(client)
}

/** Opens a pool on the system of record. Connections are made when first needed. */
export function openDatabase(url: string, log: (message: string) => void, maxConnections = 20): Database {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, application_name: 'opis' })
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', (error) => log(`database connection lost: ${error.message}`))
  // The same while it is lent out and between two queries of a transaction; the next query fails and reports it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { pool, db: drizzle(pool), close: () => pool.end() }
}

/** PostgreSQL's own code of what went wrong (`40P01` a deadlock, `55P03` a lock that is taken …), which Drizzle wraps; undefined where it was not PostgreSQL. */
export function databaseCodeOf(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code
  return error instanceof Error ? databaseCodeOf(error.cause) : undefined
}
