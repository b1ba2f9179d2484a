import { sql } from 'drizzle-orm'
import { reportRules, type ReportRules } from '#contract/reports.ts'
import { addDays, formatCivilDate, parseCivilDate, toEpochDay } from '#kernel/civil-date.ts'
import type { Db, Tx } from '#platform/database.ts'
import { readSetting } from '#server/identity/units/mode.ts'
import { countTerm } from '#server/registry/terms/count-term.ts'
import { readCalendar } from '#server/registry/terms/read-terms.ts'

export const rulesSetting = 'report-rules'

/** By when a document is registered and a task is opened; a working day for both where nobody set it. */
export async function readRules(db: Db | Tx): Promise<ReportRules> {
  const kept = reportRules.safeParse(await readSetting(db, rulesSetting))
  if (kept.success) return kept.data
  const jurisdiction = await readSetting(db, 'jurisdiction')
  const { rows } = await db.execute<{ code: string }>(sql`select code from working_calendar order by code <> ${typeof jurisdiction === 'string' ? jurisdiction : ''}, code limit 1`)
  return { calendar: rows[0]?.code ?? '', registrationDays: 1, acknowledgementDays: 1 }
}

/** How many days after each day something was to be done, from the day `first` on: a list that the database looks into by position. */
export type LastDays = { first: string; days: number[] }

/** @param span civil days, both included */
export async function lastDays(db: Db | Tx, code: string, workingDays: number, span: { from: string; to: string }): Promise<LastDays> {
  const calendar = await readCalendar(db, code)
  const days: number[] = []
  for (let day = parseCivilDate(span.from); day !== null && formatCivilDate(day) <= span.to; day = addDays(day, 1)) {
    const last = parseCivilDate(countTerm(formatCivilDate(day), { value: workingDays, unit: 'working-day' }, calendar, 'none').on)
    days.push(last === null ? 0 : toEpochDay(last) - toEpochDay(day))
  }
  return { first: span.from, days }
}
