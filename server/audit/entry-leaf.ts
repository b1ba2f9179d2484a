import { leafHash, type Leaf } from './leaf.ts'
import type { auditEvent } from './schema.ts'

export type EntryRow = typeof auditEvent.$inferSelect

/** What the hash of a stored entry covers. */
export function leafOf({ seq, at, actor, action, object, detailsHash, prevHash }: EntryRow): Leaf {
  return { seq, at: at.toISOString(), actor, action, object, detailsHash, prevHash }
}

/** The leaf hash recomputed from what the entry says, whatever hash is stored beside it. */
export const leafHashOf = (row: EntryRow): string => leafHash(leafOf(row))
