import { and, asc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { noteCard } from '../cards/note-card.ts'
import type { RegistryContext } from '../context.ts'
import { termRuleRow } from '../data-schema.ts'
import { card, type Card } from '../schema.ts'
import { clockOf } from './card-on-clock.ts'
import { dueOn } from './judge-term.ts'

const pageSize = 200
const first = '00000000-0000-0000-0000-000000000000'

/**
 * Counts the deadlines of open cards anew after the days of a calendar changed: those that rest on it by a rule, not those
 * that a person set. Each change is an event of the card and is announced, so that tasks follow. Safe to run twice.
 */
export async function recountDeadlines(context: RegistryContext, calendar: string): Promise<number> {
  const rules = await context.db.selectDistinct({ id: termRuleRow.id }).from(termRuleRow).where(eq(sql`${termRuleRow.definition}->>'calendar'`, calendar))
  const terms = rules.map(({ id }) => id)
  if (terms.length === 0) return 0
  let changed = 0
  for (let after = first; ; ) {
    const ids = await context.db.transaction(async (tx) => {
      const page = await tx.select().from(card).where(and(inArray(card.term, terms), gt(card.id, after), isNotNull(card.dueOn), isNull(card.closedOn))).orderBy(asc(card.id)).limit(pageSize).for('update')
      const moved: string[] = []
      for (const one of page) if (await recount(tx, one, context.clock.now())) moved.push(one.id)
      await context.outbox.announceEach(tx, 'card.deadline-changed', moved)
      changed += moved.length
      return page.map(({ id }) => id)
    })
    const last = ids.at(-1)
    if (last === undefined || ids.length < pageSize) break
    after = last
  }
  context.outbox.wake()
  return changed
}

async function recount(tx: Tx, one: Card, now: Date): Promise<boolean> {
  const clock = one.dueBy === 'chosen' ? null : await clockOf(tx, one)
  const due = clock === null || one.dueBy === 'chosen' ? null : dueOn(clock.rule, clock.baseOn, one.dueBy, clock.calendar)
  if (due === null || (due.on === one.dueOn && due.uncertain === one.dueUncertain)) return false
  await tx.update(card).set({ dueOn: due.on, dueUncertain: due.uncertain, version: sql`${card.version} + 1` }).where(eq(card.id, one.id))
  if (due.on === one.dueOn) return false
  await noteCard(tx, one.id, { event: 'deadline-recounted', details: { from: one.dueOn, to: due.on } }, { actor: 'system', now })
  return true
}
