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
