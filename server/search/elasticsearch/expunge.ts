import { setTimeout as after } from 'node:timers/promises'
import { z } from 'zod'
import { timeLimits, type Client } from './connect.ts'
import { ElasticsearchFault, faultOf } from './fault.ts'
import { makeFindable } from './indices.ts'

/** Merging an index takes as long as copying it. */
const mergeMs = 3_600_000
const looks = 60
const lookEveryMs = 500

const counted = z.object({ count: z.int() })
const leftAnswer = z.object({ _all: z.object({ total: z.object({ docs: z.object({ deleted: z.int().optional() }).optional() }) }) })

/**
 * Sees to it that records which were taken out of the index are in none of its files: Elasticsearch keeps what was deleted until
 * its segments are merged, passes over segments with few deletions, and keeps operations for copies that may want to catch up.
 * All three are switched off for one merge. Then it is looked whether anything is left. Throws an `ElasticsearchFault`.
 */
export async function expungeDeleted(client: Client, alias: string, records: readonly string[], recordsAtOnce = 1000): Promise<void> {
  await makeFindable(client, alias)
  for (let at = 0; at < records.length; at += recordsAtOnce) {
    const { count } = counted.parse(await client.count({ index: alias, query: { terms: { record: records.slice(at, at + recordsAtOnce) } } }, { requestTimeout: timeLimits.writeMs }))
    if (count > 0) throw new ElasticsearchFault('behind', 'Elasticsearch still finds pages of destroyed records.')
  }
  const inTime = { requestTimeout: timeLimits.manageMs }
  await client.indices.putSettings({ index: alias, settings: { 'index.merge.policy.expunge_deletes_allowed': '0', 'index.soft_deletes.retention_lease.period': '1s' } }, inTime)
  try {
    for (let look = 0; look < looks; look += 1) {
      await client.indices.flush({ index: alias, force: true, wait_if_ongoing: true }, inTime)
      await client.indices.forcemerge({ index: alias, only_expunge_deletes: true }, { requestTimeout: mergeMs })
      await makeFindable(client, alias)
      if ((await deletedLeft(client, alias)) === 0) return
      await after(lookEveryMs)
    }
    throw new ElasticsearchFault('behind', 'Elasticsearch has not yet merged away what was deleted.')
  } finally {
    await client.indices.putSettings({ index: alias, settings: { 'index.soft_deletes.retention_lease.period': null } }, inTime).catch((error: unknown) => {
      throw faultOf(error)
    })
  }
}

/** Deleted pages that some segment still holds. */
async function deletedLeft(client: Client, alias: string): Promise<number> {
  return leftAnswer.parse(await client.indices.stats({ index: alias, metric: 'docs' }, { requestTimeout: timeLimits.manageMs }))._all.total.docs?.deleted ?? 0
}
