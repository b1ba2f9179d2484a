import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Db, Tx } from '#platform/database.ts'
import { fact, type FactSubject } from './schema.ts'

export type Fact = typeof fact.$inferSelect

/** A fact to be recorded: an event with a date of known precision (`1998`, `1998-04`, `1998-04-30`), or a value. */
export type NewFact = { name: string; date?: string | undefined; value?: string | number | boolean | undefined; covers?: { from: string; to: string } | undefined; evidence?: string | undefined }

/** All facts of some subjects of one kind, retracted ones included, in the order in which they were recorded. */
export async function listFacts(db: Db | Tx, kind: FactSubject, subjects: readonly string[]): Promise<Fact[]> {
  if (subjects.length === 0) return []
  return db
    .select()
    .from(fact)
    .where(and(eq(fact.subjectKind, kind), inArray(fact.subject, [...subjects])))
    .orderBy(asc(fact.recordedAt), asc(fact.id))
}

/** Adds a fact in the caller's transaction, who announces what follows from it. */
export async function addFact(tx: Tx, subject: { kind: FactSubject; id: string }, wanted: NewFact, by: string, now: Date): Promise<string> {
  const id = newId()
  await tx.insert(fact).values({
    id,
    subjectKind: subject.kind,
    subject: subject.id,
    name: wanted.name,
    date: wanted.date ?? null,
    value: wanted.value ?? null,
    coversFrom: wanted.covers?.from ?? null,
    coversTo: wanted.covers?.to ?? null,
    evidence: wanted.evidence ?? null,
    recordedBy: by,
    recordedAt: now,
  })
  return id
}

/** Takes a fact back; null when there is none of that id that still stands. */
export async function takeBackFact(tx: Tx, subject: { kind: FactSubject; id: string }, id: string, by: string, reason: string | null, now: Date): Promise<Fact | null> {
  const [row] = await tx
    .update(fact)
    .set({ retractedAt: now, retractedBy: by, retractReason: reason })
    .where(and(eq(fact.id, id), eq(fact.subjectKind, subject.kind), eq(fact.subject, subject.id), isNull(fact.retractedAt)))
    .returning()
  return row ?? null
}
