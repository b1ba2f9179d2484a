import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { fact, file, personLink } from '#server/file-plan/schema.ts'

/**
 * Takes the words out of a file that was destroyed or that came back with a backup, in the caller's transaction: its facts, its
 * people and its answers go; its title, and titles in its history, where its class says that they may name people. Safe to repeat.
 */
export async function forgetFile(tx: Tx, id: string): Promise<void> {
  const [found] = await tx.select({ personal: fileClass.personal }).from(file).innerJoin(fileClass, eq(fileClass.code, file.class)).where(eq(file.id, id))
  if (found === undefined) return
  if (found.personal) await forgetTitles(tx, id)
  await tx.delete(fact).where(and(eq(fact.subjectKind, 'file'), eq(fact.subject, id)))
  const unlinked = await tx.delete(personLink).where(and(eq(personLink.subjectKind, 'file'), eq(personLink.subject, id))).returning({ person: personLink.person })
  await forgetPeople(tx, unlinked.map(({ person }) => person))
  for (const table of ['retention_status', 'retention_answer']) await tx.execute(sql`delete from ${sql.identifier(table)} where subject_kind = 'file' and subject = ${id}::uuid`)
}

async function forgetTitles(tx: Tx, id: string): Promise<void> {
  await tx.update(file).set({ title: null }).where(eq(file.id, id))
  await tx.execute(sql`update file_change set details = details || case change when 'opened' then '{"title": null}'::jsonb else '{"from": null, "to": null}'::jsonb end
    where file = ${id}::uuid and change in ('opened', 'retitled')`)
}

/**
 * Deletes those of some people who are linked to nothing any more, with what is known of them. Whom a hold or a request to
 * erase names stays.
 */
export async function forgetPeople(tx: Tx, people: readonly string[]): Promise<void> {
  if (people.length === 0) return
  const ids = [...new Set(people)]
  // Who ends another link of one of them at this moment waits here, and then sees that ours is gone.
  await tx.execute(sql`select id from person where id in ${ids} order by id for update`)
  const gone = await tx.execute<{ id: string }>(sql`
    delete from person where id in ${ids}
      and not exists (select 1 from person_link where person_link.person = person.id)
      and not exists (select 1 from hold_scope where kind = 'person' and target = person.id::text)
      and not exists (select 1 from erasure_request where erasure_request.person = person.id)
    returning id`)
  if (gone.rows.length > 0) await tx.delete(fact).where(and(eq(fact.subjectKind, 'person'), inArray(fact.subject, gone.rows.map(({ id }) => id))))
}
