import { arrayContains, desc, eq, isNull, sql } from 'drizzle-orm'
import type { SuccessionPreview } from '#contract/municipality.ts'
import type { Db } from '#platform/database.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { userAccount } from '#server/identity/schema.ts'
import { unit } from '#server/identity/units/schema.ts'
import { documentKind, service } from '#server/registry/data-schema.ts'
import { register } from '#server/registry/schema.ts'
import { newest } from './move-routes.ts'

/** What would move from a unit, and what would stay under its name. */
export async function previewSuccession(db: Db, from: string): Promise<SuccessionPreview> {
  const kinds = newest(await db.select().from(documentKind).where(isNull(documentKind.retiredOn)).orderBy(desc(documentKind.version)))
  const services = newest(await db.select().from(service).where(isNull(service.retiredOn)).orderBy(desc(service.version)))
  const registers = await db.select({ code: register.code }).from(register).where(eq(register.unit, from)).orderBy(register.code)
  const units = await db.select({ code: unit.code }).from(unit).where(eq(unit.parent, from)).orderBy(unit.code)
  const people = await db.select({ name: userAccount.name }).from(userAccount).where(arrayContains(userAccount.units, [from])).orderBy(userAccount.name)
  const classes = await db.select({ code: fileClass.code }).from(fileClass).where(eq(fileClass.unit, from)).orderBy(fileClass.code)
  const { rows } = await db.execute<{ open: number; closed: number; cards: number; numbers: number; waiting: number }>(sql`select
    (select count(*)::int from assignment where unit = ${from} and state in ('open', 'executed')) as open,
    (select count(*)::int from assignment where unit = ${from} and state not in ('open', 'executed')) as closed,
    (select count(*)::int from card where units @> array[${from}::text]) as cards,
    (select count(*)::int from entry e join register r on r.id = e.register where r.unit = ${from}) as numbers,
    (select count(*)::int from intake_item where proposed_unit = ${from} and state = 'waiting') as waiting`)
  const { open = 0, closed = 0, cards = 0, numbers = 0, waiting = 0 } = rows[0] ?? {}
  return {
    ...{ openTasks: open, cards, waiting, registers: registers.map(({ code }) => code), units: units.map(({ code }) => code), people: people.map(({ name }) => name) },
    ...{ kinds: kinds.filter(({ route }) => route.some((step) => step.unit === from)).map(({ code }) => code), services: services.filter((one) => one.unit === from).map(({ code }) => code) },
    stays: { closedTasks: closed, numbers, classes: classes.map(({ code }) => code) },
  }
}
