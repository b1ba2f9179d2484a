import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { fileMember, personLink } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import type { Hold } from '../engine/facts.ts'
import type { Subject } from '../subject.ts'
import { classesAbove } from './class-tree.ts'
import { hold, holdMatch, holdScope } from './schema.ts'
import { unexaminedBy, type Match } from './unexamined.ts'

/** What a subject is reached by: itself, its files, their classes, its people. */
type Reach = { subject: string; kind: string; target: string }

/**
 * The holds on some subjects of one kind, released ones included, by the id of the subject. A hold on a file, a class or a
 * person covers what lies there now and what comes later, since it is looked up anew each time. A hold by query covers what it
 * has caught, and whatever it cannot have looked at yet.
 */
export async function holdsOn(db: Db | Tx, kind: Subject['kind'], ids: readonly string[]): Promise<ReadonlyMap<string, readonly Hold[]>> {
  const [any] = ids.length === 0 ? [] : await db.select({ hold: holdScope.hold }).from(holdScope).limit(1)
  if (any === undefined) return new Map()
  const reaches = kind === 'record' ? await reachesOfRecords(db, ids) : await reachesOfFiles(db, ids)
  const targets = [...new Set(reaches.map(({ target }) => target))]
  const scopes = targets.length === 0 ? [] : await db.select({ kind: holdScope.kind, target: holdScope.target, hold: holdScope.hold }).from(holdScope).where(inArray(holdScope.target, targets))
  const byTarget = Map.groupBy(scopes, (scope) => `${scope.kind} ${scope.target}`)
  const found = new Map<string, Set<string>>()
  const add = (subject: string, id: string) => found.set(subject, (found.get(subject) ?? new Set()).add(id))
  for (const reach of reaches) for (const scope of byTarget.get(`${reach.kind} ${reach.target}`) ?? []) add(reach.subject, scope.hold)
  for (const match of await matchesOf(db, kind, ids)) add(match.subject, match.hold)
  return resolveHolds(db, found)
}

async function resolveHolds(db: Db | Tx, found: ReadonlyMap<string, ReadonlySet<string>>): Promise<ReadonlyMap<string, readonly Hold[]>> {
  const wanted = [...new Set([...found.values()].flatMap((ids) => [...ids]))]
  const rows = wanted.length === 0 ? [] : await db.select().from(hold).where(inArray(hold.id, wanted))
  const holds = new Map(rows.map((row): [string, Hold] => [row.id, { id: row.number, from: parseCivilDate(row.fromOn), released: row.releasedOn === null ? null : parseCivilDate(row.releasedOn) }]))
  return new Map([...found].map(([subject, ids]) => [subject, [...ids].flatMap((id) => holds.get(id) ?? [])]))
}

async function reachesOfRecords(db: Db | Tx, ids: readonly string[]): Promise<Reach[]> {
  const rows = await db
    .select({ id: record.id, class: record.class, file: fileMember.file, fileClass: sql<string | null>`(select class from file where file.id = ${fileMember.file})` })
    .from(record)
    .leftJoin(fileMember, and(eq(fileMember.record, record.id), sql`${fileMember.endedAt} is null`))
    .where(inArray(record.id, [...ids]))
  const files = rows.flatMap((row) => row.file ?? [])
  const people = await db
    .select()
    .from(personLink)
    .where(or(and(eq(personLink.subjectKind, 'record'), inArray(personLink.subject, [...ids])), files.length === 0 ? sql`false` : and(eq(personLink.subjectKind, 'file'), inArray(personLink.subject, files))))
  const above = await classesAbove(db, [...new Set(rows.flatMap((row) => [row.class, row.fileClass].filter((code) => code !== null)))])
  return rows.flatMap((row): Reach[] => [
    { subject: row.id, kind: 'record', target: row.id },
    ...(row.file === null ? [] : [{ subject: row.id, kind: 'file', target: row.file }]),
    ...[row.class, row.fileClass].flatMap((code) => (code === null ? [] : (above.get(code) ?? [code]).map((target) => ({ subject: row.id, kind: 'class', target })))),
    ...people.filter(({ subject }) => subject === row.id || subject === row.file).map(({ person }) => ({ subject: row.id, kind: 'person', target: person })),
  ])
}

/** A file is reached by what reaches any record in it: it cannot go while one of them may not. */
async function reachesOfFiles(db: Db | Tx, ids: readonly string[]): Promise<Reach[]> {
  const members = await db
    .select({ file: fileMember.file, record: fileMember.record })
    .from(fileMember)
    .where(and(inArray(fileMember.file, [...ids]), sql`${fileMember.endedAt} is null`))
  const ofRecords = members.length === 0 ? [] : await reachesOfRecords(db, [...new Set(members.map((member) => member.record))])
  const filesOf = Map.groupBy(members, (member) => member.record)
  const own = await db.execute<{ id: string; class: string }>(sql`select id, class from file where id in ${[...ids]}`)
  const people = await db.select().from(personLink).where(and(eq(personLink.subjectKind, 'file'), inArray(personLink.subject, [...ids])))
  const above = await classesAbove(db, [...new Set(own.rows.map((row) => row.class))])
  return [
    ...own.rows.flatMap(({ id, class: code }): Reach[] => [{ subject: id, kind: 'file', target: id }, ...(above.get(code) ?? [code]).map((target) => ({ subject: id, kind: 'class', target }))]),
    ...people.map(({ subject, person }) => ({ subject, kind: 'person', target: person })),
    ...ofRecords.flatMap((reach) => (filesOf.get(reach.subject) ?? []).map(({ file }) => ({ ...reach, subject: file }))),
  ]
}

async function matchesOf(db: Db | Tx, kind: Subject['kind'], ids: readonly string[]): Promise<Match[]> {
  if (kind === 'record') return matchesOfRecords(db, ids)
  const members = await db
    .select({ file: fileMember.file, record: fileMember.record })
    .from(fileMember)
    .where(and(inArray(fileMember.file, [...ids]), sql`${fileMember.endedAt} is null`))
  const filesOf = Map.groupBy(members, (member) => member.record)
  const matches = await matchesOfRecords(db, [...filesOf.keys()])
  return matches.flatMap((match) => (filesOf.get(match.subject) ?? []).map(({ file }) => ({ subject: file, hold: match.hold })))
}

async function matchesOfRecords(db: Db | Tx, ids: readonly string[]): Promise<Match[]> {
  if (ids.length === 0) return []
  const caught = await db.select({ subject: holdMatch.record, hold: holdMatch.hold }).from(holdMatch).where(inArray(holdMatch.record, [...ids]))
  return [...caught, ...(await unexaminedBy(db, ids))]
}
