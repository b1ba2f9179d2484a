import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { FileView, FileWarning } from '#contract/file-plan.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { fileClass, house } from './classes.ts'
import type { FilePlanContext } from './context.ts'
import { listFacts } from './facts.ts'
import { seeFile } from './list-files.ts'
import { paperOf } from './paper.ts'
import { peopleOf } from './people.ts'
import { presentFact } from './present.ts'
import { fileChange, fileMember, fileVolume } from './schema.ts'

/** What retention, which lies below, says of a file. */
export type JudgementOfFiles = { retention(id: string, language: string, withHolds: boolean): Promise<FileView['retention']>; warnings(id: string): Promise<FileWarning[]> }

const shownChanges = 500
/** A file of 250 sheets a volume has some hundred records; more than these are found by search. */
const shownMembers = 5000

/** Everything that somebody who may see a file is told of it. `withPeople`: names of people are for those who keep the files; `withHolds`: that something is held, for those who may know. */
export async function viewFile(context: FilePlanContext, judgement: JudgementOfFiles, filter: RecordFilter, id: string, { language, withPeople, withHolds }: { language: string; withPeople: boolean; withHolds: boolean }): Promise<FileView> {
  const { db } = context
  const { class: code, number, title, state, openedOn, closedOn } = await seeFile(db, filter, id)
  const [known] = await db.select({ fonds: fileClass.fonds }).from(fileClass).where(eq(fileClass.code, code))
  const volumes = await db.select().from(fileVolume).where(eq(fileVolume.file, id)).orderBy(asc(fileVolume.volume))
  const members = await membersOf(context, filter, id)
  const history = await db.select().from(fileChange).where(eq(fileChange.file, id)).orderBy(desc(fileChange.changedAt), desc(fileChange.id)).limit(shownChanges)
  const facts = await listFacts(db, 'file', [id])
  const people = withPeople ? await peopleOf(db, { kind: 'file', id }) : []
  const paper = await paperOf(db, { kind: 'file', id })
  const shown = new Set(members.map((member) => member.record))
  return {
    ...{ id, class: code, number, title, state, openedOn, closedOn, members },
    fonds: known?.fonds ?? house.fonds,
    records: members.length,
    volumes: volumes.length,
    retention: await judgement.retention(id, language, withHolds),
    // They count records of every unit.
    warnings: filter.kind === 'all' ? await judgement.warnings(id) : [],
    facts: facts.map(presentFact),
    volumeList: volumes.map(({ volume, openedOn: opened, closedOn: closed, sheets }) => ({ volume, openedOn: opened, closedOn: closed, sheets })),
    people: people.map(({ id: who, name }) => ({ id: who, name })),
    paper: paper.map(({ id: copy, box, shelf, sheets, state: stands }) => ({ id: copy, kind: 'file', subject: id, title: title ?? number, box, shelf, sheets, state: stands })),
    history: history.filter(({ details }) => typeof details['record'] !== 'string' || filter.kind === 'all' || shown.has(details['record'])).map(({ change, details, changedBy, changedAt }) => ({ change, details, by: changedBy, at: changedAt.toISOString() })),
  }
}

async function membersOf({ db, records }: FilePlanContext, filter: RecordFilter, id: string): Promise<FileView['members']> {
  const rows = await db.select().from(fileMember).where(and(eq(fileMember.file, id), isNull(fileMember.endedAt))).orderBy(asc(fileMember.addedAt), asc(fileMember.record)).limit(shownMembers)
  const seen = new Map((await records.seen(db, filter, rows.map((row) => row.record))).map((one) => [one.id, one]))
  return rows.flatMap(({ record, volume, addedAt, addedBy }) => {
    const known = seen.get(record)
    return known === undefined ? [] : [{ record, title: known.title, date: known.date, pages: known.pages, volume, addedAt: addedAt.toISOString(), addedBy }]
  })
}
