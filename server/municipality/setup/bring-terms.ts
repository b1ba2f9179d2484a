import { and, eq } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import { termRuleRow, workingCalendar, workingCalendarDay } from '#server/registry/data-schema.ts'
import { termRule } from '#server/registry/terms/term-rule.ts'
import { over, same, type Change, type Run } from './run.ts'
import type { Setup } from './setup.ts'

type Calendar = Setup['calendars'][number]['value']
type Rule = Setup['termRules'][number]['value']

/** A calendar with its days off; days that were entered here and are not in the file stay. */
export async function bringCalendar({ tx, context }: Run, { days, ...given }: Calendar): Promise<Change> {
  const [known] = await tx.select().from(workingCalendar).where(eq(workingCalendar.code, given.code))
  const { suspended: _, ...before } = known ?? { suspended: null, ...given }
  const next = over(before, given)
  const entered = new Map((await tx.select().from(workingCalendarDay).where(eq(workingCalendarDay.calendar, given.code))).map((one) => [one.day, one]))
  const fresh = days.filter((one) => !same({ calendar: given.code, ...one }, entered.get(one.day)))
  if (known && same(before, next) && fresh.length === 0) return 'same'
  await tx.insert(workingCalendar).values(next).onConflictDoUpdate({ target: workingCalendar.code, set: next })
  for (const one of fresh) await tx.insert(workingCalendarDay).values({ calendar: given.code, ...one }).onConflictDoUpdate({ target: [workingCalendarDay.calendar, workingCalendarDay.day], set: { kind: one.kind, note: one.note } })
  if (known) await context.outbox.announce(tx, 'calendar.changed', given.code)
  return known ? 'changed' : 'added'
}

/** A dated version of a rule of deadlines. */
export async function bringTermRule({ tx, by, now }: Run, { id, validFrom, profile, definition }: Rule): Promise<Change> {
  const parsed = termRule.safeParse(definition)
  if (!parsed.success) throw refusal('no-such-term', { term: id }, `The rule ${id} is not complete: ${parsed.error.issues[0]?.message ?? ''}.`)
  const [known] = await tx.select().from(termRuleRow).where(and(eq(termRuleRow.id, id), eq(termRuleRow.validFrom, validFrom)))
  if (known && same(known.definition, parsed.data)) return 'same'
  const row = { profile, definition: parsed.data, changedBy: by.name, changedAt: now }
  await tx.insert(termRuleRow).values({ id, validFrom, ...row }).onConflictDoUpdate({ target: [termRuleRow.id, termRuleRow.validFrom], set: row })
  return known ? 'changed' : 'added'
}
