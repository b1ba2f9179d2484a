import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { sampleMaker } from '../correspondents/sample-maker.ts'

/** A foreign key as the catalogue of the database knows it: `child.column` names `parent.key`. `cascades`: the child goes with its parent by itself. */
type Key = { child: string; column: string; parent: string; key: string; cascades: boolean }

/**
 * Removes every row that is marked `test`, the correspondents of training documents, and whatever names one: which tables those are is read from the catalogue, so
 * that a table that is added later is not forgotten. Gives the number of rows removed by table.
 */
export async function wipeTest(tx: Tx): Promise<Record<string, number>> {
  const keys = await foreignKeys(tx)
  const removed: Record<string, number> = {}
  for (const table of await markedTables(tx)) await remove(tx, { keys, removed }, { table, doomed: sql`${sql.identifier(table)}.test`, cascades: false }, [])
  // Invented senders go with the documents that name them; one that a real correspondent was merged into stays.
  const doomed = sql`correspondent.created_by = ${sampleMaker} and not exists (select 1 from correspondent merged where merged.merged_into = correspondent.id)`
  await remove(tx, { keys, removed }, { table: 'correspondent', doomed, cascades: false }, [])
  return removed
}

type Wipe = { keys: readonly Key[]; removed: Record<string, number> }

/** First the rows that name the doomed ones, then those themselves; where the database does that by itself it is left to it. */
async function remove(tx: Tx, wipe: Wipe, { table, doomed, cascades }: { table: string; doomed: SQL; cascades: boolean }, above: readonly string[]): Promise<void> {
  for (const one of wipe.keys.filter(({ parent }) => parent === table)) {
    // A row that names another of its own table goes with it in one statement.
    if (one.child === table || above.includes(one.child)) continue
    const naming = sql`${sql.identifier(one.child)}.${sql.identifier(one.column)} in (select ${sql.identifier(table)}.${sql.identifier(one.key)} from ${sql.identifier(table)} where ${doomed})`
    await remove(tx, wipe, { table: one.child, doomed: naming, cascades: one.cascades }, [...above, table])
  }
  if (cascades) return
  const { rowCount } = await tx.execute(sql`delete from ${sql.identifier(table)} where ${doomed}`)
  if ((rowCount ?? 0) > 0) wipe.removed[table] = (wipe.removed[table] ?? 0) + (rowCount ?? 0)
}

/** Tables with a column `test` that is true or false; those that others name come last. */
async function markedTables(tx: Tx): Promise<string[]> {
  const { rows } = await tx.execute<{ name: string }>(
    sql`select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        where a.attname = 'test' and a.atttypid = 'bool'::regtype and not a.attisdropped and c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        order by (select count(*) from pg_constraint k where k.confrelid = c.oid), c.relname`,
  )
  return rows.map(({ name }) => name)
}

async function foreignKeys(tx: Tx): Promise<Key[]> {
  const { rows } = await tx.execute<Key>(
    sql`select child.relname as child, a.attname as "column", parent.relname as parent, p.attname as key, k.confdeltype = 'c' as cascades
        from pg_constraint k join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1] join pg_attribute p on p.attrelid = k.confrelid and p.attnum = k.confkey[1]
        where k.contype = 'f' and k.confdeltype <> 'n' and array_length(k.conkey, 1) = 1 and child.relnamespace = current_schema()::regnamespace`,
  )
  return rows
}
