import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { listFacts, type Fact } from '#server/file-plan/facts.ts'
import { paperOf } from '#server/file-plan/paper.ts'
import { file, fileMember, fileVolume, person, personLink } from '#server/file-plan/schema.ts'
import type { DescribedFact, RecordDescription } from './record-form.ts'

/** A fact as `record.json` tells it. */
export function describedFact({ id, name, date, value, coversFrom, coversTo, evidence, recordedBy, recordedAt, retractedAt, retractedBy, retractReason }: Fact): DescribedFact {
  return { id, event: name, date, value, coversFrom, coversTo, evidence, recordedBy, recordedAt: recordedAt.toISOString(), retractedAt: retractedAt?.toISOString() ?? null, retractedBy, retractReason }
}

/** Files, people and paper of a record as `record.json` tells them: each record carries all of it, and a record that is destroyed takes it along. */
export async function describeFiling(db: Db, id: string): Promise<Pick<RecordDescription, 'memberships' | 'people' | 'paper'>> {
  const members = await db
    .select({ member: fileMember, file })
    .from(fileMember)
    .innerJoin(file, eq(file.id, fileMember.file))
    .where(and(eq(fileMember.record, id), isNull(fileMember.endedAt)))
    .orderBy(asc(fileMember.addedAt), asc(file.id))
  const files = members.map((one) => one.file.id)
  const ofFiles = Map.groupBy(await listFacts(db, 'file', files), (fact) => fact.subject)
  const volumes = files.length === 0 ? [] : await db.select().from(fileVolume).where(inArray(fileVolume.file, files)).orderBy(asc(fileVolume.volume))
  const people = await peopleOf(db, id, files)
  const ofPeople = Map.groupBy(await listFacts(db, 'person', people.map((one) => one.id)), (fact) => fact.subject)
  const paper = await paperOf(db, { kind: 'record', id })
  return {
    memberships: members.map(({ member, file: { id: of, class: code, number, title, state, openedOn, closedOn } }) => ({
      ...{ file: of, class: code, number, title, state, openedOn, closedOn, volume: member.volume, addedBy: member.addedBy },
      addedAt: member.addedAt.toISOString(),
      volumes: volumes.filter((one) => one.file === of).map(({ file: _of, ...one }) => one),
      facts: (ofFiles.get(of) ?? []).map(describedFact),
    })),
    people: people.map((one) => ({ ...one, facts: (ofPeople.get(one.id) ?? []).map(describedFact) })),
    paper: paper.map(({ id: copy, box, shelf, sheets, state, changedAt, changedBy }) => ({ id: copy, box, shelf, sheets, state, changedAt: changedAt.toISOString(), changedBy })),
  }
}

/** Whom the record itself or one of its files concerns; `through`: the files, or null for the record. */
async function peopleOf(db: Db, record: string, files: readonly string[]) {
  const own = and(eq(personLink.subjectKind, 'record'), eq(personLink.subject, record))
  const through = files.length === 0 ? own : or(own, and(eq(personLink.subjectKind, 'file'), inArray(personLink.subject, [...files])))
  const links = await db.select({ id: person.id, name: person.name, kind: personLink.subjectKind, subject: personLink.subject }).from(personLink).innerJoin(person, eq(person.id, personLink.person)).where(through).orderBy(asc(person.id), asc(personLink.subject))
  return links.map(({ kind, subject, ...one }) => ({ ...one, through: kind === 'file' ? subject : null }))
}
