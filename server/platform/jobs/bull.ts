import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import Bull from 'bull'
import type { Redis } from 'ioredis'
import type { Log } from '../logger.ts'
import { createPatience } from './patience.ts'
import type { Jobs } from './port.ts'
import { openRedis } from './redis-connection.ts'
import { createWorkplace } from './workplace.ts'

export type BullOptions = {
  /** `redis://` or `rediss://`, see `redisOptions`. */
  url: string
  /** What tells this installation from others on the same Redis: they never see each other's ids. */
  installation: string
  log: Log
  /** A clock that only moves forward. */
  nowMs?: () => number
  /** An id that nobody took for so long, although somebody asked, is done here. */
  patienceMs?: number
}

/** Redis waits so long for an id before it answers that there is none. */
const emptyAnswerSeconds = 1
const pauseAfterFaultMs = 500
const leftoverAgeMs = 60_000

/**
 * The jobs port on Redis, through the queue library Bull: servers on one database share the work. An
 * id that waits is one job, so doubles collapse. It leaves Redis when a process has room for it, before
 * it is done: nothing can go stale there, and what a killed process took is found by the sweep. While
 * Redis is away, or keeps an id to itself, ids go straight to the handlers of this process.
 */
export async function bullJobs(options: BullOptions): Promise<Jobs> {
  const { nowMs = () => performance.now(), patienceMs = 10_000 } = options
  const redis = await openRedis(options.url, options.log, emptyAnswerSeconds)
  const queue = openQueue(options.installation, redis)
  const here = createWorkplace()
  const patience = createPatience(patienceMs)
  const end = new AbortController()
  const { signal } = end
  let taking: Promise<void> | undefined

  const takeOne = async (): Promise<void> => {
    if (await here.room()) patience.busy(nowMs())
    const job = await queue.getNextJob()
    if (!job) return
    const id = String(job.id)
    patience.taken(id, nowMs())
    await here.do(id)
    await job.moveToCompleted('', false, true)
  }
  const takeUntilClosed = async (): Promise<void> => {
    for (let cleanedMs = -Infinity; !signal.aborted; ) {
      try {
        if (nowMs() - cleanedMs > leftoverAgeMs) {
          // Jobs of a process that was killed between asking for an id and getting it.
          await queue.clean(leftoverAgeMs, 'active')
          cleanedMs = nowMs()
        }
        await takeOne()
      } catch {
        // The connection reports what is wrong and comes back by itself.
        await pause(pauseAfterFaultMs, undefined, { signal }).catch(() => undefined)
      }
    }
  }
  return {
    async deliver(id) {
      if (signal.aborted) return
      const overdue = taking !== undefined && patience.isOver(id, nowMs())
      if (overdue || !redis.isUp() || here.isRunning(id)) return here.do(id)
      await queue.add({}, { jobId: id }).catch(() => here.do(id))
    },
    consume(handler, concurrency) {
      here.open(handler, concurrency)
      taking ??= takeUntilClosed()
    },
    kind: () => (redis.isUp() ? 'redis' : 'in-process'),
    async close() {
      end.abort()
      await here.close()
      redis.close()
      await taking
    },
  }
}

/**
 * Bull's own processing is not used: it keeps an id in Redis until it is done, where after a kill it
 * would wait half a minute for its lock to run out.
 */
function openQueue(installation: string, redis: { asking: Redis; waiting: Redis }): Bull.Queue<object> {
  const name = createHash('sha256').update(installation).digest('hex').slice(0, 24)
  return new Bull('tasks', {
    prefix: `opis:${name}`,
    createClient: (type) => (type === 'client' ? redis.asking : redis.waiting),
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    settings: { drainDelay: emptyAnswerSeconds, stalledInterval: 0 },
  })
}
