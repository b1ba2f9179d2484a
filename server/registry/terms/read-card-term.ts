import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { z } from 'zod'
import { hasDoubt, type CardTerm, type RuleView, type uncertainList } from '#contract/terms.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { CardFilter } from '../cards/visible-cards.ts'
import { seeCard, visibleCards } from '../cards/visible-cards.ts'
import { termRuleRow } from '../data-schema.ts'
import { card } from '../schema.ts'
import { clockOf, type OnClock } from './card-on-clock.ts'
import { extendingOf } from './extend-deadline.ts'
import { judgeStep, mayExtend } from './judge-term.ts'
import { shipped } from './load-profiles.ts'
import { termRule } from './term-rule.ts'

/** How the deadline of a card stands on a day: the rule with its legal basis, what may be done, what is late. */
export async function readCardTerm(db: Db | Tx, filter: CardFilter, id: string, today: string): Promise<CardTerm> {
  const one = await seeCard(db, filter, id)
  const clock = await clockOf(db, one)
  const { version, dueOn, dueBy: by, dueUncertain: uncertain, forwardedOn } = one
  const papers = one.papersAskedOn === null ? null : { askedOn: one.papersAskedOn, until: one.papersUntil }
  const plain = { card: id, version, dueOn, baseOn: one.termBaseOn, by, uncertain, papers, forwardedOn }
  if (clock === null) return { ...plain, rule: null, extension: null, longest: null, registration: null, forward: null, giveBack: null }
  const { rule, calendar, baseOn } = clock
  const receivedOn = one.receivedOn ?? one.registeredOn
  return {
    ...plain,
    rule: await ruleOf(db, clock, today),
    extension: dueOn === null ? null : extending(clock, today, 'extension'),
    longest: dueOn === null || rule.longest === undefined ? null : extending(clock, today, 'longest'),
    registration: judgeStep(rule.registerWithin, rule, receivedOn, one.registeredOn, calendar),
    forward: judgeStep(rule.forward, rule, baseOn, forwardedOn ?? today, calendar),
    giveBack: judgeStep(rule.returnWithin, rule, receivedOn, today, calendar),
  }
}

function extending(clock: OnClock, today: string, by: 'extension' | 'longest'): CardTerm['extension'] {
  const judged = mayExtend(clock.rule, extendingOf(clock, today), by, clock.calendar)
  return judged.may ? { may: true, why: null, latest: judged.latest.on, told: judged.told } : { may: false, why: judged.why, latest: null, told: judged.told }
}

type RuleRow = typeof termRuleRow.$inferSelect

/** A row of the table as the screen shows it. `inForce`: it is the newest of its rule on that day. */
export function presentRule(row: RuleRow, inForce: boolean): RuleView {
  const rule = termRule.parse(row.definition)
  return { profile: row.profile, validFrom: row.validFrom, inForce, shipped: row.changedBy === shipped, changedBy: row.changedBy, changedAt: row.changedAt.toISOString(), doubt: hasDoubt(rule), rule }
}

async function ruleOf(db: Db | Tx, { card: one, rule }: OnClock, today: string): Promise<RuleView | null> {
  const rows = await db.select().from(termRuleRow).where(eq(termRuleRow.id, rule.id)).orderBy(desc(termRuleRow.validFrom))
  const row = rows.find(({ validFrom }) => validFrom <= one.registeredOn)
  return row === undefined ? null : presentRule(row, row === rows.find(({ validFrom }) => validFrom <= today))
}

/** Every version of every rule, by profile and rule, the newest first. */
export async function listRules(db: Db | Tx, today: string): Promise<RuleView[]> {
  const rows = await db.select().from(termRuleRow).orderBy(asc(termRuleRow.profile), asc(termRuleRow.id), desc(termRuleRow.validFrom))
  const current = new Map<string, RuleRow>()
  for (const row of rows) if (row.validFrom <= today && !current.has(row.id)) current.set(row.id, row)
  return rows.map((row) => presentRule(row, current.get(row.id) === row))
}

/** Open cards whose deadline was counted over days that nobody has entered yet, the soonest first. */
export async function listUncertain(db: Db | Tx, filter: CardFilter, limit: number): Promise<z.input<typeof uncertainList>> {
  const rows = await db
    .select({ id: card.id, number: card.number, dueOn: card.dueOn, term: card.term })
    .from(card)
    .where(and(eq(card.dueUncertain, true), isNull(card.closedOn), isNotNull(card.dueOn), visibleCards(filter)))
    .orderBy(asc(card.dueOn), asc(card.id))
    .limit(limit + 1)
  return { cards: rows.slice(0, limit).map(({ id, number, dueOn, term }) => ({ id, number, dueOn: dueOn ?? '', term: term ?? '' })), more: rows.length > limit }
}
