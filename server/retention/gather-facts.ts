import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { house } from '#server/file-plan/classes.ts'
import { listFacts, type Fact } from '#server/file-plan/facts.ts'
import { file, fileMember, personLink } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
import { keepDecisionsOn, type KeepDecision } from './acts/keep-decisions.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { noFacts, type EventFact, type Extension, type FactMap, type Facts } from './engine/facts.ts'
import { parseMoment } from './engine/moment.ts'
import { holdsOn } from './holds/holds-on.ts'
import { periodOfFile, periodOfRecord } from './period.ts'
import type { Subject } from './subject.ts'

/** What the rules may look at of one subject: the facts under each of its duties, the first never missing. */
export type Gathered = {
  readonly subject: Subject
  readonly class: string | null
  /** Ids of the files it lies in now, sorted; of a file its own. */
  readonly memberships: readonly string[]
  /** One for each file it lies in, otherwise one for its own class. All have the same holds and extensions. */
  readonly obligations: readonly [Facts, ...Facts[]]
  /** Decisions of people that stand on it; of a file those on the records in it as well. */
  readonly decisions: readonly KeepDecision[]
  /** The recorded facts behind them, the retracted ones too; for whoever explains. */
  readonly known: readonly Fact[]
}

type Membership = { file: string; record: string; class: string }

/** Gathers the facts of some records; a record that is not there is left out. */
export async function gatherRecords(db: Db | Tx, ids: readonly string[]): Promise<Gathered[]> {
  if (ids.length === 0) return []
  const records = await db.select({ id: record.id, class: record.class }).from(record).where(inArray(record.id, [...ids]))
  const members: Membership[] = await db
    .select({ file: fileMember.file, record: fileMember.record, class: file.class })
    .from(fileMember)
    .innerJoin(file, eq(file.id, fileMember.file))
    .where(and(inArray(fileMember.record, [...ids]), sql`${fileMember.endedAt} is null`))
    .orderBy(asc(fileMember.file))
  const fileIds = [...new Set(members.map((member) => member.file))]
  const known = await knownOf(db, ids, fileIds)
  const holds = await holdsOn(db, 'record', ids)
  const filesOf = Map.groupBy(members, (member) => member.record)
  const decisions = await keepDecisionsOn(db, 'record', ids, new Map())
  const ofFiles = await keepDecisionsOn(db, 'file', fileIds, new Map())
  return records.map(({ id, class: code }): Gathered => {
    const lies = filesOf.get(id) ?? []
    // What was decided for a file was decided for every record in it.
    const decided = [...(decisions.get(id) ?? []), ...lies.flatMap((member) => ofFiles.get(member.file) ?? [])]
    const own = { holds: holds.get(id) ?? [], extensions: decided.map(toExtension), period: periodOfRecord(known.of(id)) }
    const under = (className: string | null, folder: string | null): Facts => ({ ...factsFrom(className, [...known.of(id), ...(folder === null ? [] : known.of(folder)), ...known.body]), ...own })
    const [first, ...more] = lies.map((member) => under(member.class, member.file))
    return { subject: { kind: 'record', id }, class: code, memberships: lies.map((member) => member.file), obligations: [first ?? under(code, null), ...more], decisions: decisions.get(id) ?? [], known: [...known.of(id), ...lies.flatMap((member) => known.of(member.file)), ...known.body] }
  })
}

