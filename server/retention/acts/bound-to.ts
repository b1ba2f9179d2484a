import { createHash } from 'node:crypto'
import { and, asc, inArray, isNull } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { fileMember } from '#server/file-plan/schema.ts'
import type { Judged } from '../judge-subject.ts'
import type { Subject } from '../subject.ts'

/** What a line is bound to: `binding` hashes the whole of it, `membership` the files or records alone, to tell what changed. */
export type Bound = { readonly binding: string; readonly membership: string }

/** Sorted ids of the records that lie in each of some files now. */
export async function membersOf(db: Db | Tx, files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (files.length === 0) return new Map()
  const rows = await db
    .select({ file: fileMember.file, record: fileMember.record })
    .from(fileMember)
    .where(and(inArray(fileMember.file, [...files]), isNull(fileMember.endedAt)))
    .orderBy(asc(fileMember.record))
  return new Map([...Map.groupBy(rows, (row) => row.file)].map(([file, members]) => [file, members.map((member) => member.record)]))
}

/** The answer of a file does not say what lies in it; a line on it is bound to that as well. */
export function boundTo(judged: Judged, kind: Subject['kind'], members: readonly string[]): Bound {
  const lies = kind === 'file' ? members : [...judged.gathered.memberships].sort()
  const membership = hash(lies.join('\n'))
  return { membership, binding: hash(`${judged.binding}\n${membership}`) }
}

/** Hash of a list of lines in any order: what approvals are given for. Lines that fall out later stay in it. */
export function listHashOf(bindings: readonly string[]): string {
  return hash([...bindings].sort().join('\n'))
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
