import { sql } from 'drizzle-orm'
import type { WaitingTimes } from '#contract/drafts.ts'
import type { Db } from '#platform/database.ts'
import { personNames } from '#server/registry/cards/names-of.ts'

/** One visa or approval that was asked for: when, and when it was decided; null: it waits. `voided`: the version counts no more. */
export type Asked = { person: string; askedAt: Date; decidedAt: Date | null; decidedBy: string | null; voidedAt: Date | null }

const hourMs = 3_600_000

/**
 * How long each person kept what was asked of them. What fell away before it was decided counts as asked, not as decided, and
 * gives no time; what still waits counts until `now`. The longest wait comes first.
 */
export function timesOf(asked: readonly Asked[], now: Date): WaitingTimes['people'] {
  const people = [...Map.groupBy(asked, (one) => one.person)].map(([person, all]) => {
    const decided = all.filter((one) => one.decidedAt !== null)
    const waiting = all.filter((one) => one.decidedAt === null && one.voidedAt === null)
    const hours = decided.map((one) => hoursBetween(one.askedAt, one.decidedAt ?? now)).toSorted((a, b) => a - b)
    const open = waiting.map((one) => hoursBetween(one.askedAt, now))
    return {
      person,
      asked: all.length,
      decided: decided.length,
      byDeputy: decided.filter((one) => one.decidedBy !== null && one.decidedBy !== person).length,
      waiting: waiting.length,
      medianHours: medianOf(hours),
      longestHours: hours.at(-1) ?? null,
      longestOpenHours: open.length === 0 ? null : Math.max(...open),
    }
  })
  const longest = (one: WaitingTimes['people'][number]) => Math.max(one.longestOpenHours ?? 0, one.medianHours ?? 0)
  return people.toSorted((a, b) => longest(b) - longest(a) || (a.person < b.person ? -1 : 1))
}

/** Waiting times of what was asked from the day `from` to the day `to`, both included, in the time zone of the house. */
export async function waitingTimesOf(db: Db, span: { from: string; to: string; timeZone: string; now: Date }): Promise<WaitingTimes> {
  const { from, to, timeZone, now } = span
  const within = (column: string) => sql`(${sql.raw(column)} at time zone ${timeZone})::date between ${from}::date and ${to}::date`
  const { rows } = await db.execute<{ person: string; asked_at: string; decided_at: string | null; decided_by: string | null; voided_at: string | null }>(sql`
    select person, asked_at, decided_at, decided_by, voided_at from visa where asked_at is not null and ${within('asked_at')}
    union all
    select approver, for_approval_at, approved_at, approved_by, withdrawn_at from draft where approver is not null and for_approval_at is not null and ${within('for_approval_at')}`)
  const day = (value: string | null) => (value === null ? null : new Date(value))
  const asked = rows.map((row) => ({ person: row.person, askedAt: new Date(row.asked_at), decidedAt: day(row.decided_at), decidedBy: row.decided_by, voidedAt: day(row.voided_at) }))
  const people = timesOf(asked, now)
  return { from, to, people, names: await personNames(db, people.map((one) => one.person)) }
}

const hoursBetween = (from: Date, to: Date): number => Math.round(((to.getTime() - from.getTime()) / hourMs) * 10) / 10

function medianOf(sorted: readonly number[]): number | null {
  const middle = sorted.length >> 1
  const high = sorted[middle]
  if (high === undefined) return null
  if (sorted.length % 2 === 1) return high
  return Math.round((((sorted[middle - 1] ?? high) + high) / 2) * 10) / 10
}
