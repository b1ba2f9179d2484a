import { and, desc, eq, lte } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { termRuleRow, workingCalendar, workingCalendarDay } from '../data-schema.ts'
import { unkept, type Kept } from '../kept-data.ts'
import type { WorkingDays } from './count-term.ts'
import { termRule, type TermRule } from './term-rule.ts'

/** The rule as it was in force on a day; `no-such-term` where none is. */
export async function termInForce(db: Db | Tx, id: string, on: string, kept: Kept = unkept): Promise<TermRule> {
  return kept(`term ${id} ${on}`, async () => {
    const [row] = await db.select().from(termRuleRow).where(and(eq(termRuleRow.id, id), lte(termRuleRow.validFrom, on))).orderBy(desc(termRuleRow.validFrom)).limit(1)
    if (!row) throw refusal('no-such-term', { term: id }, `No rule ${id} is in force on ${on}.`)
    return termRule.parse(row.definition)
  })
}

/** The days of a calendar, days off that are suspended left out; one that nobody made has Saturday and Sunday off and nothing entered. */
export async function readCalendar(db: Db | Tx, code: string, kept: Kept = unkept): Promise<WorkingDays> {
  return kept(`calendar ${code}`, () => calendarNow(db, code))
}

async function calendarNow(db: Db | Tx, code: string): Promise<WorkingDays> {
  const [found] = await db.select().from(workingCalendar).where(eq(workingCalendar.code, code))
  const days = await db.select().from(workingCalendarDay).where(eq(workingCalendarDay.calendar, code))
  const suspended = (day: string) => (found?.suspended ?? []).some(({ from, to }) => day >= from && (to === null || day <= to))
  const of = (kind: 'off' | 'working') => new Set(days.filter((day) => day.kind === kind && (kind === 'working' || !suspended(day.day))).map(({ day }) => day))
  return { weekend: found?.weekend ?? [6, 7], off: of('off'), working: of('working'), roll: found?.roll ?? 'none', enteredUntil: found?.enteredUntil ?? null }
}
