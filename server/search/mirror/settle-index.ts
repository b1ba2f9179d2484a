import { examineIndex } from '../elasticsearch/examine.ts'
import { indexBehind, type MadeIndex } from '../elasticsearch/indices.ts'
import { mappingId } from '../elasticsearch/mapping.ts'
import { dropForgottenBuild } from './build-index.ts'
import type { MirrorContext } from './mirror-context.ts'
import { mirrorRows, promote, whileNobodySends, type MirrorRow } from './mirror-tables.ts'

/**
 * Whether the index that the alias leads to is the one that the database knows to hold every page but those
 * that are noted as not yet sent. If not, one must be built. Throws when the index is red or takes no changes.
 */
export async function settleIndex(context: MirrorContext): Promise<boolean> {
  const behind = await indexBehind(context.client, context.alias)
  if (behind === null) return false
  const { live, building } = await mirrorRows(context.pool)
  if (isThat(live, behind)) {
    if (building !== null) await dropForgottenBuild(context)
  } else if (!(await takeUpSwitched(context, behind))) return false
  await examineIndex(context.client, behind.name)
  return true
}

function isThat(row: MirrorRow | null, { name, uuid }: MadeIndex): boolean {
  return row !== null && row.name === name && row.uuid === uuid && row.mapping === mappingId
}

/** A finished build whose process died, or was not answered, between switching the alias and saying so in the database. */
async function takeUpSwitched(context: MirrorContext, behind: MadeIndex): Promise<boolean> {
  return whileNobodySends(context.pool, async (db) => {
    const { live, building } = await mirrorRows(db)
    if (isThat(live, behind)) return true
    if (!isThat(building, behind)) return false
    await promote(db)
    return true
  })
}
