import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
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

/**
 * Waits for the chain and answers its last entry. Two statements in one message, since everybody who writes waits here; not
 * one statement, which would see the entries as they were before the wait.
 */
async function lockChain(tx: Tx): Promise<{ seq: number; leafHash: string } | null> {
  const answers: unknown = await tx.execute(sql.raw(`select pg_advisory_xact_lock(${chainLock}); select seq, leaf_hash from audit_event order by seq desc limit 1`))
  const [, read] = answers as readonly { rows: { seq: string; leaf_hash: string }[] }[]
  const last = read?.rows[0]
  return last === undefined ? null : { seq: Number(last.seq), leafHash: last.leaf_hash }
}

/** The same for many entries in their order. */
export async function appendAudits(tx: Tx, entries: readonly AuditEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return
  const last = await lockChain(tx)
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
