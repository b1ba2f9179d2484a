import { OpisError } from '#kernel/errors.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { faultOf, type ElasticsearchFault } from './elasticsearch/fault.ts'
import { beginBuild } from './mirror/build-index.ts'
import type { MirrorContext } from './mirror/mirror-context.ts'
import { distrustMirror } from './mirror/mirror-tables.ts'
import { reindex, type Reindexing } from './reindex.ts'
import type { SearchIndex } from './search-index.ts'

/**
 * Builds both indices anew in one pass over the records. PostgreSQL's is always finished; when Elasticsearch fails, what
 * it holds is no longer trusted, so that it is built by itself as soon as it can be. Throws `unreachable` then, and
 * `not-in-this-state` while another build goes on.
 */
export async function* reindexBoth(context: MirrorContext, records: RecordsContext, postgres: Pick<SearchIndex, 'put'>): Reindexing {
  const seen: { fault: ElasticsearchFault | null } = { fault: null }
  /** What Elasticsearch cannot do must not keep PostgreSQL from being built. */
  const guarded = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (seen.fault !== null) return undefined
    try {
      return await work()
    } catch (error) {
      seen.fault = faultOf(error)
      return undefined
    }
  }
  const build = await guarded(() => beginBuild(context))
  if (build === null) throw new OpisError('not-in-this-state', 'The index is being built already. Wait until that is done.')
  let isFilled = false
  try {
    const done = yield* reindex(records, async (pages) => {
      await postgres.put(pages)
      await guarded(async () => build?.put(pages))
    })
    isFilled = seen.fault === null
    if (isFilled) await guarded(async () => build?.finish())
    if (seen.fault !== null) {
      await distrustMirror(context.pool)
      throw new OpisError('unreachable', `PostgreSQL's index was built anew. Elasticsearch's was not: ${seen.fault.message} It is built by itself as soon as it can be.`, { cause: seen.fault })
    }
    return done
  } finally {
    // Whoever asked may have gone away, or the records could not be read.
    if (!isFilled) await build?.abandon()
  }
}
