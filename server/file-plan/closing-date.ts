import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { addFact } from './facts.ts'
import { fact, file, fileMember } from './schema.ts'
import { laterOf } from './known-date.ts'

/** The fact by which rules count from the end of a file. It follows from closing and is never entered by hand. */
export const closingFact = 'file.closed'

type By = { actor: string; now: Date }

/**
 * Keeps the fact `file.closed` of some files in step: for a closed file the later of the closing day and the date of the last
 * document in it, for any other none. What no longer holds is retracted with the reason.
 */
export async function settleClosing(tx: Tx, files: readonly string[], reason: string, { actor, now }: By): Promise<void> {
  for (const id of [...files].sort()) {
    const [found] = await tx.select({ state: file.state, closedOn: file.closedOn }).from(file).where(eq(file.id, id))
    if (!found || found.state === 'transferred' || found.state === 'destroyed') continue
    const last = found.closedOn === null ? null : await lastDocumentOf(tx, id)
    const wanted = found.state !== 'closed' || found.closedOn === null ? null : laterOf(found.closedOn, last ?? found.closedOn)
    const standing = await standingClosings(tx, id)
    if (standing.length === 1 && standing[0]?.date === wanted) continue
    const wrong = standing.map((one) => one.id)
    if (wrong.length > 0) await tx.update(fact).set({ retractedAt: now, retractedBy: actor, retractReason: reason }).where(inArray(fact.id, wrong))
    if (wanted !== null) await addFact(tx, { kind: 'file', id }, { name: closingFact, date: wanted, evidence: wanted === found.closedOn ? undefined : lastDocumentEvidence }, actor, now)
  }
}

const lastDocumentEvidence = 'record.date'

async function standingClosings(tx: Tx, id: string) {
  return tx.select({ id: fact.id, date: fact.date }).from(fact).where(and(eq(fact.subjectKind, 'file'), eq(fact.subject, id), eq(fact.name, closingFact), isNull(fact.retractedAt)))
}

/** The date of the last document in a file, by the last possible day of each; null when none is dated. */
async function lastDocumentOf(db: Db | Tx, id: string): Promise<string | null> {
  const dates = await db
    .selectDistinct({ date: fact.date })
    .from(fact)
    .innerJoin(fileMember, eq(sql`${fileMember.record}::text`, fact.subject))
    .where(and(eq(fact.subjectKind, 'record'), eq(fact.name, 'record.date'), isNull(fact.retractedAt), eq(fileMember.file, id), isNull(fileMember.endedAt)))
  return dates.reduce<string | null>((last, { date }) => (date === null ? last : last === null ? date : laterOf(last, date)), null)
}

/** Files that are closed and hold a record: their closing moves with the date of the record. */
export async function closedFilesOf(tx: Tx, record: string): Promise<string[]> {
  const rows = await tx.select({ id: file.id }).from(file).innerJoin(fileMember, eq(fileMember.file, file.id)).where(and(eq(fileMember.record, record), isNull(fileMember.endedAt), eq(file.state, 'closed')))
  return rows.map((row) => row.id)
}
