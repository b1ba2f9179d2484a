import { asc, desc, isNull } from 'drizzle-orm'
import { configuration, type Configuration } from '#contract/configuration.ts'
import type { Db } from '#platform/database.ts'
import { draftTemplateRow } from '#server/assignments/drafts/schema.ts'
import { fileClass, house } from '#server/file-plan/classes.ts'
import { body } from '#server/file-plan/schema.ts'
import { readSetting } from '#server/identity/units/mode.ts'
import { staffPosition, unit } from '#server/identity/units/schema.ts'
import { documentKind, service, termRuleRow, workingCalendar, workingCalendarDay } from '#server/registry/data-schema.ts'
import { register } from '#server/registry/schema.ts'
import { newest } from '../reorganisation/move-routes.ts'

/**
 * The set-up of this municipality for another one: what is in use, in its newest version. People, passwords, documents, numbers that
 * were given out and who leads what stay here.
 */
export async function exportConfiguration(db: Db): Promise<Configuration> {
  const kinds = newest(await db.select().from(documentKind).where(isNull(documentKind.retiredOn)).orderBy(desc(documentKind.version)))
  const services = newest(await db.select().from(service).where(isNull(service.retiredOn)).orderBy(desc(service.version)))
  const units = await db.select().from(unit).where(isNull(unit.closedOn)).orderBy(asc(unit.code))
  const open = new Set(units.map(({ code }) => code))
  const days = await db.select().from(workingCalendarDay).orderBy(asc(workingCalendarDay.day))
  const [owner] = await db.select().from(body)
  const settings = { jurisdiction: await readSetting(db, 'jurisdiction'), language: await readSetting(db, 'language') }
  return configuration.parse({
    ...{ format: 'opis-configuration', version: 1 },
    house: withoutEmpty({ ...settings, ...(owner && owner.code === house.body && Object.keys(owner.name).length > 0 ? { name: owner.name } : {}) }),
    units: units.map(({ head: _, parent, ...one }) => ({ ...one, parent: parent !== null && open.has(parent) ? parent : null })),
    positions: (await db.select().from(staffPosition).orderBy(asc(staffPosition.code))).map(withoutEmpty),
    classes: (await db.select().from(fileClass).where(isNull(fileClass.closedOn)).orderBy(asc(fileClass.code))).map(({ code, title, parent, unit: of, wholeHouse, personal }) => withoutEmpty({ code, title, parent, unit: of !== null && open.has(of) ? of : null, wholeHouse, personal })),
    calendars: (await db.select().from(workingCalendar).orderBy(asc(workingCalendar.code))).map(({ code, name, weekend, roll, enteredUntil }) => ({ code, name, weekend, roll, enteredUntil, days: days.filter((one) => one.calendar === code).map(({ day, kind, note }) => ({ day, kind, note })) })),
    termRules: (await db.select().from(termRuleRow).orderBy(asc(termRuleRow.id), asc(termRuleRow.validFrom))).map(({ id, validFrom, profile, definition }) => ({ id, validFrom, profile, definition })),
    registers: (await db.select().from(register).where(isNull(register.closedOn)).orderBy(asc(register.code))).map(({ id: _, closedOn: __, ...one }) => one),
    kinds: kinds.map(({ version: _, retiredOn: __, route, ...one }) => ({ ...one, route: route.map(({ people: ___, ...step }) => step) })).sort(byCode),
    services: services.map(({ version: _, retiredOn: __, savedBy: ___, savedAt: ____, ...one }) => one).sort(byCode),
    draftTemplates: (await db.select().from(draftTemplateRow).where(isNull(draftTemplateRow.retiredAt)).orderBy(asc(draftTemplateRow.code), asc(draftTemplateRow.language))).map(({ changedBy: _, changedAt: __, retiredAt: ___, ...one }) => one),
  })
}

const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1)
const withoutEmpty = (row: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
