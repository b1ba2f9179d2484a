import { sql } from 'drizzle-orm'
import type { AnswersList, AnswersQuery } from '#contract/retention-overview.ts'
import type { Language } from '#kernel/language.ts'
import type { Db } from '#platform/database.ts'
import { countable } from './countable.ts'

/** Records and files in one state, by the answers as last computed: what stands behind a figure of the overview. */
export async function listAnswers(db: Db, { state, class: code, waitingFor, limit, offset }: AnswersQuery, language: Language): Promise<AnswersList> {
  const which = sql`${countable} and s.state = ${state}
    and ${code === undefined ? sql`true` : code === '-' ? sql`s.class is null` : sql`s.class = ${code}`}
    and ${waitingFor === undefined ? sql`true` : sql`${waitingFor} = any (s.waiting_for)`}`
  const { rows: counted } = await db.execute<{ count: number }>(sql`select count(*)::int as count from retention_status s where ${which}`)
  const { rows: items } = await db.execute<AnswersList['items'][number]>(sql`
    select s.subject_kind as kind, s.subject as id, coalesce(f.title, f.number, r.title, '') as title, s.class, coalesce(f.number, r.file) as "fileNumber",
      s.eligible_on as "eligibleOn", s.rule, s.waiting_for as "waitingFor", coalesce(s.sentences ->> ${language}::text, '') as sentence
    from retention_status s
      left join file f on s.subject_kind = 'file' and f.id = s.subject
      left join record r on s.subject_kind = 'record' and r.id = s.subject
    where ${which} order by s.eligible_on nulls last, s.class, s.subject limit ${limit} offset ${offset}`)
  return { total: counted[0]?.count ?? 0, items }
}
