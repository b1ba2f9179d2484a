import { and, eq, inArray, or, type SQL } from 'drizzle-orm'
import type { StubView } from '#contract/destruction.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { stub } from '../acts/schema.ts'

/**
 * What stays of a record, for whoever could have seen the record itself; `no-such-stub` alike for what never was and for what
 * may not be seen (case W15). `today`: civil date.
 */
export async function seeStub(db: Db, filter: RecordFilter, id: string, today: string): Promise<StubView> {
  const [found] = await db.select().from(stub).where(and(eq(stub.record, id), stubsVisibleTo(filter)))
  if (found === undefined) throw refusal('no-such-stub', {}, 'There is no such record, or you may not see it.')
  const { record, kind, class: code, fileNumber: file, dateFirst, dateLast, title, actNumber, rule, cite, schedule, version, endedOn, backupsUntil } = found
  return { record, kind, class: code, file, dateFirst, dateLast, title, act: actNumber, rule, cite, schedule, version, endedOn, backupsUntil, state: kind === 'transferred' ? 'transferred' : stateOn(today, backupsUntil) }
}

/** A backup of the last day may hold it for that whole day (case W08). */
export function stateOn(today: string, backupsUntil: string | null): 'destroyed-backups-pending' | 'destroyed' {
  return backupsUntil === null || today <= backupsUntil ? 'destroyed-backups-pending' : 'destroyed'
}

function stubsVisibleTo(filter: RecordFilter): SQL | undefined {
  if (filter.kind === 'all') return undefined
  const ofUnits = filter.units.length > 0 ? inArray(stub.unit, [...filter.units]) : undefined
  return or(eq(stub.wholeHouse, true), ofUnits)
}
