import { escapeIdentifier, type Client } from 'pg'
import { OpisError } from '#kernel/errors.ts'

/** A table with its columns that hold data of their own, as `name type`. */
export type Table = { name: string; columns: { name: string; type: string }[] }
/** The tables of the present schema, each behind those that it refers to, and the counters beside them. */
export type Shape = { tables: Table[]; sequences: string[] }

/** Reads the shape of the schema in which the connection works. */
export async function readShape(client: Client): Promise<Shape> {
  const tables = await client.query<Table>(`
    select c.relname as name, coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attname collate "C")
        filter (where a.attname is not null), '[]') as columns
      from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') group by c.relname order by c.relname collate "C"`)
  const links = await client.query<{ from: string; to: string }>(`
    select distinct f.relname as "from", t.relname as "to" from pg_constraint k
      join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
      where k.contype = 'f' and f.oid <> t.oid and f.relnamespace = current_schema()::regnamespace`)
  const sequences = await client.query<{ name: string }>(`select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'S' order by relname`)
  return { tables: inOrder(tables.rows, links.rows), sequences: sequences.rows.map(({ name }) => name) }
}

/** Puts each table behind those it refers to, so that every reference is met when its row arrives. */
export function inOrder(tables: readonly Table[], links: readonly { from: string; to: string }[]): Table[] {
  const placed = new Set<string>()
  const order: Table[] = []
  while (order.length < tables.length) {
    const next = tables.filter(({ name }) => !placed.has(name) && links.every((link) => link.from !== name || placed.has(link.to)))
    if (next.length === 0) throw new OpisError('internal', 'The tables refer to each other in a circle and cannot be copied one by one.')
    for (const table of next) placed.add(table.name)
    order.push(...next)
  }
  return order
}

/** Where two shapes differ, as a sentence each. */
export function differences(source: Shape, target: Shape): string[] {
  const lines = ({ tables, sequences }: Shape) => new Set([...tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name} ${column.type}`)), ...sequences])
  const [here, there] = [lines(source), lines(target)]
  return [...[...here.difference(there)].map((line) => `only in the old one: ${line}`), ...[...there.difference(here)].map((line) => `only in the new one: ${line}`)]
}

export const quoted = escapeIdentifier
/** The columns of a table for COPY and comparison, in an order that does not depend on its history. */
export const columnList = (table: Table): string => table.columns.map(({ name }) => quoted(name)).join(', ')
