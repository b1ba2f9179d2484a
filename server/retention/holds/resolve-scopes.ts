import { and, eq } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { file, person } from '#server/file-plan/schema.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { seeRecord } from '#server/records/visible.ts'
import type { HoldScope } from './schema.ts'

export type WantedScope = { kind: HoldScope; target: string }

/**
 * The scopes as they are kept: a file may be named by its class and its index (`decisions 01-12`), a person by name. Throws
 * `not-found` for what is not there, and `bad-request` for a name that several people bear.
 */
export async function resolveScopes(db: Db, rights: RecordFilter, wanted: readonly WantedScope[]): Promise<WantedScope[]> {
  const resolved: WantedScope[] = []
  for (const { kind, target } of wanted) resolved.push({ kind, target: await resolveTarget(db, rights, kind, target.trim()) })
  return [...new Map(resolved.map((scope) => [`${scope.kind} ${scope.target}`, scope])).values()]
}

async function resolveTarget(db: Db, rights: RecordFilter, kind: HoldScope, target: string): Promise<string> {
  switch (kind) {
    case 'query': return target
    case 'record': {
      if (!isUuid(target)) throw refusal('no-such-record', {}, 'There is no such record, or you may not see it.')
      return (await seeRecord(db, rights, target)).id
    }
    case 'class': {
      const [found] = await db.select({ code: fileClass.code }).from(fileClass).where(eq(fileClass.code, target))
      if (found === undefined) throw refusal('unknown-class', { class: target }, `There is no class ${target} in the file plan.`)
      return found.code
    }
    case 'file': return findFile(db, target)
    case 'person': return findPerson(db, target)
  }
}

async function findFile(db: Db, target: string): Promise<string> {
  const [code = '', ...index] = target.split(' ')
  const wanted = isUuid(target) ? eq(file.id, target) : and(eq(file.class, code), eq(file.number, index.join(' ')))
  const [found] = await db.select({ id: file.id }).from(file).where(wanted)
  if (found === undefined) throw refusal('no-such-file', {}, `There is no file ${target}. Name it by its class and its index, as in: decisions 01-12.`)
  return found.id
}

/** The id of a person, by id or by the whole name. */
export async function findPerson(db: Db, target: string): Promise<string> {
  const found = await db.select({ id: person.id }).from(person).where(isUuid(target) ? eq(person.id, target) : eq(person.name, target)).limit(2)
  const [first] = found
  if (first === undefined) throw refusal('no-such-person', {}, 'There is no such person in the archive.')
  if (found.length > 1) throw refusal('several-people', { name: target }, `Several people are called ${target}. Name the person by id.`)
  return first.id
}

/** Of any version: files that were known before they had rows of their own have another than `newId` gives. */
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
