import { sql } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import { nextInSeries } from '#platform/number-series.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import type { HoldsContext } from './context.ts'
import { changeHolds } from './holds-lock.ts'
import { resolveScopes, type WantedScope } from './resolve-scopes.ts'
import { hold, holdScope } from './schema.ts'
import { nowAndToday } from './today.ts'

/** `from` is not to come: a hold is in force from the moment at which it is placed. */
export type NewHold = { reason: string; authority: string; from?: string | undefined; reviewOn: string; scopes: readonly WantedScope[] }

/**
 * Places a hold: accepted at any time, also while an act is executed. From its commit nothing that it covers is erased; lists
 * and screens follow in a task of their own. Answers its number.
 */
export async function placeHold(context: HoldsContext, wanted: NewHold, rights: RecordFilter, actor: string): Promise<string> {
  const { db, outbox } = context.records
  const { now, today } = nowAndToday(context)
  const from = wanted.from ?? today
  for (const date of [from, wanted.reviewOn]) if (parseCivilDate(date) === null) throw refusal('no-such-date', { date }, `${date} is not a date of the calendar.`)
  if (from > today) throw refusal('date-to-come', { date: from }, `${from} is still to come. A hold is in force from the day on which it is placed, or an earlier one.`)
  if (wanted.reviewOn < today) throw refusal('review-in-the-past', { date: wanted.reviewOn }, `${wanted.reviewOn} has passed. Give a day on which the hold is to be reviewed.`)
  const scopes = await resolveScopes(db, rights, wanted.scopes)
  const queries = scopes.filter((scope) => scope.kind === 'query')
  const caught = new Set((await Promise.all(queries.map((scope) => context.findRecords(scope.target)))).flat())
  const id = newId()
  const number = await db.transaction(async (tx) => {
    const given = `H-${await nextInSeries(tx, 'holds')}`
    await tx.insert(hold).values({ id, number: given, reason: wanted.reason, authority: wanted.authority, fromOn: from, reviewOn: wanted.reviewOn, placedBy: actor, placedAt: now, caughtUpAt: queries.length === 0 ? now : null })
    await tx.insert(holdScope).values(scopes.map((scope) => ({ hold: id, ...scope })))
    await catchRecords(tx, id, [...caught], now)
    await outbox.announce(tx, 'hold.changed', id)
    await changeHolds(tx)
    await appendAudit(tx, { actor, action: 'retention.place-hold', object: `hold:${given}`, details: { authority: wanted.authority, from, reviewOn: wanted.reviewOn, scopes: scopes.map(auditedScope), caught: caught.size } }, now)
    return given
  })
  outbox.wake()
  return number
}

/** Notes that a hold by query has caught these records; once caught, they stay so. */
export async function catchRecords(tx: Tx, id: string, records: readonly string[], now: Date): Promise<void> {
  if (records.length === 0) return
  const list = sql.param(`{${records.join(',')}}`)
  await tx.execute(sql`insert into hold_match (hold, record, matched_at) select ${id}, record, ${now.toISOString()}::timestamptz from unnest(${list}::uuid[]) as caught (record) on conflict do nothing`)
}

/** What the audit log, which outlives every record, says of a scope: what is searched for may name people, so it stays with the hold. */
const auditedScope = ({ kind, target }: WantedScope) => (kind === 'query' ? { kind } : { kind, target })
