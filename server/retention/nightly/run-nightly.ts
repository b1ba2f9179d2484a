import { and, asc, eq, gt, lte } from 'drizzle-orm'
import type { Log } from '#platform/logger.ts'
import { checkAllActs } from '../acts/watch-lines.ts'
import { retentionRun } from '../answers/schema.ts'
import { computeEach, type RetentionContext } from '../compute-retention.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import { retentionStatus } from '../schema.ts'
import type { Subject } from '../subject.ts'
import { judgeClock, type ClockVerdict } from './judge-clock.ts'
import { lastRunDay, listRuns } from './last-run.ts'

export type NightlyContext = RetentionContext & {
  /** Days that may lie between two runs before the clock is doubted. */
  readonly clockStepDays: number
  readonly log: Pick<Log, 'info' | 'warn'>
}

/** `answers`: how many were judged anew. */
export type NightlyRun =
  | { readonly kind: 'done'; readonly answers: number }
  | (Extract<ClockVerdict, { kind: 'refused' }> & { readonly today: CivilDate })

const pageSize = 500
const first = '00000000-0000-0000-0000-000000000000'

/**
 * Judges anew what the passing of time alone may have changed: subjects whose answer changes on a day that has come. All others
 * stay as they are; lines of acts that are not executed yet are judged too. Refused while the day cannot be believed; `confirmedBy` is the administrator who says that it can. Safe to run
 * twice: whatever was judged has its next day ahead.
 */
export async function runNightly(context: NightlyContext, confirmedBy: string | null = null): Promise<NightlyRun> {
  const { db } = context.records
  const startedAt = context.clock.now()
  const today = civilDateAt(startedAt.getTime(), context.timeZone)
  const verdict = judgeClock(today, await lastRunDay(db), context.clockStepDays)
  if (verdict.kind === 'refused' && confirmedBy === null) {
    await noteRefusal(context, verdict, today, startedAt)
    return { ...verdict, today }
  }
  const [run] = await db.insert(retentionRun).values({ runOn: formatCivilDate(today), state: 'running', confirmedBy, startedAt }).returning({ id: retentionRun.id })
  const answers = (await judgeDue(context, 'record', today)) + (await judgeDue(context, 'file', today))
  await checkAllActs(context)
  if (run !== undefined) await db.update(retentionRun).set({ state: 'done', answers, finishedAt: context.clock.now() }).where(eq(retentionRun.id, run.id))
  context.log.info('retention run', { answers, day: formatCivilDate(today) })
  return { kind: 'done', answers }
}

async function judgeDue(context: NightlyContext, kind: Subject['kind'], today: CivilDate): Promise<number> {
  const { db } = context.records
  const due = and(eq(retentionStatus.subjectKind, kind), lte(retentionStatus.changesOn, formatCivilDate(today)))
  let judged = 0
  for (let after = first; ; ) {
    const page = await db.select({ id: retentionStatus.subject }).from(retentionStatus).where(and(due, gt(retentionStatus.subject, after))).orderBy(asc(retentionStatus.subject)).limit(pageSize)
    const ids = page.map((row) => row.id)
    judged += await computeEach(context, kind, ids)
    const last = ids.at(-1)
    if (last === undefined || ids.length < pageSize) return judged
    after = last
  }
}

/** Said in the log each time, written down once a day and reason. */
async function noteRefusal({ records: { db }, log }: NightlyContext, { reason, lastRun, days }: Extract<ClockVerdict, { kind: 'refused' }>, today: CivilDate, startedAt: Date): Promise<void> {
  const row = { runOn: formatCivilDate(today), reason, lastRunOn: formatCivilDate(lastRun) }
  log.warn('retention run refused: the clock of the server cannot be right', { ...row, days, advice: 'Set the clock, or confirm the day: opis retention run --confirm-clock' })
  const [newest] = await listRuns(db, 1)
  if (newest?.state === 'refused' && newest.runOn === row.runOn && newest.reason === reason) return
  await db.insert(retentionRun).values({ ...row, state: 'refused', startedAt, finishedAt: startedAt })
}
