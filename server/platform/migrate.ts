import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { OpisError } from '#kernel/errors.ts'

/** Any number; whoever changes tables must hold it, and no server starts meanwhile. */
export const migrationLock = 7_301_147

/**
 * Brings the database to the schema of this version: each file of the folder once, in name order,
 * each in a transaction, under an advisory lock. A database that knows a later migration than this
 * program is refused with `bad-configuration`: an older program would write wrong rows.
 */
export async function migrate(pool: pg.Pool, folder: string): Promise<{ applied: string[] }> {
  const names = await migrationNames(folder)
  const client = await pool.connect()
  const applied: string[] = []
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query('create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())')
    const known = new Set((await client.query<{ name: string }>('select name from schema_migration')).rows.map((row) => row.name))
    const foreign = [...known].filter((name) => !names.includes(name))
    if (foreign.length > 0)
      throw new OpisError('bad-configuration', `The database was made by a newer version (${foreign.join(', ')}). Start that version, or restore a backup of this one.`)
    for (const name of names) {
      if (known.has(name)) continue
      await applyOne(client, folder, name)
      applied.push(name)
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined)
    client.release()
  }
  return { applied }
}

/** The migrations of this version, in the order in which they are applied. */
export async function migrationNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
}

async function applyOne(client: pg.PoolClient, folder: string, name: string): Promise<void> {
  const sql = await readFile(join(folder, name), 'utf8')
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into schema_migration (name) values ($1)', [name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const reason = error instanceof Error ? error.message : String(error)
    throw new OpisError('bad-configuration', `Migration ${name} failed (${reason}); nothing of it was kept.`, { cause: error })
  }
}
