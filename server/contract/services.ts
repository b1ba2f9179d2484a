import { z } from 'zod'
import { civilDate, language } from './common.ts'
import { dataCode, fieldForm } from './registers.ts'
import { localName, unitCode } from './units.ts'

/** A paper that the applicant brings. */
export const servicePaper = z.object({ code: dataCode, name: localName, required: z.boolean().default(true) })
export type ServicePaper = z.infer<typeof servicePaper>

const someNames = z.partialRecord(language, z.string().trim().min(1).max(2000))
/** A service of the one window; saving it makes a new version, under which cases registered afterwards run. */
export const serviceForm = z.object({
  code: dataCode,
  name: localName,
  description: someNames.default({}),
  unit: unitCode,
  register: dataCode,
  kind: dataCode,
  papers: z.array(servicePaper).max(50).default([]),
  fields: z.array(fieldForm).max(30).default([]),
  term: dataCode.nullable().default(null),
  result: someNames.default({}),
  validFrom: civilDate,
})
export type ServiceForm = z.infer<typeof serviceForm>
