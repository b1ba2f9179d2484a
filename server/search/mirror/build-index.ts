import { newId } from '#kernel/ids.ts'
import { sendChanges, type BulkOptions } from '../elasticsearch/bulk.ts'
import { dropIndices, makeFindable, makeIndex, switchAlias } from '../elasticsearch/indices.ts'
import { mappingId } from '../elasticsearch/mapping.ts'
import type { IndexedPage } from '../search-index.ts'
import type { MirrorContext } from './mirror-context.ts'
import { mirrorRows, nextVersion, promote, rightToBuild, whileNobodySends } from './mirror-tables.ts'

/** Pages that are gathered for one sending. */
const pagesAtOnce = 300

export type IndexBuild = {
  /** Adds pages of a record that were read after the build began. */
  put(pages: readonly IndexedPage[]): Promise<void>
  /** Lets the new index answer, at one stroke, and deletes the old one. */
  finish(): Promise<void>
  /** Leaves everything as it was before. A build ends with this or with `finish`. */
  abandon(): Promise<void>
}

/**
 * Begins an empty index beside the one that answers. From now on every change goes to both, and what the
 * build sends never overwrites a change, so that nothing is missing when it takes over. Null while another build goes on.
 */
export async function beginBuild(context: MirrorContext): Promise<IndexBuild | null> {
  const right = await rightToBuild(context.pool)
  if (right === null) return null
  try {
    await dropLeftOver(context)
    const name = `${context.alias}-${newId()}`
    await context.pool.query("insert into search_mirror (name, mapping, state) values ($1, $2, 'building')", [name, mappingId])
    const { uuid } = await makeIndex(context.client, name, context.nextAlias)
    await context.pool.query('update search_mirror set uuid = $2 where name = $1', [name, uuid])
    const options: BulkOptions = { alias: context.nextAlias, version: await nextVersion(context.pool), pause: context.pause, stopping: context.stopping }
    const { put, rest } = pageSink(context, options)
    return {
      put,
      finish: () => rest().then(() => takeOver(context, name)).finally(() => right.end()),
      abandon: () => dropLeftOver(context).catch(() => undefined).finally(() => right.end()),
    }
  } catch (error) {
    await dropLeftOver(context).catch(() => undefined)
    await right.end()
    throw error
  }
}

/** While one load is on its way, the next is read; never more than these two wait. */
function pageSink(context: MirrorContext, options: BulkOptions): { put: IndexBuild['put']; rest(): Promise<void> } {
  let gathered: IndexedPage[] = []
  let underWay: Promise<void> = Promise.resolve()
  const send = async () => {
    await underWay
    const load = gathered
    gathered = []
    underWay = sendChanges(context.client, load.map((page) => ({ put: page })), options)
    underWay.catch(() => undefined)
  }
  return {
    async put(pages) {
      gathered.push(...pages)
      if (gathered.length >= pagesAtOnce) await send()
    },
    async rest() {
      await send()
      await underWay
    },
  }
}

async function takeOver(context: MirrorContext, name: string): Promise<void> {
  await makeFindable(context.client, context.nextAlias, context.stopping)
  await whileNobodySends(context.pool, async (db) => {
    await switchAlias(context.client, context.alias, name, context.nextAlias)
    await promote(db)
  })
  // What is left of the old one goes with the next build at the latest.
  await dropIndices(context.client, `${context.alias}-`, [name]).catch(() => undefined)
}

/** Takes away what a build that was cut off has left; only who has the right to build may call it. */
async function dropLeftOver({ pool, client, alias }: MirrorContext): Promise<void> {
  await pool.query("delete from search_mirror where state = 'building'")
  const { live } = await mirrorRows(pool)
  await dropIndices(client, `${alias}-`, live === null ? [] : [live.name])
}

/** The same for a build of which nobody knows any more; does nothing while one goes on. */
export async function dropForgottenBuild(context: MirrorContext): Promise<void> {
  const right = await rightToBuild(context.pool)
  if (right !== null) await dropLeftOver(context).finally(() => right.end())
}
