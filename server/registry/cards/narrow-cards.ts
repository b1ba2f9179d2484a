import { and, sql, type SQL } from 'drizzle-orm'
import type { CardFilters } from '#contract/card-view.ts'
import { numberKey } from '#kernel/number-key.ts'
import { visibleCards, type CardFilter } from './visible-cards.ts'

/**
 * A list of cards as parts of a statement: `card` holds of the table `card` alone, rights included, `join` adds what the
 * order needs. `order`: by day of registration, by the day of the entry in one register, by the day due, or by how well
 * the number fits; `key`: the columns of that order, down or up.
 */
export type Narrowed = { with: SQL; card: SQL; join: SQL; order: 'registered' | 'entered' | 'due' | 'number'; key: { day: SQL; id: SQL; down: boolean } }

/** Numbers that begin as somebody typed; with more of them he types on. Those that fit exactly are all found. */
const prefixLimit = 300

/** The documents that the reader may see, narrowed: each order has an index to be read along. */
export function narrowCards(filter: CardFilter, query: CardFilters, today: string): Narrowed {
  const conditions = [visibleCards(filter), ...plainConditions(query), ...dueConditions(query, today)]
  const registerOf = query.register === undefined ? null : sql`(select id from register where code = ${query.register})`
  const inRegister = registerOf === null ? [] : [sql`exists (select 1 from entry e where e.card = card.id and e.register = ${registerOf})`]
  const byCard = (day: SQL, down: boolean) => ({ day, id: sql`card.id`, down })
  const all = (more: SQL[]): SQL => and(...conditions, ...more) ?? sql`true`
  if (query.number !== undefined) {
    const among = sql`card.id in (select card from found)`
    return { with: foundByNumber(query.number), card: all([among, ...inRegister]), join: sql`join found on found.card = card.id`, order: 'number', key: byCard(sql`card.registered_on`, true) }
  }
  if (query.dueBy !== undefined || query.overdue === 'true') return { with: sql``, card: all(inRegister), join: sql``, order: 'due', key: byCard(sql`card.due_on`, false) }
  if (registerOf === null) return { with: sql``, card: all([]), join: sql``, order: 'registered', key: byCard(sql`card.registered_on`, true) }
  return { with: sql``, card: all([]), join: sql`join entry e on e.card = card.id and e.register = ${registerOf}`, order: 'entered', key: { day: sql`e.entered_on`, id: sql`e.id`, down: true } }
}

function plainConditions(query: CardFilters): SQL[] {
  const equal = [['flow', query.flow], ['kind', query.kind], ['unit', query.unit], ['state', query.state]] as const
  return [
    ...equal.flatMap(([column, value]) => (value === undefined ? [] : [sql`card.${sql.identifier(column)} = ${value}`])),
    ...(query.correspondent === undefined ? [] : [sql`card.correspondent = ${query.correspondent}`]),
    ...(query.from === undefined ? [] : [sql`card.registered_on >= ${query.from}`]),
    ...(query.to === undefined ? [] : [sql`card.registered_on <= ${query.to}`]),
    ...(query.theirNumber === undefined ? [] : [sql`card.their_number_key like ${beginsWith(numberKey(query.theirNumber))}`]),
    ...(query.text?.split(/\s+/) ?? []).map((word) => sql`card.subject ilike ${`%${literal(word)}%`}`),
  ]
}

function dueConditions(query: CardFilters, today: string): SQL[] {
  const open = sql`card.closed_on is null and card.due_on is not null`
  if (query.overdue === 'true') return [open, sql`card.due_on < ${today}`, ...(query.dueBy === undefined ? [] : [sql`card.due_on <= ${query.dueBy}`])]
  return query.dueBy === undefined ? [] : [open, sql`card.due_on <= ${query.dueBy}`]
}

/** Cards by a number as people write it: exact ones first, then those that begin so, then digits alone as the sequence. */
function foundByNumber(written: string): SQL {
  const key = numberKey(written)
  const seq = /^\d{1,9}$/.test(key) ? sql`union all (select card, 1 from entry where seq = ${Number(key)} order by entered_on desc limit ${prefixLimit})` : sql``
  return sql`found as materialized (
    select card, min(rank) as rank from (
      (select card, 0 as rank from entry where number_key = ${key} limit ${prefixLimit})
      ${seq}
      union all (select card, 2 from entry where number_key like ${beginsWith(key)} order by number_key using ~<~ limit ${prefixLimit})
    ) entries where card is not null group by card)`
}

const literal = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')
const beginsWith = (text: string): string => `${literal(text)}%`
