import { and, eq, inArray } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { act, actLine, stub } from '../acts/schema.ts'
import type { RetentionContext } from '../compute-retention.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import { judgeSubjects, type Judged } from '../judge-subject.ts'
import { nowAndToday } from '../holds/today.ts'
import { addItems, recordsOf } from './add-request.ts'
import { judgeItem, stateOf } from './judge-item.ts'
import { erasureItem, erasureRequest, type ItemRow } from './schema.ts'

type Request = typeof erasureRequest.$inferSelect
type Change = Partial<ItemRow> & { record: string }

/** Items judged at once, and items that the audit log names one by one. */
const [pageSize, namedItems] = [500, 200]

/** The request of that number, or `not-found`. */
export async function findRequest(db: Db | Tx, number: string): Promise<Request> {
  const [found] = await db.select().from(erasureRequest).where(eq(erasureRequest.number, number))
  if (found === undefined) throw refusal('no-such-erasure-request', {}, 'There is no such request.')
  return found
}

/**
 * Judges every record of a request, with those that were linked to the person since, and says how far it has come: refused with
 * rule and date, or ready for an act, or erased by one. Changes nothing of the archive; may be asked again until it has ended.
 */
export async function assessRequest(context: RetentionContext, number: string, actor: string): Promise<void> {
  const { now, today } = nowAndToday(context)
  await context.records.db.transaction(async (tx) => {
    const request = await lockOpen(tx, number)
    if (request.person !== null) await addItems(tx, request.id, await recordsOf(tx, request.person))
    const items = await tx.select().from(erasureItem).where(eq(erasureItem.request, request.id)).orderBy(erasureItem.record)
    const assessed: Change[] = []
    for (let at = 0; at < items.length; at += pageSize) assessed.push(...(await judgeItems(context, tx, items.slice(at, at + pageSize), civilDateAt(now.getTime(), context.timeZone))))
    for (const { record, ...change } of assessed) await tx.update(erasureItem).set(change).where(and(eq(erasureItem.request, request.id), eq(erasureItem.record, record)))
    const state = stateOf(assessed.map((item) => item.outcome ?? null))
    await tx.update(erasureRequest).set({ state, assessedOn: today, assessedBy: actor }).where(eq(erasureRequest.id, request.id))
    const named = assessed.slice(0, namedItems).map(({ record, outcome = null, reason = null, rule = null, cite = null, eligibleOn = null, actNumber = null }) => ({ record, outcome, reason, rule, cite, eligibleOn, act: actNumber }))
    await appendAudit(tx, { actor, action: 'retention.assess-erasure-request', object: `erasure-request:${number}`, details: { state, records: assessed.length, items: named } }, now)
  })
}

/** What a person decides where the law says both: keep until a day, and erase before it. The request is assessed anew with it. */
export async function decideItem(context: RetentionContext, number: string, wanted: { record: string; keep: boolean; reason: string }, actor: string): Promise<void> {
  const { now } = nowAndToday(context)
  await context.records.db.transaction(async (tx) => {
    const request = await lockOpen(tx, number)
    const decision = wanted.keep ? 'keep' : 'erase'
    const decided = await tx
      .update(erasureItem)
      .set({ decision, decisionReason: wanted.reason, decidedBy: actor, decidedAt: now })
      .where(and(eq(erasureItem.request, request.id), eq(erasureItem.record, wanted.record), eq(erasureItem.outcome, 'needs-decision')))
      .returning({ record: erasureItem.record })
    if (decided.length === 0) throw refusal('nothing-to-decide', {}, 'There is nothing to decide about this record: the law gives one answer, or somebody has decided already.')
    await appendAudit(tx, { actor, action: 'retention.decide-erasure-item', object: `erasure-request:${number}`, details: { record: wanted.record, decision, reason: wanted.reason } }, now)
  })
  await assessRequest(context, number, actor)
}

async function lockOpen(tx: Tx, number: string): Promise<Request> {
  const [found] = await tx.select().from(erasureRequest).where(eq(erasureRequest.number, number)).for('update')
  if (found === undefined) throw refusal('no-such-erasure-request', {}, 'There is no such request.')
  if (found.state !== 'received' && found.state !== 'assessed') throw refusal('erasure-request-closed', { number }, `The request ${number} has been answered. Take in a new one.`)
  return found
}

async function judgeItems(context: RetentionContext, tx: Tx, items: readonly ItemRow[], today: CivilDate): Promise<Change[]> {
  const ids = items.map(({ record }) => record)
  const judged = new Map((await judgeSubjects(tx, context.schedules(), 'record', ids, today)).map((one) => [one.gathered.subject.id, one]))
  const gone = new Map((await tx.select().from(stub).where(inArray(stub.record, ids))).map((one) => [one.record, one]))
  const acts = await livingActs(tx, [...ids, ...[...judged.values()].flatMap((one) => one.gathered.memberships)])
  return items.map(({ record, decision }): Change => {
    const left = gone.get(record)
    const now = judged.get(record)
    if (now === undefined) {
      const { rule = null, cite = null, schedule = null, version = null, actNumber = null } = left ?? {}
      return { record, outcome: left?.kind === 'transferred' ? 'refused' : 'erased', reason: left?.kind === 'transferred' ? 'transfer' : null, rule, cite, schedule, version, actNumber, file: null }
    }
    const file = fileOf(now)
    return { record, ...judgeItem(now.answer, decision), actNumber: acts.get(file ?? record) ?? null, file }
  })
}

/** The file that stands for a record on an act, where the rule goes by files and the record lies in one only. */
function fileOf({ answer, gathered }: Judged): string | null {
  const [only, ...more] = gathered.memberships
  return answer.unit === 'file' && only !== undefined && more.length === 0 ? only : null
}

async function livingActs(tx: Tx, subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (subjects.length === 0) return new Map()
  const rows = await tx.select({ subject: actLine.subject, number: act.number }).from(actLine).innerJoin(act, eq(act.id, actLine.act)).where(and(inArray(actLine.subject, [...subjects]), inArray(actLine.state, ['proposed', 'agreed', 'executing'])))
  return new Map(rows.map((row) => [row.subject, row.number]))
}
