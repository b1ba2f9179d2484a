import { and, asc, eq, ilike } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { FilePlanContext } from './context.ts'
import { announceLinked } from './record-fact.ts'
import { person, personLink } from './schema.ts'

export type Person = typeof person.$inferSelect
export type LinkedSubject = { kind: 'record' | 'file'; id: string }

const listedPeople = 200

/** People whose name holds these letters, in the order of their names; at most 200. */
export async function findPeople(db: Db, letters: string): Promise<Person[]> {
  const pattern = `%${letters.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return db.select().from(person).where(ilike(person.name, pattern)).orderBy(asc(person.name), asc(person.id)).limit(listedPeople)
}

export async function seePerson(db: Db | Tx, id: string): Promise<Person> {
  const [found] = await db.select().from(person).where(eq(person.id, id))
  if (!found) throw refusal('no-such-person', {}, 'There is no such person.')
  return found
}

/** Adds a person; answers the id. Two people may bear one name. */
export async function addPerson(context: FilePlanContext, name: string, actor: string): Promise<string> {
  const now = context.clock.now()
  const id = newId()
  await context.db.transaction(async (tx) => {
    await tx.insert(person).values({ id, name, createdAt: now, createdBy: actor })
    await appendAudit(tx, { actor, action: 'file-plan.add-person', object: `person:${id}` }, now)
  })
  return id
}

export async function renamePerson(context: FilePlanContext, id: string, name: string, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    await seePerson(tx, id)
    await tx.update(person).set({ name }).where(eq(person.id, id))
    await announceLinked(tx, context.outbox, await linksOfPerson(tx, id))
    await appendAudit(tx, { actor, action: 'file-plan.rename-person', object: `person:${id}` }, now)
  })
  context.outbox.wake()
}

/** Links a person to a record or file whose facts shall take in those of the person. Safe to run twice. */
export async function linkPerson(context: FilePlanContext, id: string, subject: LinkedSubject, actor: string): Promise<void> {
  await changeLink(context, id, subject, { actor, action: 'file-plan.link-person' }, async (tx, now) => {
    await tx.insert(personLink).values({ person: id, subjectKind: subject.kind, subject: subject.id, linkedAt: now, linkedBy: actor }).onConflictDoNothing()
  })
}

export async function unlinkPerson(context: FilePlanContext, id: string, subject: LinkedSubject, actor: string): Promise<void> {
  await changeLink(context, id, subject, { actor, action: 'file-plan.unlink-person' }, async (tx) => {
    await tx.delete(personLink).where(and(eq(personLink.person, id), eq(personLink.subjectKind, subject.kind), eq(personLink.subject, subject.id)))
  })
}

async function changeLink(context: FilePlanContext, id: string, subject: LinkedSubject, trace: { actor: string; action: 'file-plan.link-person' | 'file-plan.unlink-person' }, work: (tx: Tx, now: Date) => Promise<void>): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    await seePerson(tx, id)
    await work(tx, now)
    await announceLinked(tx, context.outbox, [{ kind: subject.kind, subject: subject.id }])
    await appendAudit(tx, { ...trace, object: `${subject.kind}:${subject.id}`, details: { person: id } }, now)
  })
  context.outbox.wake()
}

export async function linksOfPerson(db: Db | Tx, id: string) {
  return db.select({ kind: personLink.subjectKind, subject: personLink.subject }).from(personLink).where(eq(personLink.person, id))
}

/** The people to whom a record or file is linked. */
export async function peopleOf(db: Db | Tx, subject: LinkedSubject): Promise<Person[]> {
  const rows = await db.select({ person }).from(personLink).innerJoin(person, eq(person.id, personLink.person)).where(and(eq(personLink.subjectKind, subject.kind), eq(personLink.subject, subject.id))).orderBy(asc(person.name))
  return rows.map((row) => row.person)
}
