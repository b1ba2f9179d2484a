import { sql } from 'drizzle-orm'
import type { NoticeKind } from '#contract/notices.ts'
import type { Tx } from '#platform/database.ts'
import { absencesOn } from '#server/identity/units/absences.ts'
import { standingOn } from '#server/identity/units/deputy.ts'

/**
 * What to tell. `people`: account names; nulls and doubles are left out. `about`: what makes it the same news, for example
 * the id of the task with its version, `${id}:3`; the same kind about the same is told to a person once, for ever. `facts`:
 * `number` of the document, `due`, `by`, never a subject or the name of a citizen, since mails are made of them.
 */
export type News = { kind: NoticeKind; people: readonly (string | null)[]; about: string; card?: string; assignment?: string; facts?: Readonly<Record<string, string | number>> }

/**
 * Tells people on the screen, and by mail where that is set up, in the transaction of what happened. Whoever is absent on
 * `today` is told all the same, and so is who stands in, past deputies who are away too (fact `for` names the absent).
 * Nothing is said twice.
 */
export async function tellPeople(tx: Tx, news: News, at: { now: Date; today: string }): Promise<void> {
  const people = [...new Set(news.people.filter((one): one is string => one !== null && one !== ''))]
  if (people.length === 0) return
  const standing = standingOn(await absencesOn(tx, at.today), at.today).filter(({ person }) => people.includes(person))
  const facts = JSON.stringify(news.facts ?? {})
  await tx.execute(sql`
    insert into notice (id, person, kind, key, card, assignment, facts, made_at)
    select gen_random_uuid(), person, ${news.kind}, ${news.kind} || ':' || ${news.about} || ':' || person, ${news.card ?? null}::uuid, ${news.assignment ?? null}::uuid,
           ${facts}::jsonb || case when stands_for is null then '{}'::jsonb else jsonb_build_object('for', stands_for) end, ${at.now.toISOString()}::timestamptz
    from (
      select p as person, null as stands_for from unnest(${sql.param(people)}::text[]) p
      union all
      select * from unnest(${sql.param(standing.map(({ deputy }) => deputy))}::text[], ${sql.param(standing.map(({ person }) => person))}::text[])
    ) told
    order by stands_for nulls first
    on conflict (key) do nothing`)
}
