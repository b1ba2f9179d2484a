import { and, asc, count, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { calendarLine, CalendarDays, CalendarForm, CalendarYear } from '#contract/terms.ts'
import { civilDate, formatCivilDate } from '#kernel/civil-date.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { RegistryContext } from '../context.ts'
import { termRuleRow, workingCalendar, workingCalendarDay } from '../data-schema.ts'
import { card } from '../schema.ts'
import type { Acting } from './card-on-clock.ts'

type Line = z.input<typeof calendarLine>

/** Every calendar of working days, with how many deadlines rest on days of it that nobody entered. */
export async function listCalendars(db: Db | Tx): Promise<Line[]> {
  const calendars = await db.select().from(workingCalendar).orderBy(asc(workingCalendar.code))
  const uncertain = await db
    .select({ calendar: sql<string>`r.calendar`, cards: count() })
    .from(card)
    .innerJoin(sql`(select distinct id, definition->>'calendar' as calendar from ${termRuleRow}) r`, sql`r.id = ${card.term}`)
    .where(and(eq(card.dueUncertain, true), isNull(card.closedOn)))
    .groupBy(sql`r.calendar`)
  return calendars.map((one) => ({ ...one, uncertain: uncertain.find(({ calendar }) => calendar === one.code)?.cards ?? 0 }))
}

const noSuchCalendar = (calendar: string) => refusal('no-such-calendar', { calendar }, `There is no calendar ${calendar}.`)

/** A year of a calendar with the days that somebody named. */
export async function readYear(db: Db | Tx, code: string, year: number): Promise<CalendarYear> {
  const line = (await listCalendars(db)).find((one) => one.code === code)
  if (line === undefined) throw noSuchCalendar(code)
  const days = await db
    .select({ day: workingCalendarDay.day, kind: workingCalendarDay.kind, note: workingCalendarDay.note })
    .from(workingCalendarDay)
    .where(and(eq(workingCalendarDay.calendar, code), gte(workingCalendarDay.day, `${year}-01-01`), lte(workingCalendarDay.day, `${year}-12-31`)))
    .orderBy(asc(workingCalendarDay.day))
  return { ...line, suspended: line.suspended ?? [], year, days }
}

/** Makes a calendar or changes its frame: name, weekend, roll-over, until when days off are entered, when they are suspended. */
export async function saveCalendar(context: RegistryContext, code: string, form: CalendarForm, by: Acting): Promise<void> {
  await context.db.transaction(async (tx) => {
    await tx.insert(workingCalendar).values({ code, ...form }).onConflictDoUpdate({ target: workingCalendar.code, set: form })
    await announceChange(context, tx, code, { enteredUntil: form.enteredUntil, weekend: form.weekend.join(','), suspended: form.suspended.length }, by)
  })
  context.outbox.wake()
}

/** Sets days off and working days, or takes back what was set for them. */
export async function setDays(context: RegistryContext, code: string, days: CalendarDays['days'], by: Acting): Promise<void> {
  await context.db.transaction(async (tx) => {
    await holdCalendar(tx, code)
    const last = [...new Map(days.map((day) => [day.day, day])).values()]
    await tx.delete(workingCalendarDay).where(and(eq(workingCalendarDay.calendar, code), inArray(workingCalendarDay.day, last.map(({ day }) => day))))
    const named = last.flatMap(({ day, kind, note }) => (kind === 'plain' ? [] : [{ calendar: code, day, kind, note }]))
    if (named.length > 0) await tx.insert(workingCalendarDay).values(named)
    await announceChange(context, tx, code, { days: last.map(({ day, kind }) => `${day} ${kind}`).slice(0, 400) }, by)
  })
  context.outbox.wake()
}

/** Copies the named days of a year into another by day and month; days that are there stay, 29 February is left out where it lacks. */
export async function copyYear(context: RegistryContext, code: string, from: number, to: number, by: Acting): Promise<number> {
  const { days } = await readYear(context.db, code, from)
  const copies = days.flatMap(({ day, kind, note }) => {
    const same = civilDate(to, Number(day.slice(5, 7)), Number(day.slice(8)))
    return same === null ? [] : [{ calendar: code, day: formatCivilDate(same), kind, note }]
  })
  await context.db.transaction(async (tx) => {
    await holdCalendar(tx, code)
    if (copies.length > 0) await tx.insert(workingCalendarDay).values(copies).onConflictDoNothing()
    await announceChange(context, tx, code, { copied: from, to }, by)
  })
  context.outbox.wake()
  return copies.length
}

async function holdCalendar(tx: Tx, code: string): Promise<void> {
  const found = await tx.select({ code: workingCalendar.code }).from(workingCalendar).where(eq(workingCalendar.code, code)).for('update')
  if (found.length === 0) throw noSuchCalendar(code)
}

async function announceChange(context: RegistryContext, tx: Tx, code: string, details: Record<string, string | number | string[] | null>, by: Acting): Promise<void> {
  await context.outbox.announce(tx, 'calendar.changed', code)
  await appendAudit(tx, { actor: by.actor, action: 'registry.change-calendar', object: `calendar:${code}`, details }, by.now)
}
