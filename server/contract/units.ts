import { z } from 'zod'
import { civilDate, language } from './common.ts'

/** Code of a unit, as accounts and records carry it: `cityhall`, `buiucani`. */
export const unitCode = z.string().trim().min(1).max(64)
export const unitKinds = ['body', 'unit', 'intake-point'] as const
export type UnitKind = (typeof unitKinds)[number]
/** A name in one or more of the five languages. */
export const localName = z.partialRecord(language, z.string().trim().min(1).max(300)).refine((names) => Object.keys(names).length > 0, 'needs a name in one language at least')
export type LocalName = z.infer<typeof localName>

/** A unit as somebody orders it. `electronicSince`: since when documents reach it on the screen. */
export const unitForm = z.object({
  code: unitCode,
  name: localName,
  kind: z.enum(unitKinds),
  parent: unitCode.nullable().default(null),
  head: z.string().max(64).nullable().default(null),
  openedOn: civilDate,
  closedOn: civilDate.nullable().default(null),
  electronicSince: civilDate.nullable().default(null),
})
export type UnitForm = z.infer<typeof unitForm>

/** A unit as it stands; `successor`: the unit that took over its work, or will. */
export const unitView = unitForm.extend({ successor: z.object({ unit: z.string(), fromOn: z.string(), done: z.boolean() }).nullable() })
export type UnitView = z.infer<typeof unitView>
export const unitList = z.object({ units: z.array(unitView) })

/** Somebody who works here, as the lists of executors and deputies show them. `deputy`: who stands in today; null: nobody needs to. */
export const staffMember = z.object({ name: z.string(), displayName: z.string(), position: z.string(), units: z.array(z.string()), absentUntil: z.string().nullable(), deputy: z.string().nullable() })
export type StaffMember = z.infer<typeof staffMember>
export const staffList = z.object({ people: z.array(staffMember) })

/** Somebody is away; both days included. */
export const newAbsence = z
  .object({ person: z.string().min(1).max(64), deputy: z.string().min(1).max(64), fromOn: civilDate, toOn: civilDate, reason: z.string().trim().max(300).default('') })
  .refine(({ fromOn, toOn }) => fromOn <= toOn, 'ends before it begins')
  .refine(({ person, deputy }) => person !== deputy, 'nobody stands in for himself')
export type NewAbsence = z.infer<typeof newAbsence>
/** `endedOn`: the person came back that day. */
export const absenceView = z.object({ id: z.string(), person: z.string(), deputy: z.string(), fromOn: z.string(), toOn: z.string(), reason: z.string(), notedBy: z.string(), endedOn: z.string().nullable() })
export const absenceList = z.object({ absences: z.array(absenceView) })
export type AbsenceView = z.infer<typeof absenceView>
