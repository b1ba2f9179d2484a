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

/** The same for many entries in their order. */
export async function appendAudits(tx: Tx, entries: readonly AuditEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return
  const { last } = await lockChain(tx)
  await tx.insert(auditEvent).values(linkEntries(last, entries, now))
}

/** The last entry of the chain, null before the first. */
export type LastEntry = { seq: number; leafHash: string } | null

type Answered = { rows: Record<string, unknown>[] }

/**
 * Waits for the chain and answers its last entry, held until the end of the transaction. `first`: what is done before in the
 * same message, and its rows; for a writer whom many others wait for. Several statements in one message, not one statement,
 * which would see the entries as they were before the wait.
 */
export async function lockChain(tx: Tx, first = sql`select`): Promise<{ last: LastEntry; rows: Record<string, unknown>[] }> {
  const answers: unknown = await tx.execute(sql`${first}; select pg_advisory_xact_lock(${chainLock}); select seq, leaf_hash from audit_event order by seq desc limit 1`.inlineParams())
  const [done, , read] = answers as readonly Answered[]
  const found = read?.rows[0]
  return { last: found === undefined ? null : { seq: Number(found['seq']), leafHash: String(found['leaf_hash']) }, rows: done?.rows ?? [] }
}

/** Rows of entries that follow the last one, for a transaction that holds the chain. */
export function linkEntries(last: LastEntry, entries: readonly AuditEntry[], now: Date): (typeof auditEvent.$inferInsert)[] {
  let { seq, prevHash } = { seq: last?.seq ?? 0, prevHash: last?.leafHash ?? genesisHash }
  return entries.map((entry) => {
    const details = entry.details ?? {}
    const detailsSalt = randomBytes(16).toString('hex')
    const leaf = { seq: (seq += 1), at: now.toISOString(), actor: entry.actor, action: entry.action, object: entry.object, detailsHash: detailsHash(details, detailsSalt), prevHash }
    prevHash = leafHash(leaf)
    return { ...leaf, at: now, details, detailsSalt, leafHash: prevHash }
  })
}
