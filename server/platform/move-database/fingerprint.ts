import type { Client } from 'pg'
import { columnList, quoted, type Table } from './read-shape.ts'

/** Number of rows, and a sum over the hashes of all values: equal for equal contents in any order. */
export type Fingerprint = { rows: number; digest: string }

/** Reads a table once, inside the server. Both servers must use the same `moveSession`. */
export async function fingerprint(client: Client, table: Table): Promise<Fingerprint> {
  const { rows } = await client.query<Fingerprint>(
    `select count(*)::int as rows, coalesce(sum(('x' || substr(md5(row(${columnList(table)})::text), 1, 15))::bit(60)::bigint), 0)::text as digest from ${quoted(table.name)}`,
  )
  return rows[0] ?? { rows: 0, digest: '' }
}

/** Settings under which both servers write the same value with the same characters. */
export const moveSession = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set extra_float_digits = 1; set bytea_output = 'hex'; set lock_timeout = '10s'; set statement_timeout = 0`
