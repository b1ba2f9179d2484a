import { Client } from 'pg'
import { OpisError } from '#kernel/errors.ts'
import { databaseIdentity } from '../database-identity.ts'
import { openDatabase, withClient, type Db } from '../database.ts'
import { migrate, migrationLock, migrationNames } from '../migrate.ts'
import { copyRows } from './copy-rows.ts'
import { fingerprint, moveSession } from './fingerprint.ts'
import { columnList, differences, quoted, readShape, type Shape, type Table } from './read-shape.ts'

export type MoveOptions = {
  from: string
  to: string
  migrationsFolder: string
  /** Looks at both sides before the copy becomes valid; an error drops it. */
  check: (source: Db, target: Db) => Promise<void>
  onTable: (done: number, total: number) => void
}

/** Filled by the migrations themselves. */
const ownTable = 'schema_migration'

/**
 * Copies every row of one database into another that is empty, between any two versions of PostgreSQL
 * that Opis works on. The source is one snapshot, held against writing; the target is one transaction,
 * valid only when every table holds the same rows and `check` agrees: a kill leaves no half copy. The
 * source stays as it was.
 */
export async function moveDatabase(options: MoveOptions): Promise<{ tables: number; rows: number }> {
  const [source, target] = [await connect(options.from), await connect(options.to)]
  try {
    const names = await migrationNames(options.migrationsFolder)
    await refuseTheSame(source, target)
    await refuseForeignTables(target)
    await holdSource(source, names)
    await migrateTarget(options)
    await target.query('begin')
    await target.query('select pg_advisory_xact_lock($1)', [migrationLock])
    const shape = await sharedShape(source, target)
    const tables = shape.tables.filter(({ name }) => name !== ownTable)
    await refuseRows(target, tables)
    // What triggers wrote in the old database comes as rows: here they would write it a second time.
    for (const { name } of tables) await target.query(`alter table ${quoted(name)} disable trigger user`)
    let rows = 0
    for (const [done, table] of tables.entries()) {
      options.onTable(done, tables.length)
      rows += await copyTable(source, target, table)
    }
    for (const { name } of tables) await target.query(`alter table ${quoted(name)} enable trigger user`)
    for (const name of shape.sequences) await copySequence(source, target, name)
    await options.check(withClient(source), withClient(target))
    await target.query('commit')
    for (const { name } of tables) await target.query(`analyze ${quoted(name)}`)
    return { tables: tables.length, rows }
  } finally {
    await Promise.allSettled([source.end(), target.end()])
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'opis move' })
  client.on('error', () => undefined)
  await client.connect()
  await client.query(moveSession)
  return client
}

async function refuseTheSame(source: Client, target: Client): Promise<void> {
  if ((await databaseIdentity(source)) === (await databaseIdentity(target))) throw new OpisError('bad-configuration', 'The old and the new database are the same. Give --to the address of another one.')
}

async function refuseForeignTables(target: Client): Promise<void> {
  const { tables } = await readShape(target)
  if (tables.length === 0 || tables.some(({ name }) => name === ownTable)) return
  throw new OpisError('already-exists', `The new database holds tables of another program (${tables.slice(0, 3).map(({ name }) => name).join(', ')} …). Give Opis a database of its own.`)
}

/** One snapshot of everything, and nobody writes until we are done. */
async function holdSource(source: Client, names: readonly string[]): Promise<void> {
  const busy = await source.query("select 1 from pg_stat_activity where datname = current_database() and application_name = 'opis' and pid <> pg_backend_pid()")
  if (busy.rowCount !== 0) throw new OpisError('not-in-this-state', 'Opis is running on the old database. Stop every server on it first.')
  const { tables } = await readShape(source)
  if (!tables.some(({ name }) => name === ownTable)) throw new OpisError('not-found', 'The old database holds nothing of Opis.')
  // The snapshot is taken by the first query after the locks: what was written before them is in it.
  await source.query('begin isolation level repeatable read')
  await source.query(`lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in share mode`).catch((cause: unknown) => {
    throw new OpisError('not-in-this-state', 'Somebody is writing into the old database. Stop every server on it first.', { cause })
  })
  const known = await source.query<{ name: string }>(`select name from ${ownTable}`)
  const missing = names.filter((name) => !known.rows.some((row) => row.name === name))
  if (missing.length > 0) throw new OpisError('not-in-this-state', 'The old database belongs to an earlier version. Start this version on it once, stop it, and move then.')
}

async function migrateTarget({ to, migrationsFolder }: MoveOptions): Promise<void> {
  const target = openDatabase(to, () => undefined, 1)
  await migrate(target.pool, migrationsFolder).finally(() => target.close())
}

async function sharedShape(source: Client, target: Client): Promise<Shape> {
  const [old, fresh] = [await readShape(source), await readShape(target)]
  const faults = differences(old, fresh)
  if (faults.length > 0) throw new OpisError('not-in-this-state', `The tables of the two databases differ (${faults.slice(0, 3).join('; ')}). Start this version on the old one once, stop it, and move then.`)
  return fresh
}

async function refuseRows(target: Client, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    const { rowCount } = await target.query(`select 1 from ${quoted(name)} limit 1`)
    if (rowCount !== 0) throw new OpisError('already-exists', `The new database already holds data (table ${name}). Give --to an empty one; if an earlier move made this one, set DATABASE_URL to it.`)
  }
}

async function copyTable(source: Client, target: Client, table: Table): Promise<number> {
  const what = `${quoted(table.name)} (${columnList(table)})`
  await copyRows({ client: source, sql: `copy ${what} to stdout` }, { client: target, sql: `copy ${what} from stdin` })
  const [old, fresh] = [await fingerprint(source, table), await fingerprint(target, table)]
  if (old.rows !== fresh.rows || old.digest !== fresh.digest) throw new OpisError('integrity', `The table ${table.name} did not arrive as it was (${old.rows} rows, ${fresh.rows} arrived). Nothing was kept; try again.`)
  return old.rows
}

async function copySequence(source: Client, target: Client, name: string): Promise<void> {
  const { rows } = await source.query<{ last: string; called: boolean }>(`select last_value::text as last, is_called as called from ${quoted(name)}`)
  await target.query('select setval($1::regclass, $2, $3)', [quoted(name), rows[0]?.last, rows[0]?.called])
}
