import { desc, sql } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import type { Db, Tx } from '#platform/database.ts'
import { openCheckpoint, originOf, signCheckpoint } from './checkpoint.ts'
import { leafHashOf } from './entry-leaf.ts'
import { addLeaf, emptyTree, rootOf, type Tree } from './merkle.ts'
import { readEntries } from './read-entries.ts'
import { auditCheckpoint, auditEvent } from './schema.ts'
import type { NoteSigner } from './signed-note.ts'

/** Any number that no other advisory lock of this product uses. */
const checkpointLock = 7_301_149

/**
 * Signs the log as it stands and keeps the checkpoint; the size it covers. Nothing is made of an empty
 * log or when the newest checkpoint covers everything. Only entries behind the newest checkpoint are
 * read, unless that one does not bear our signature. Errors: `integrity` when an entry is missing or changed: what is
 * damaged is never signed.
 */
export async function makeCheckpoint(db: Db, signer: NoteSigner, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${checkpointLock})`)
    const origin = await originOfLog(tx)
    if (origin === null) return 0
    const before = await knownTree(tx, signer, origin)
    let tree = before
    for await (const row of readEntries(tx, before.size)) {
      const hash = leafHashOf(row)
      if (row.seq !== tree.size + 1 || hash !== row.leafHash) throw new OpisError('integrity', `The audit log is damaged at entry ${tree.size + 1}. Export it and find the damage with: opis audit verify`)
      tree = addLeaf(tree, Buffer.from(hash, 'hex'))
    }
    if (tree.size > before.size) {
      const note = signCheckpoint(signer, { origin, size: tree.size, root: rootOf(tree), at: now.toISOString() })
      await tx.insert(auditCheckpoint).values({ size: tree.size, at: now, note, peaks: tree.peaks.map((peak) => peak.toString('hex')) }).onConflictDoNothing()
    }
    return tree.size
  })
}

/** Name of this log, null while it has no entry. */
export async function originOfLog(db: Db | Tx): Promise<string | null> {
  const [first] = await db.select().from(auditEvent).orderBy(auditEvent.seq).limit(1)
  return first ? originOf(first.leafHash) : null
}

/** The tree at the newest checkpoint, if what is kept of it is what we signed; else the empty one. */
async function knownTree(tx: Tx, signer: NoteSigner, origin: string): Promise<Tree> {
  const [last] = await tx.select().from(auditCheckpoint).orderBy(desc(auditCheckpoint.size)).limit(1)
  if (!last) return emptyTree
  const tree: Tree = { size: last.size, peaks: last.peaks.map((peak) => Buffer.from(peak, 'hex')) }
  const signed = openCheckpoint([signer.key], last.note)
  return signed?.origin === origin && signed.size === tree.size && signed.root.equals(rootOf(tree)) ? tree : emptyTree
}
