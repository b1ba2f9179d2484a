import { sql } from 'drizzle-orm'
import type { NewErasureRequest } from '#contract/erasure-requests.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { nextInSeries } from '#platform/number-series.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { seeRecord } from '#server/records/visible.ts'
import type { RetentionContext } from '../compute-retention.ts'
import { addMonths, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import { findPerson } from '../holds/resolve-scopes.ts'
import { nowAndToday } from '../holds/today.ts'
import { erasureItem, erasureRequest } from './schema.ts'

/** Takes a request in; answers its number. Nothing of the archive changes. Who asks is not written into the audit log, which is for ever. */
export async function addErasureRequest(context: RetentionContext, wanted: NewErasureRequest, rights: RecordFilter, actor: string): Promise<string> {
  const { db } = context.records
  const { now, today } = nowAndToday(context)
  const given = [...new Set(wanted.records ?? [])]
  if ((wanted.person === undefined) === (given.length === 0)) throw refusal('person-or-records', {}, 'Say whom the request is about, or which records: one of the two.')
  const { receivedOn = today } = wanted
  const received = parseCivilDate(receivedOn)
  if (received === null) throw refusal('no-such-date', { date: receivedOn }, `${receivedOn} is not a date of the calendar.`)
  if (receivedOn > today) throw refusal('date-to-come', { date: receivedOn }, `${receivedOn} is still to come.`)
  const { dueOn = formatCivilDate(addMonths(received, 1, 'last-day')) } = wanted
  if (parseCivilDate(dueOn) === null) throw refusal('no-such-date', { date: dueOn }, `${dueOn} is not a date of the calendar.`)
  const person = wanted.person === undefined ? null : await findPerson(db, wanted.person)
  for (const record of given) await seeRecord(db, rights, record)
  return db.transaction(async (tx) => {
    const [id, number] = [newId(), `E-${await nextInSeries(tx, 'erasure-requests')}`]
    await tx.insert(erasureRequest).values({ id, number, person, requester: wanted.requester, basis: wanted.basis, receivedOn, receivedBy: actor, receivedAt: now, dueOn, state: 'received' })
    const records = person === null ? given : await recordsOf(tx, person)
    await addItems(tx, id, records)
    await appendAudit(tx, { actor, action: 'retention.add-erasure-request', object: `erasure-request:${number}`, details: { receivedOn, dueOn, records: records.length } }, now)
    return number
  })
}

/** Adds records to a request; those that it names already stay as they are. */
export async function addItems(tx: Tx, request: string, records: readonly string[]): Promise<void> {
  for (let at = 0; at < records.length; at += 1000) {
    await tx.insert(erasureItem).values(records.slice(at, at + 1000).map((record) => ({ request, record }))).onConflictDoNothing()
  }
}

/** The records that concern a person now: linked themselves, or in a file that is. */
export async function recordsOf(db: Db | Tx, person: string): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from record where id in (
      select subject from person_link where person = ${person} and subject_kind = 'record'
      union select record from file_member where ended_at is null and file in (select subject from person_link where person = ${person} and subject_kind = 'file')
    ) order by id`)
  return rows.map(({ id }) => id)
}
