import { sql, type SQL } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { visibleTo } from '#server/records/visible.ts'

/** Before every id, to begin a walk from page to page. */
export const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Common table expressions `held_file` and `held_record`: ids of all that one hold covers now. */
const coverage = (hold: string): SQL => sql`recursive scope as (select kind, target from hold_scope where hold = ${hold}),
  held_class (code) as (
    select target from scope where kind = 'class'
    union select class.code from class join held_class on class.parent = held_class.code
  ), held_file (id) as (
    select (case when kind = 'file' then target end)::uuid from scope where kind = 'file'
    union select file.id from file join held_class on held_class.code = file.class
    union select subject from person_link where subject_kind = 'file' and person::text in (select target from scope where kind = 'person')
  ), held_record (id) as (
    select (case when kind = 'record' then target end)::uuid from scope where kind = 'record'
    union select record from file_member where ended_at is null and file in (select id from held_file)
    union select record.id from record join held_class on held_class.code = record.class
    union select subject from person_link where subject_kind = 'record' and person::text in (select target from scope where kind = 'person')
    union select record from hold_match where hold = ${hold}
  )`

export type Covered = { total: number; records: { id: string; title: string; class: string | null; file: string | null; date: string | null }[] }

/** How many records a hold covers now of those that may be seen, and a page of them in the order of their ids. */
export async function listCovered(db: Db | Tx, hold: string, rights: RecordFilter, page: { after: string; limit: number }): Promise<Covered> {
  const seen = sql`from record where id in (select id from held_record) and ${visibleTo(rights) ?? sql`true`}`
  const counted = await db.execute<{ total: number }>(sql`with ${coverage(hold)} select count(*)::int as total ${seen}`)
  const found = await db.execute<Covered['records'][number]>(
    sql`with ${coverage(hold)} select id, title, class, file, record_date as date ${seen} and id > ${page.after} order by id limit ${page.limit}`,
  )
  return { total: counted.rows[0]?.total ?? 0, records: found.rows }
}

/** Ids of all records, or of all files, whose answer a hold touches, a file also by any record in it; and of those that it touched when their kept answer was given. */
export async function touchedBy(db: Db | Tx, hold: string, kind: 'record' | 'file'): Promise<string[]> {
  const ids =
    kind === 'record'
      ? sql`select id from record where id in (select id from held_record)`
      : sql`select id from file where id in (select id from held_file union select file from file_member where ended_at is null and record in (select id from held_record))`
  const kept = sql`select subject from retention_status where subject_kind = ${kind} and state = 'held' and held_by @> (select array[number] from hold where id = ${hold})`
  const { rows } = await db.execute<{ id: string }>(sql`with ${coverage(hold)} select id from (${ids} union ${kept}) as touched order by id`)
  return rows.map(({ id }) => id)
}
