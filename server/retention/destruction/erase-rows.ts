import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { forgetPeople } from './forget-file.ts'

/**
 * Deletes every row with words of some records, or that says something about them, in one statement of the caller's transaction, then
 * the people whom nothing else concerns. What stays is their number where others count it: the plan and the images of a batch keep numbers and checksums, so that every
 * sheet of the batch is still accounted for. `tellsSecondEngine`: the second search engine is noted to be told.
 */
export async function eraseRows(tx: Tx, records: readonly string[], { now, tellsSecondEngine }: { now: Date; tellsSecondEngine: boolean }): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`
  const ids = sql`any(${`{${records.join(',')}}`}::uuid[])`
  const texts = sql`any(${`{${records.join(',')}}`}::text[])`
  const { rows } = await tx.execute<{ person: string }>(sql`
    with words as (delete from search_page where record = ${ids} returning record, page),
      pages as (delete from record_page where record = ${ids} returning record, page),
      told as (insert into search_to_send (record, last_page)
        select record, max(page) from (select record, page from words union all select record, page from pages) known where ${tellsSecondEngine} group by record),
      queued as (delete from recognition_page where record = ${ids}),
      renditions as (delete from record_rendition where record = ${ids}),
      facts as (delete from fact where subject_kind = 'record' and subject = ${texts}),
      people as (delete from person_link where subject_kind = 'record' and subject = ${ids} returning person),
      claims as (delete from import_claim where record = ${ids}),
      matches as (delete from hold_match where record = ${ids}),
      answers as (delete from retention_status where subject_kind = 'record' and subject = ${ids}),
      earlier as (delete from retention_answer where subject_kind = 'record' and subject = ${ids}),
      tasks as (delete from task where state in ('pending', 'failed') and subject = ${texts}),
      plans as (update planned_record set file = null, record_date = null, destroyed_at = ${at} where id = ${ids}),
      images as (update batch_image set fate = 'destroyed', name = '', marks = ${emptyMarks}::jsonb where record = ${ids} and fate = 'page'),
      records as (delete from record where id = ${ids})
    select distinct person from people`)
  await forgetPeople(tx, rows.map(({ person }) => person))
}

/** What is left of the marks that the station saw on a page: its bar codes could say anything. */
const emptyMarks = JSON.stringify({ widthPx: 1, heightPx: 1, codes: [], coverForm: 'none', blank: false, inkShare: 0, components: 0 })
