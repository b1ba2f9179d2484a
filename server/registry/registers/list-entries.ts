import { and, desc, eq, gte, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import type { EntryView } from '#contract/register-views.ts'
import { numberKey } from '#kernel/number-key.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { registrarOf } from '../cards/may-enter.ts'
import { cardFilter, visibleCards } from '../cards/visible-cards.ts'
import type { Register } from '../numbers/allocate.ts'
import { testMark } from '../numbers/print-number.ts'
import { card, correspondent, entry, register } from '../schema.ts'
import { enterableUnits } from './enterable-units.ts'

/** Enough to choose from; a key that more numbers have is not a number that somebody wrote. */
const mostFound = 50
const mostRepeats = 1000

/** The newest entries of a register, by number downwards; `before`: only those with a lower number. What is on a card stands there for those who may see it. */
export async function listEntries(db: Db, of: Register, principal: Principal, page: { period: string; before?: number | undefined; limit: number }): Promise<EntryView[]> {
  const test = await isTestMode(db)
  const below = page.before === undefined ? sql`` : sql` and seq < ${page.before}`
  // Repeat numbers stand on one page with their first one, so that the next page begins at a whole number.
  const lowest = sql`(select min(seq) from (select seq from entry where register = ${of.id} and period = ${page.period} and test = ${test}${below} order by seq desc, repeat desc limit ${page.limit}) page)`
  const here = and(eq(entry.register, of.id), eq(entry.period, page.period), eq(entry.test, test), page.before === undefined ? undefined : lt(entry.seq, page.before), gte(entry.seq, lowest))
  return readEntries(db, here, principal, page.limit + mostRepeats)
}

/**
 * Every number of a register that is written like this one: those on cards that the reader may see, and those without a
 * card (old books, annulled unused) in registers that he may read.
 */
export async function findEntries(db: Db, number: string, principal: Principal): Promise<EntryView[]> {
  const filter = cardFilter(principal)
  const units = filter.everyUnit ? null : await enterableUnits(db, registrarOf(principal))
  const readable: SQL = units === null ? sql`true` : inArray(register.unit, [...units, ''])
  const seen = or(and(isNull(entry.card), readable), visibleCards(filter))
  const key = numberKey(number)
  return readEntries(db, and(inArray(entry.numberKey, [key, numberKey(`${testMark}${number}`)]), seen), principal, mostFound)
}

async function readEntries(db: Db, condition: SQL | undefined, principal: Principal, limit: number): Promise<EntryView[]> {
  const visible = sql<boolean>`(${card.id} is not null and ${visibleCards(cardFilter(principal))})`
  const rows = await db
    .select({ entry, register: register.code, visible, subject: card.subject, correspondent: correspondent.name })
    .from(entry)
    .innerJoin(register, eq(register.id, entry.register))
    .leftJoin(card, eq(card.id, entry.card))
    .leftJoin(correspondent, eq(correspondent.id, card.correspondent))
    .where(condition)
    .orderBy(desc(entry.seq), desc(entry.repeat))
    .limit(limit)
  return rows.map((row): EntryView => {
    const { id, period, seq, repeat, number, enteredOn, source, imported, annulledAt, annulledBy, annulReason } = row.entry
    const subject = imported === null ? (row.visible ? row.subject : null) : (imported['subject'] ?? null)
    const from = imported === null ? (row.visible ? row.correspondent : null) : (imported['correspondent'] ?? null)
    const annulled = annulledAt === null ? null : { at: annulledAt.toISOString(), by: annulledBy ?? '', reason: annulReason ?? '' }
    return { id, register: row.register, period, seq, repeat, number, enteredOn, source, card: row.visible ? row.entry.card : null, subject, correspondent: from, annulled }
  })
}
