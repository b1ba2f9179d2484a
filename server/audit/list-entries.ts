import { asc, eq } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { auditEvent } from './schema.ts'

/** What happened to one object, oldest first; at most 500 entries. */
export async function listEntries(db: Db, object: string): Promise<{ at: Date; actor: string; action: string; details: unknown }[]> {
  return db
    .select({ at: auditEvent.at, actor: auditEvent.actor, action: auditEvent.action, details: auditEvent.details })
    .from(auditEvent)
    .where(eq(auditEvent.object, object))
    .orderBy(asc(auditEvent.seq))
    .limit(500)
}
