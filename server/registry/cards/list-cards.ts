import { sql, type SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type { cardList, CardFilters, CardListQuery, CardRow } from '#contract/card-view.ts'
import type { CardState } from '#contract/cards.ts'
import type { CorrespondentBrief } from '#contract/correspondents.ts'
import type { Flow } from '#contract/registers.ts'
import type { Db } from '#platform/database.ts'
import { narrowCards, type Narrowed } from './narrow-cards.ts'
import { kindNames, unitNames } from './names-of.ts'
import type { CardFilter } from './visible-cards.ts'

/** Where the counting of a list stops; up to so many are gathered and sorted. */
const countLimit = 3000
/** Documents in which frequent words are looked for first. */
const newest = 5_000

type Row = {
  id: string
  number: string
  registered_on: string
  flow: Flow
  kind: string
  unit: string
  state: CardState
  test: boolean
  subject: string
  their_number: string | null
  their_date: string | null
  due_on: string | null
  closed_on: string | null
  restricted: boolean
  correspondent: string | null
  correspondent_kind: CorrespondentBrief['kind'] | null
  correspondent_name: string | null
  correspondent_code: string | null
  key_day: string
  key_id: string
}

/** One page of the documents that the reader may see, and how many there are, up to a limit; the same filter counts. */
export async function listCards(db: Db, filter: CardFilter, query: CardListQuery, today: string): Promise<z.input<typeof cardList>> {
  const narrowed = narrowCards(filter, query, today)
  const page = { limit: query.limit + 1, after: readCursor(query.after) }
  const { rows, count } = (query.text === undefined ? null : await amongNewest(db, narrowed, page)) ?? (await readPage(db, narrowed, page))
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  const [units, kinds] = await Promise.all([unitNames(db, shown.map(({ unit }) => unit)), kindNames(db, shown.map(({ kind }) => kind))])
  return {
    ...{ cards: shown.map((row) => presentRow(row, today)), count: Math.min(count, countLimit), more: count > countLimit, names: { units, kinds } },
    next: last === undefined || narrowed.order === 'number' ? null : `${last.key_day}_${last.key_id}`,
  }
}

/** All rows of a filter up to a limit, for a file. */
export async function allCards(db: Db, filter: CardFilter, query: CardFilters, today: string, limit: number): Promise<CardRow[]> {
  return (await readRows(db, narrowCards(filter, query, today), 'card', { limit, after: null })).map((row) => presentRow(row, today))
}

type Cursor = { day: string; id: string }
type Page = { limit: number; after: Cursor | null }
type Found = { rows: Row[]; count: number }

function readCursor(after: string | undefined): Cursor | null {
  const match = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/.exec(after ?? '')
  return match === null ? null : { day: match[1] ?? '', id: match[2] ?? '' }
}

/**
 * Few documents that fit are gathered by their indexes and sorted; many lie close together, so that the walk along the
 * index of the order soon has a page of them. The planner cannot tell which, since it does not know who sees what.
 */
async function readPage(db: Db, narrowed: Narrowed, page: Page): Promise<Found> {
  if (narrowed.order === 'number') {
    const rows = await readRows(db, narrowed, 'card', page)
    if (rows.length < page.limit) return { rows, count: rows.length }
  }
  const fit = await countRows(db, sql`${withParts(narrowed)}select count(*)::int as n from (select 1 from card where ${narrowed.card} limit ${countLimit + 1}) fit`)
  const source = fit > countLimit ? 'card' : 'few'
  const rows = await readRows(db, narrowed, source, page)
  if (narrowed.order !== 'entered') return { rows, count: fit }
  // One document may stand in a register or not: those of the register are counted along its index.
  const { day, id } = narrowed.key
  const count = await countRows(db, sql`${withParts(narrowed, source)}select count(*)::int as n from (select 1 from ${from(narrowed, source)} order by ${day} desc, ${id} desc limit ${countLimit + 1}) fit`)
  return { rows, count }
}

/** Words that many subjects have fill a page from the newest documents; null: they do not, and the index of words is asked. */
async function amongNewest(db: Db, narrowed: Narrowed, page: Page): Promise<Found | null> {
  if (narrowed.order !== 'registered' || page.after !== null) return null
  const { rows } = await db.execute<{ id: string }>(sql`select id from (select * from card order by registered_on desc, id desc limit ${newest}) card where ${narrowed.card} limit ${page.limit}`)
  if (rows.length < page.limit) return null
  return { rows: await readRows(db, narrowed, 'card', page), count: countLimit + 1 }
}

type Source = 'card' | 'few'

/** The statement's `with`; `few`: all documents that fit, gathered before they are sorted. */
function withParts(narrowed: Narrowed, source: Source = 'card'): SQL {
  const parts = [...(narrowed.order === 'number' ? [narrowed.with] : []), ...(source === 'few' ? [sql`few as materialized (select * from card where ${narrowed.card} limit ${countLimit})`] : [])]
  return parts.length === 0 ? sql`` : sql`with ${sql.join(parts, sql`, `)} `
}

const from = (narrowed: Narrowed, source: Source): SQL => (source === 'few' ? sql`few card ${narrowed.join} where true` : sql`card ${narrowed.join} where ${narrowed.card}`)

async function countRows(db: Db, statement: SQL): Promise<number> {
  return (await db.execute<{ n: number }>(statement)).rows[0]?.n ?? 0
}

async function readRows(db: Db, narrowed: Narrowed, source: Source, page: Page): Promise<Row[]> {
  const { day, id, down } = narrowed.key
  const after = page.after === null ? sql`true` : down ? sql`(${day}, ${id}) < (${page.after.day}, ${page.after.id}::uuid)` : sql`(${day}, ${id}) > (${page.after.day}, ${page.after.id}::uuid)`
  const direction = down ? sql`desc` : sql`asc`
  const byNumber = narrowed.order === 'number'
  // The page first, correspondents after: 50 rows are joined, not all.
  const { rows } = await db.execute<Row>(
    sql`${withParts(narrowed, source)}select p.*, c.kind as correspondent_kind, c.name as correspondent_name, c.code as correspondent_code
        from (select card.*, ${day} as key_day, ${id} as key_id${byNumber ? sql`, found.rank` : sql``}
              from ${from(narrowed, source)} and ${after} order by ${byNumber ? sql`found.rank, ` : sql``}${day} ${direction}, ${id} ${direction} limit ${page.limit}) p
        left join correspondent c on c.id = p.correspondent order by ${byNumber ? sql`p.rank, ` : sql``}p.key_day ${direction}, p.key_id ${direction}`,
  )
  return rows
}

function presentRow(row: Row, today: string): CardRow {
  const { id, number, flow, kind, unit, state, test, subject, restricted } = row
  return {
    ...{ id, number, registeredOn: row.registered_on, flow, kind, unit, state, test, subject, restricted },
    correspondent: row.correspondent === null ? null : { id: row.correspondent, kind: row.correspondent_kind ?? 'person', name: row.correspondent_name ?? '', code: row.correspondent_code },
    ...{ theirNumber: row.their_number, theirDate: row.their_date, dueOn: row.due_on, overdue: row.due_on !== null && row.closed_on === null && row.due_on < today },
  }
}
