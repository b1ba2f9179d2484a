import { asc, count, eq, inArray, sql } from 'drizzle-orm'
import type { ErasureItem, ErasureRequestView, ErasureSummary } from '#contract/erasure-requests.ts'
import type { Db } from '#platform/database.ts'
import { person } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
import { stub } from '../acts/schema.ts'
import { findRequest } from './assess-request.ts'
import { erasureItem, erasureRequest, type ItemRow } from './schema.ts'

type Request = typeof erasureRequest.$inferSelect
const isOpen = ({ state }: Pick<Request, 'state'>) => state === 'received' || state === 'assessed'

/** Requests, open ones first and among them by the day on which an answer is due. */
export async function listRequests(db: Db, today: string, page: { limit: number; offset: number }): Promise<{ total: number; requests: ErasureSummary[] }> {
  const rows = await db
    .select()
    .from(erasureRequest)
    .orderBy(sql`${erasureRequest.state} not in ('received', 'assessed')`, asc(erasureRequest.dueOn), asc(erasureRequest.id))
    .limit(page.limit)
    .offset(page.offset)
  return { total: await db.$count(erasureRequest), requests: await summarise(db, rows, today) }
}

/** How many requests wait for an answer, and how many of them longer than they may. */
export async function countRequests(db: Db, today: string): Promise<{ open: number; overdue: number }> {
  const { rows } = await db.execute<{ open: number; overdue: number }>(
    sql`select count(*)::int as open, (count(*) filter (where due_on < ${today}))::int as overdue from erasure_request where state in ('received', 'assessed')`,
  )
  return rows[0] ?? { open: 0, overdue: 0 }
}

/** A request with every record of it. */
export async function viewRequest(db: Db, number: string, today: string): Promise<ErasureRequestView> {
  const found = await findRequest(db, number)
  const [summary] = await summarise(db, [found], today)
  if (summary === undefined) throw new Error(`the request ${number} was there a moment ago`)
  const items = await db.select().from(erasureItem).where(eq(erasureItem.request, found.id)).orderBy(asc(erasureItem.record))
  return { ...summary, items: await presentItems(db, items) }
}

async function summarise(db: Db, rows: readonly Request[], today: string): Promise<ErasureSummary[]> {
  if (rows.length === 0) return []
  const people = rows.flatMap((row) => row.person ?? [])
  const names = new Map(people.length === 0 ? [] : (await db.select().from(person).where(inArray(person.id, people))).map((one) => [one.id, one.name]))
  const counted = await db.select({ request: erasureItem.request, records: count() }).from(erasureItem).where(inArray(erasureItem.request, rows.map((row) => row.id))).groupBy(erasureItem.request)
  const records = new Map(counted.map((one) => [one.request, one.records]))
  return rows.map((row) => ({
    ...{ number: row.number, requester: row.requester, basis: row.basis, receivedOn: row.receivedOn, receivedBy: row.receivedBy, dueOn: row.dueOn, state: row.state, assessedOn: row.assessedOn },
    person: row.person === null ? null : { id: row.person, name: names.get(row.person) ?? '' },
    overdue: isOpen(row) && row.dueOn < today,
    records: records.get(row.id) ?? 0,
  }))
}

async function presentItems(db: Db, items: readonly ItemRow[]): Promise<ErasureItem[]> {
  const ids = items.map((item) => item.record)
  if (ids.length === 0) return []
  const known = await db.select({ id: record.id, title: record.title }).from(record).where(inArray(record.id, ids))
  const gone = await db.select({ id: stub.record, title: stub.title }).from(stub).where(inArray(stub.record, ids))
  const titles = new Map([...gone, ...known].map((one) => [one.id, one.title]))
  return items.map((item) => ({
    ...{ record: item.record, title: titles.get(item.record) ?? null, outcome: item.outcome, ground: item.reason, rule: item.rule, cite: item.cite, schedule: item.schedule, version: item.version },
    ...{ eligibleOn: item.eligibleOn, eraseBy: item.eraseBy, waitingFor: item.waitingFor, heldBy: item.heldBy, act: item.actNumber },
    subject: item.outcome !== 'to-act' ? null : item.file === null ? { kind: 'record', id: item.record } : { kind: 'file', id: item.file },
    decision: item.decision === null ? null : { keep: item.decision === 'keep', reason: item.decisionReason ?? '', by: item.decidedBy ?? '' },
  }))
}
