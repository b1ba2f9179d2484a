import { coalesce } from '#kernel/coalesce.ts'
import type { Log } from '#platform/logger.ts'
import { examineServer } from '../elasticsearch/examine.ts'
import { ElasticsearchFault, faultOf } from '../elasticsearch/fault.ts'
import { beginBuild, type IndexBuild } from './build-index.ts'
import type { MirrorContext } from './mirror-context.ts'
import { sendWaiting } from './send-waiting.ts'
import { settleIndex } from './settle-index.ts'

/** How often we look after Elasticsearch while it answers, and while it does not. */
const lookMs = { well: 5_000, ill: 2_000 } as const
/** How long the start of the server waits for the first look; a longer one goes on behind it. */
const firstLookMs = 10_000
/** How long a change waits to be found by Elasticsearch before PostgreSQL answers instead. */
const tellMs = 15_000

export type Mirror = {
  /** Why Elasticsearch may not be asked now; null when it may. */
  fault(): ElasticsearchFault | null
  /** Elasticsearch did not answer a search. */
  failed(error: unknown): void
  /** Tells Elasticsearch of all changes made so far; answers when they are found there, or it may not be asked any more. */
  tell(): Promise<void>
  start(): Promise<void>
  /** Waits for the look under way; who stops aborts `stopping` of the context before. */
  stop(): Promise<void>
}

/** Puts every record into a build. */
export type FillBuild = (build: Pick<IndexBuild, 'put'>) => Promise<void>

/**
 * Looks after the index in Elasticsearch: whether it can be asked, whether it is ours and whole, builds it where it is
 * not, and sends what it missed. It may be asked only while nothing is known to be wrong and nothing waits.
 */
export function keepMirror(context: MirrorContext, fill: FillBuild, log: Log): Mirror {
  const { stopping } = context
  let fault: ElasticsearchFault | null = new ElasticsearchFault('building', 'Elasticsearch was not looked at yet.')
  /** What the log has said last. */
  let said: string | null = fault.reason
  /** Rises with every fault, so that a look that began before does not hide it. */
  let faults = 0
  /** Changes wait to be found already while a look sends the last of those that waited. */
  let isTold = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  const fell = (error: unknown) => {
    if (stopping.aborted) return
    const found = faultOf(error)
    if (said !== found.reason) log.warn('search is answered by PostgreSQL', { reason: found.reason, cause: found.message })
    said = found.reason
    fault = found
    faults += 1
    isTold = false
  }
  const rose = () => {
    if (fault !== null) log.info('search is answered by Elasticsearch')
    said = null
    fault = null
  }
  const send = coalesce(async () => {
    while ((await sendWaiting(context)).more);
  })
  const look = async (hasBuilt = false): Promise<void> => {
    const before = faults
    await examineServer(context.client)
    if (!(await settleIndex(context))) {
      if (hasBuilt) throw new ElasticsearchFault('refused', 'The index that was built in Elasticsearch is not the one that answers there.')
      fell(new ElasticsearchFault('building', 'The index in Elasticsearch is being built.'))
      await build(context, fill)
      return look(true)
    }
    if (fault !== null) fault = new ElasticsearchFault('behind', 'Elasticsearch is being told what it missed.')
    await send()
    isTold = true
    await send()
    if (fault !== null) await context.trySearch()
    if (faults === before) rose()
  }
  const lookAgain = () => {
    looking = look()
      .catch(fell)
      .then(() => {
        if (!stopping.aborted) timer = setTimeout(lookAgain, fault === null ? lookMs.well : lookMs.ill)
      })
    return looking
  }
  return {
    fault: () => fault,
    failed(error) {
      const found = faultOf(error)
      // One request that is refused says nothing about the others.
      if (found.reason === 'refused') log.warn('a search was answered by PostgreSQL', { cause: found.message })
      else fell(error)
    },
    async tell() {
      if (!isTold || stopping.aborted) return
      const limit = AbortSignal.timeout(tellMs)
      const tooLate = new Promise<never>((_, reject) => limit.addEventListener('abort', () => reject(new ElasticsearchFault('slow', 'Elasticsearch takes changes too slowly.')), { once: true }))
      await Promise.race([send(), tooLate]).catch(fell)
    },
    async start() {
      await Promise.race([lookAgain(), context.pause(firstLookMs)])
    },
    async stop() {
      clearTimeout(timer)
      await looking
    },
  }
}

async function build(context: MirrorContext, fill: FillBuild): Promise<void> {
  const begun = await beginBuild(context)
  if (begun === null) throw new ElasticsearchFault('building', 'The index in Elasticsearch is being built by another process.')
  try {
    await fill(begun)
  } catch (error) {
    await begun.abandon()
    throw error
  }
  await begun.finish()
}
