import { and, desc, eq, gte, isNull, lte, or, sql } from 'drizzle-orm'
import type { AbsenceView, NewAbsence } from '#contract/units.ts'
import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { UnitsContext } from './context.ts'
import { makesRing, overlaps, type AbsenceSpan } from './deputy.ts'
import { absence } from './schema.ts'
import { refuseStranger } from './units.ts'

type Row = typeof absence.$inferSelect
type Today = UnitsContext['today']

/** Every absence that still counts for some day, cut where the person came back early: what `whoStandsInFor` takes. */
export async function readAbsences(db: Db | Tx, today: Today): Promise<AbsenceSpan[]> {
  return (await db.select().from(absence)).flatMap((row) => spanOf(row, today))
}

/** The absences that count on the day of today: few rows, whatever is kept of years before. */
export async function absencesOn(db: Db | Tx, today: string): Promise<AbsenceSpan[]> {
  const { person, deputy, fromOn, toOn } = absence
  return db.select({ person, deputy, fromOn, toOn }).from(absence).where(and(isNull(absence.endedAt), lte(fromOn, today), gte(toOn, today)))
}

/** An absence that was ended counts until the day before; one that was ended before it began not at all. */
function spanOf({ person, deputy, fromOn, toOn, endedAt }: Row, today: Today): AbsenceSpan[] {
  if (endedAt === null) return [{ person, deputy, fromOn, toOn }]
  const back = parseCivilDate(today(endedAt))
  const last = back === null ? toOn : formatCivilDate(addDays(back, -1))
  const until = last < toOn ? last : toOn
  return fromOn <= until ? [{ person, deputy, fromOn, toOn: until }] : []
}

/** Absences, newest first: everybody's, or those that a person has to do with. */
export async function listAbsences(context: UnitsContext, of: string | null): Promise<AbsenceView[]> {
  const rows = await context.db.select().from(absence).where(of === null ? undefined : or(eq(absence.person, of), eq(absence.deputy, of))).orderBy(desc(absence.fromOn)).limit(500)
  return rows.map(({ id, person, deputy, fromOn, toOn, reason, notedBy, endedAt }) => ({ id, person, deputy, fromOn, toOn, reason, notedBy, endedOn: endedAt === null ? null : context.today(endedAt) }))
}

/** Notes that somebody is away. Refuses days that overlap another absence of the person, and a ring of deputies. */
export async function noteAbsence(context: UnitsContext, form: NewAbsence, by: { name: string; actor: string }): Promise<string> {
  const now = context.clock.now()
  const id = newId(now.getTime())
  await context.db.transaction(async (tx) => {
    await tx.execute(sql`lock table absence in share row exclusive mode`)
    for (const name of [form.person, form.deputy]) await refuseStranger(tx, name)
    const absences = await readAbsences(tx, context.today)
    const own = absences.find((one) => one.person === form.person && overlaps(one, form))
    if (own) throw refusal('absence-overlaps', { name: form.person, date: own.fromOn }, `${form.person} is away already from ${own.fromOn} to ${own.toOn}. Choose other days, or end that absence first.`)
    if (makesRing(absences, form)) throw refusal('deputies-in-a-ring', { name: form.deputy }, `${form.deputy} would be away too, and in the end nobody would stand in. Choose another deputy.`)
    await tx.insert(absence).values({ id, ...form, notedBy: by.name, notedAt: now })
    const { person, deputy, fromOn, toOn } = form
    await appendAudit(tx, { actor: by.actor, action: 'organisation.note-absence', object: `absence:${id}`, details: { person, deputy, fromOn, toOn } }, now)
  })
  return id
}

/** The person is back today: the absence counts until yesterday. `may`: whose absence somebody may end; null: everybody's. */
export async function endAbsence(context: UnitsContext, id: string, by: { actor: string; may: string | null }): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(absence).where(eq(absence.id, id)).for('update')
    if (!found || (by.may !== null && found.person !== by.may)) throw refusal('no-such-absence', {}, 'There is no such absence.')
    if (found.endedAt !== null) return
    await tx.update(absence).set({ endedAt: now }).where(eq(absence.id, id))
    await appendAudit(tx, { actor: by.actor, action: 'organisation.end-absence', object: `absence:${id}`, details: { person: found.person } }, now)
  })
}
