import { sql } from 'drizzle-orm'

/** A subject of `retention_status s` counts by itself where it is the unit of its rule, or where no rule names a unit and it is no record of a file. */
export const countable = sql`(s.unit = s.subject_kind or (s.unit is null and (s.subject_kind = 'file' or not exists (select 1 from file_member m where m.record = s.subject and m.ended_at is null))))`