/** Gathers the facts of some files: their own, their people's and those of every record in them. */
export async function gatherFiles(db: Db | Tx, ids: readonly string[]): Promise<Gathered[]> {
  if (ids.length === 0) return []
  const files = await db.select({ id: file.id, class: file.class, openedOn: file.openedOn, closedOn: file.closedOn }).from(file).where(inArray(file.id, [...ids]))
  const members = await db
    .select({ file: fileMember.file, record: fileMember.record })
    .from(fileMember)
    .where(and(inArray(fileMember.file, [...ids]), sql`${fileMember.endedAt} is null`))
  const known = await knownOf(db, members.map((member) => member.record), ids)
  const holds = await holdsOn(db, 'file', ids)
  const inFile = Map.groupBy(members, (member) => member.file)
  // A file cannot go while a record in it was decided to be kept.
  const decisions = await keepDecisionsOn(db, 'file', ids, new Map([...inFile].map(([id, inside]) => [id, inside.map((member) => member.record)])))
  return files.map(({ id, class: code, openedOn, closedOn }): Gathered => {
    const facts = [...known.of(id), ...(inFile.get(id) ?? []).flatMap((member) => known.of(member.record)), ...known.body]
    const own = { holds: holds.get(id) ?? [], extensions: (decisions.get(id) ?? []).map(toExtension), period: periodOfFile(known.of(id), openedOn, closedOn) }
    return { subject: { kind: 'file', id }, class: code, memberships: [id], obligations: [{ ...factsFrom(code, facts), ...own }], decisions: decisions.get(id) ?? [], known: facts }
  })
}

/** Facts of records, of files and of the people linked to either, and of the body. */
async function knownOf(db: Db | Tx, records: readonly string[], files: readonly string[]): Promise<{ of(id: string): readonly Fact[]; body: readonly Fact[] }> {
  const links = [...(await linksOf(db, 'record', records)), ...(await linksOf(db, 'file', files))]
  const ofPeople = Map.groupBy(await listFacts(db, 'person', [...new Set(links.map((link) => link.person))]), (one) => one.subject)
  const own = Map.groupBy([...(await listFacts(db, 'record', records)), ...(await listFacts(db, 'file', files))], (one) => one.subject)
  const people = Map.groupBy(links, (link) => link.subject)
  return {
    of: (id) => [...(own.get(id) ?? []), ...(people.get(id) ?? []).flatMap((link) => ofPeople.get(link.person) ?? [])],
    body: await listFacts(db, 'body', [house.body]),
  }
}

async function linksOf(db: Db | Tx, kind: Subject['kind'], ids: readonly string[]) {
  return ids.length === 0 ? [] : db.select({ person: personLink.person, subject: personLink.subject }).from(personLink).where(and(eq(personLink.subjectKind, kind), inArray(personLink.subject, [...ids])))
}

/** A decision is called by its protocol, otherwise by the basis that people wrote; without a day it is for good. */
function toExtension({ protocol, basis, until }: KeepDecision): Extension {
  return { id: protocol ?? basis.slice(0, nameMax), until: until === null ? null : parseCivilDate(until) }
}

/** Characters of a basis that name a decision in a sentence. */
const nameMax = 100

/** Recorded facts in the form in which the engine reads them; a retracted one stays as such. */
export function factsFrom(className: string | null, known: readonly (Pick<Fact, 'name' | 'date' | 'value' | 'coversFrom' | 'coversTo' | 'retractedAt'> & { readonly id?: string })[]): Facts {
  const events: EventFact[] = []
  const groups: Record<'record' | 'subject' | 'org', FactMap> = { record: {}, subject: {}, org: {} }
  for (const { id, name, date, value, coversFrom, coversTo, retractedAt } of known) {
    const moment = date === null ? null : parseMoment(date)
    const [from, to] = [parseCivilDate(coversFrom ?? ''), parseCivilDate(coversTo ?? '')]
    if (moment !== null) events.push({ name, moment, covers: from === null || to === null ? null : { from, to }, retracted: retractedAt !== null, ...(id === undefined ? {} : { fact: id }) })
    const [group, ...path] = name.split('.')
    if (value !== null && retractedAt === null && (group === 'record' || group === 'subject' || group === 'org')) groups[group] = withValue(groups[group], path, value)
  }
  return { ...noFacts, class: className, events, ...groups }
}

function withValue(map: FactMap, [key, ...rest]: readonly string[], value: unknown): FactMap {
  if (key === undefined) return map
  const below = Object.hasOwn(map, key) ? map[key] : undefined
  return { ...map, [key]: rest.length === 0 ? value : withValue(typeof below === 'object' && below !== null ? { ...below } : {}, rest, value) }
}
