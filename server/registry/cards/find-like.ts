import { sql, type SQL } from 'drizzle-orm'
import type { Likeness, LikenessQuery } from '#contract/card-view.ts'
import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import { numberKey } from '#kernel/number-key.ts'
import type { Db } from '#platform/database.ts'
import { visibleCards, type CardFilter } from './visible-cards.ts'

type Like = Likeness['duplicates'][number]
type Row = { id: string; number: string; registered_on: string; subject: string; their_number: string | null; their_date?: string | null; likeness: number }

/** How far back documents with a similar subject count as the same one handed in twice, and as related ones. */
const doubleDays = 30
const relatedDays = 730
/** Subjects that are compared at most, the newest ones: some tens of milliseconds. */
const compared = 3000
/** Shares of common trigrams. */
const verySimilar = 0.6
const similar = 0.35

/**
 * Documents that the reader sees and that are like the one being typed: perhaps the same (same correspondent with their
 * number, or a very similar subject within a month), or perhaps related (our number named in the subject, the same
 * correspondent with a similar subject). Nothing is decided here; the clerk does.
 */
export async function findLike(db: Db, filter: CardFilter, query: LikenessQuery, today: string): Promise<Likeness> {
  const since = (days: number): string => daysBefore(today, days)
  const doubles = new Map<string, Like>()
  if (query.theirNumber !== undefined && query.theirNumber !== '') for (const one of await sameLetter(db, filter, query)) doubles.set(one.id, one)
  const subject = query.subject.length >= 5 ? query.subject : null
  const ofCorrespondent = query.correspondent === undefined ? null : sql`card.correspondent = ${query.correspondent}`
  if (subject !== null) {
    const recent = sql`card.registered_on >= ${since(doubleDays)} and ${ofCorrespondent ?? sql`true`}`
    for (const row of await bySubject(db, filter, subject, recent, verySimilar)) if (!doubles.has(row.id)) doubles.set(row.id, { ...present(row), why: 'subject' })
  }
  const related = new Map<string, Likeness['related'][number]>()
  for (const row of await namedNumbers(db, filter, query.subject)) related.set(row.id, { ...present(row), why: 'their-number', proposed: 'reply-to' })
  if (subject !== null && ofCorrespondent !== null) {
    const before = sql`card.registered_on >= ${since(relatedDays)} and ${ofCorrespondent}`
    for (const row of await bySubject(db, filter, subject, before, similar)) if (!related.has(row.id)) related.set(row.id, { ...present(row), why: 'subject', proposed: row.likeness >= verySimilar ? 'repeat-of' : 'see-also' })
  }
  return { duplicates: [...doubles.values()].slice(0, 5), related: [...related.values()].slice(0, 5) }
}

async function sameLetter(db: Db, filter: CardFilter, query: LikenessQuery): Promise<Like[]> {
  const ofCorrespondent = query.correspondent === undefined ? sql`true` : sql`(card.correspondent = ${query.correspondent} or card.correspondent is null)`
  const key = numberKey(query.theirNumber ?? '')
  const rows = await read(db, sql`select id, number, registered_on, subject, their_number, their_date, 1::float8 as likeness from card where ${visibleCards(filter)} and their_number_key = ${key} and ${ofCorrespondent} and state <> 'annulled' order by registered_on desc limit 20`)
  return rows.flatMap((row) => {
    const sameDate = query.theirDate !== undefined && row.their_date === query.theirDate
    if (!sameDate && query.correspondent === undefined) return []
    return [{ ...present(row), why: sameDate ? ('same-letter' as const) : ('their-number' as const) }]
  })
}

function bySubject(db: Db, filter: CardFilter, subject: string, among: SQL, from: number): Promise<Row[]> {
  return read(db, sql`select * from (select id, number, registered_on, subject, their_number, similarity(card.subject, ${subject})::float8 as likeness from (select * from card where ${among} and ${visibleCards(filter)} and state <> 'annulled' order by registered_on desc, id desc limit ${compared}) card) near where likeness >= ${from} order by likeness desc, registered_on desc limit 5`)
}

/** Documents of ours whose number stands in a text, such as the one to which a letter answers. */
async function namedNumbers(db: Db, filter: CardFilter, text: string): Promise<Row[]> {
  const keys = [...new Set([...text.matchAll(/[\p{L}\d][\p{L}\d./-]*[./-][\p{L}\d./-]*/gu)].map(([found]) => numberKey(found.replace(/[.,/-]+$/, ''))).filter((key) => /\d/.test(key)))].slice(0, 10)
  if (keys.length === 0) return []
  return read(db, sql`select id, number, registered_on, subject, their_number, 1::float8 as likeness from card where id in (select card from entry where number_key = any(${sql.param(keys)}::text[]) limit 50) and ${visibleCards(filter)} order by registered_on desc limit 5`)
}

const present = (row: Row) => ({ id: row.id, number: row.number, registeredOn: row.registered_on, subject: row.subject, theirNumber: row.their_number, likeness: Math.round(row.likeness * 100) / 100 })

async function read(db: Db, statement: SQL): Promise<Row[]> {
  return (await db.execute<Row>(statement)).rows
}

function daysBefore(today: string, days: number): string {
  const day = parseCivilDate(today)
  return day === null ? today : formatCivilDate(addDays(day, -days))
}
