import { z } from 'zod'
import { civilDate, classCode, language } from './common.ts'
import { dataCode, fieldForm, flow } from './registers.ts'
import { localName, unitCode } from './units.ts'

export const routeSteps = ['registry', 'head', 'unit', 'executor', 'reply', 'visa', 'approval', 'sending', 'file'] as const
/**
 * One step of the route of a kind of document: registry → head → unit → executor → reply → file. `unit` and `people`:
 * who, where the route fixes it; `mode`: visas at once or one after the other; `days`: working days meant for the step.
 */
export const routeStep = z.object({
  step: z.enum(routeSteps),
  unit: unitCode.optional(),
  people: z.array(z.string().min(1).max(64)).max(30).optional(),
  mode: z.enum(['parallel', 'serial']).optional(),
  days: z.int().min(1).max(365).optional(),
})
export type RouteStep = z.infer<typeof routeStep>

/** A kind of document; saving it makes a new version that holds for documents registered afterwards. */
export const kindForm = z.object({
  code: dataCode,
  name: localName,
  flow,
  term: dataCode.nullable().default(null),
  class: classCode.nullable().default(null),
  route: z.array(routeStep).max(30).default([]),
  fields: z.array(fieldForm).max(30).default([]),
  validFrom: civilDate,
})
export type KindForm = z.infer<typeof kindForm>

/** A unit of a step that was closed, and who took over its work. */
const closedUnit = z.object({ unit: z.string(), successor: z.string().nullable() })
/** A version of a kind. `closedUnits`: units of its route that are closed. `now`: in force today. */
export const kindView = kindForm.extend({ validFrom: z.string(), version: z.int(), retiredOn: z.string().nullable(), now: z.boolean(), closedUnits: z.array(closedUnit) })
export type KindView = z.infer<typeof kindView>
export const kindList = z.object({ kinds: z.array(kindView) })
export const retireKind = z.object({ on: civilDate.optional() })
export const kindsSheetQuery = z.object({ language: language.default('en') })
