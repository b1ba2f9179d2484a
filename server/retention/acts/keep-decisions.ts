import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { keepDecision } from './schema.ts'
import type { Subject } from '../subject.ts'

export type KeepDecision = typeof keepDecision.$inferSelect

/** Decisions of people that stand, on some subjects of one kind; for a file those on the records in it count as well. */
export async function keepDecisionsOn(db: Db | Tx, kind: Subject['kind'], ids: readonly string[], members: ReadonlyMap<string, readonly string[]>): Promise<ReadonlyMap<string, readonly KeepDecision[]>> {
  if (ids.length === 0) return new Map()
  const own = await standing(db, kind, ids)
  const records = kind === 'file' ? [...new Set([...members.values()].flat())] : []
  const ofRecords = Map.groupBy(records.length === 0 ? [] : await standing(db, 'record', records), (one) => one.subject)
  const ofSubjects = Map.groupBy(own, (one) => one.subject)
  return new Map(ids.map((id) => [id, [...(ofSubjects.get(id) ?? []), ...(members.get(id) ?? []).flatMap((record) => ofRecords.get(record) ?? [])]]))
}

function standing(db: Db | Tx, kind: Subject['kind'], ids: readonly string[]): Promise<KeepDecision[]> {
  return db
    .select()
    .from(keepDecision)
    .where(and(eq(keepDecision.subjectKind, kind), inArray(keepDecision.subject, [...ids]), isNull(keepDecision.retractedAt)))
    .orderBy(asc(keepDecision.decidedAt))
}

/** The decision that stands against destroying now under this rule: for good under the same rule or any, or until a later day. */
export function decisionAgainst(decisions: readonly KeepDecision[], rule: string | null, today: string): KeepDecision | null {
  return decisions.find(({ until, rule: under }) => (until === null ? under === null || under === rule : until > today)) ?? null
}
