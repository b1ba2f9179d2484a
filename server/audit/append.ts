import { randomBytes } from 'node:crypto'
import { desc, sql } from 'drizzle-orm'
import type { AuditAction } from '#kernel/audit-actions.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { Tx } from '#platform/database.ts'
import { detailsHash, genesisHash, leafHash } from './leaf.ts'
import { auditEvent } from './schema.ts'

/** Any number that no other advisory lock of this product uses. */
const chainLock = 7_301_148

export type AuditEntry = {
  /** `user:<name>`, `agent:<id>` or `system`. */
  actor: string
  action: AuditAction
  /** What it was done to, `kind:<id>`. */
  object: string
  details?: Json
}

/**
 * Appends an entry in the caller's transaction: the change and its trace exist together or not at
 * all. Writers queue on a lock until the end of their transaction, so call it last.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry, now: Date): Promise<void> {
  await appendAudits(tx, [entry], now)
}

/** The same for many entries in their order. */
export async function appendAudits(tx: Tx, entries: readonly AuditEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return
  await tx.execute(sql`select pg_advisory_xact_lock(${chainLock})`)
  const [last] = await tx.select({ seq: auditEvent.seq, leafHash: auditEvent.leafHash }).from(auditEvent).orderBy(desc(auditEvent.seq)).limit(1)
  let { seq, prevHash } = { seq: last?.seq ?? 0, prevHash: last?.leafHash ?? genesisHash }
  const rows = entries.map((entry): typeof auditEvent.$inferInsert => {
    const details = entry.details ?? {}
    const detailsSalt = randomBytes(16).toString('hex')
    const leaf = { seq: (seq += 1), at: now.toISOString(), actor: entry.actor, action: entry.action, object: entry.object, detailsHash: detailsHash(details, detailsSalt), prevHash }
    prevHash = leafHash(leaf)
    return { ...leaf, at: now, details, detailsSalt, leafHash: prevHash }
  })
  await tx.insert(auditEvent).values(rows)
}
