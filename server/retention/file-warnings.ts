import { sql } from 'drizzle-orm'
import type { FileWarning } from '#contract/file-plan.ts'
import type { Db } from '#platform/database.ts'

/** A permanent or long-kept file holds at most so many sheets in a volume (40 mm): Ukraine, rules of record keeping of 2015, adopted for all. */
export const sheetsPerVolume = 250

/** Kept longer than this a file counts as long-kept. */
const longKeptYears = 10

/** What a records manager should look at in a file, by the answers as last computed. */
export async function fileWarnings(db: Db, id: string): Promise<FileWarning[]> {
  return [...(await mixedTerms(db, id)), ...(await thickVolumes(db, id))]
}

/** Permanent and temporary papers belong in separate files; until somebody splits the file, it is kept for the longest term. */
async function mixedTerms(db: Db, id: string): Promise<FileWarning[]> {
  const { rows } = await db.execute<{ permanent: number; temporary: number }>(sql`
    select count(*) filter (where s.base_state = 'permanent')::int as permanent, count(*) filter (where s.base_state in ('retained', 'eligible', 'waiting'))::int as temporary
    from file_member m join retention_status s on s.subject_kind = 'record' and s.subject = m.record
    where m.file = ${id}::uuid and m.ended_at is null`)
  const [{ permanent, temporary } = { permanent: 0, temporary: 0 }] = rows
  return permanent > 0 && temporary > 0 ? [{ code: 'mixed-terms', permanent, temporary }] : []
}

/** The sheets of a volume as counted when it was closed, else those of the papers in it. */
async function thickVolumes(db: Db, id: string): Promise<FileWarning[]> {
  const { rows } = await db.execute<{ volume: number | null; sheets: number }>(sql`
    with long_kept as (
      select 1 from file f
      where f.id = ${id}::uuid and exists (
        select 1 from retention_status s
        where (s.subject_kind = 'file' and s.subject = f.id or s.subject_kind = 'record' and s.subject in (select record from file_member where file = f.id and ended_at is null))
          and (s.base_state = 'permanent' or s.eligible_on >= (substr(coalesce(f.closed_on, f.opened_on), 1, 4)::int + ${longKeptYears}::int)::text)
      )
    ), lying as (
      select m.volume, sum(p.sheets)::int as sheets
      from file_member m join paper_copy p on p.subject_kind = 'record' and p.subject = m.record and p.state = 'kept'
      where m.file = ${id}::uuid and m.ended_at is null group by m.volume
    )
    select coalesce(v.volume, l.volume) as volume, coalesce(v.sheets, l.sheets) as sheets
    from (select * from file_volume where file = ${id}::uuid) v full join lying l on l.volume = v.volume
    where coalesce(v.sheets, l.sheets) > ${sheetsPerVolume} and exists (select 1 from long_kept)
    order by 1 nulls first`)
  return rows.map(({ volume, sheets }): FileWarning => ({ code: 'too-many-sheets', volume, sheets, limit: sheetsPerVolume }))
}
