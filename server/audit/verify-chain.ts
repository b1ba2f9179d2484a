import { asc, gt } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { detailsHash, genesisHash, leafHash } from './leaf.ts'
import { auditEvent } from './schema.ts'

export type ChainFault = { seq: number; fault: 'gap' | 'changed' | 'details-changed' | 'unchained' }

const pageSize = 1000

/** Recomputes the whole chain from the first entry; memory stays at one page of entries. */
export async function verifyChain(db: Db): Promise<{ entries: number; faults: ChainFault[] }> {
  const faults: ChainFault[] = []
  let seq = 0
  let previous = genesisHash
  for (;;) {
    const rows = await db.select().from(auditEvent).where(gt(auditEvent.seq, seq)).orderBy(asc(auditEvent.seq)).limit(pageSize)
    if (rows.length === 0) return { entries: seq, faults }
    for (const row of rows) {
      if (row.seq !== seq + 1) faults.push({ seq: seq + 1, fault: 'gap' })
      if (row.prevHash !== previous) faults.push({ seq: row.seq, fault: 'unchained' })
      if (detailsHash(row.details, row.detailsSalt) !== row.detailsHash) faults.push({ seq: row.seq, fault: 'details-changed' })
      const { actor, action, object, detailsHash: hashOfDetails, prevHash } = row
      if (leafHash({ seq: row.seq, at: row.at.toISOString(), actor, action, object, detailsHash: hashOfDetails, prevHash }) !== row.leafHash)
        faults.push({ seq: row.seq, fault: 'changed' })
      seq = row.seq
      previous = row.leafHash
    }
  }
}
