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
  return { pool, db: withTransactions(pool), close: () => pool.end() }
}

/**
 * Drizzle over a pool that gets every connection back. Drizzle's own `transaction` keeps the connection for ever when `begin`
 * fails on it (drizzle-team/drizzle-orm#6241): some restarts of the database under load, and nobody is served any more.
 */
function withTransactions(pool: pg.Pool): Db {
  const db = drizzle(pool)
  db.transaction = async (work, config) => {
    const client = await pool.connect()
    try {
      const done = await withClient(client).transaction(work, config)
      client.release()
      return done
    } catch (error) {
      // A connection that does not answer, or is still in a transaction that failed, is not lent out again.
      await client.query('select').then(() => client.release(), (fault: Error) => client.release(fault))
      throw error
    }
  }
  return db
}

/** PostgreSQL's own code of what went wrong (`40P01` a deadlock, `55P03` a lock that is taken …), which Drizzle wraps; undefined where it was not PostgreSQL. */
export function databaseCodeOf(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code
  return error instanceof Error ? databaseCodeOf(error.cause) : undefined
}
