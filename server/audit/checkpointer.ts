import { and, count, desc, gt, lt, sql } from 'drizzle-orm'
import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import { causeOf, type Log } from '#platform/logger.ts'
import { appendCheckpoints } from './checkpoint-file.ts'
import { makeCheckpoint } from './make-checkpoint.ts'
import { auditCheckpoint, auditEvent } from './schema.ts'
import type { NoteSigner } from './signed-note.ts'

/** A checkpoint is due at so many entries that none covers, or when one of them is so old. */
const entriesMax = 1000
const ageMaxMs = 10 * 60_000
const lookEveryMs = 60_000

export type Checkpointer = {
  readonly signer: NoteSigner
  /** Signs the log as it stands; the size covered. A file that cannot be written is told in the log and caught up later. */
  make(): Promise<number>
  /** Whether enough has happened since the last one. */
  due(): Promise<boolean>
  start(): void
  /** Ends the timer and signs what is left. */
  stop(): Promise<void>
}

/** Makes checkpoints in time, in the database and in a file outside it, which may lie on another disk. */
export function createCheckpointer(deps: { db: Db; signer: NoteSigner; file: string; clock: Clock; log: Log }): Checkpointer {
  const { db, signer, clock, log } = deps
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()

  const make = async () => {
    const size = await makeCheckpoint(db, signer, clock.now())
    await appendCheckpoints(db, deps.file, signer.key).catch((error: unknown) => log.warn('audit checkpoints could not be written to their file', { cause: causeOf(error) }))
    return size
  }
  const due = () => isDue(db, clock.now())
  const warn = (error: unknown) => log.warn('no audit checkpoint was made', { cause: causeOf(error) })
  return {
    signer,
    make,
    due,
    start() {
      timer = setInterval(() => {
        running = running.then(async () => ((await due()) ? make() : undefined)).catch(warn)
      }, lookEveryMs)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await running
      await make().catch(warn)
    },
  }
}

async function isDue(db: Db, now: Date): Promise<boolean> {
  const [last] = await db.select({ size: auditCheckpoint.size }).from(auditCheckpoint).orderBy(desc(auditCheckpoint.size)).limit(1)
  const uncovered = gt(auditEvent.seq, last?.size ?? 0)
  const [open] = await db.select({ entries: count() }).from(auditEvent).where(uncovered)
  if ((open?.entries ?? 0) >= entriesMax) return true
  const [old] = await db.select({ one: sql`1` }).from(auditEvent).where(and(uncovered, lt(auditEvent.at, new Date(now.getTime() - ageMaxMs)))).limit(1)
  return old !== undefined
}
