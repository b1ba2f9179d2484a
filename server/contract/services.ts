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
  /** Whether the public may submit it on the public page. */
  online: z.boolean().default(false),
  validFrom: civilDate,
})
export type ServiceForm = z.infer<typeof serviceForm>

export const serviceQuery = z.object({ q: z.string().trim().max(200).default(''), /** Services out of use too. */ all: z.enum(['true', 'false']).default('false') })
const version = serviceForm.extend({
  version: z.int(),
  retiredOn: z.string().nullable(),
  /** First day of the version after this one; null: it is the newest. */
  replacedOn: z.string().nullable(),
  savedBy: z.string(),
})
export type ServiceVersion = z.infer<typeof version>
/** The version in force today, or the newest where none is. `inUse`: may be registered today; `moreFields`: what its register and kind add to the card. */
export const serviceView = version.extend({ inUse: z.boolean(), moreFields: z.array(fieldForm), unitName: localName, termDays: z.object({ value: z.int(), unit: z.string() }).nullable() })
export type ServiceView = z.infer<typeof serviceView>
export const serviceList = z.object({ services: z.array(serviceView) })
export type ServiceList = z.infer<typeof serviceList>

/** How one version worked: cases registered under it, those at an end, median of days from registration to the end. */
const figures = z.object({ version: z.int(), registered: z.int(), ended: z.int(), medianDays: z.number().nullable() })
export const serviceDetail = z.object({ code: z.string(), versions: z.array(version), figures: z.array(figures) })
export type ServiceDetail = z.infer<typeof serviceDetail>
export const retireService = z.object({ on: civilDate })
/** What a form of a service may choose from. */
export const serviceChoices = z.object({
  units: z.array(z.object({ code: z.string(), name: localName })),
  registers: z.array(z.object({ code: z.string(), name: localName })),
  kinds: z.array(z.object({ code: z.string(), name: localName })),
  terms: z.array(z.object({ id: z.string(), name: localName })),
})
export type ServiceChoices = z.infer<typeof serviceChoices>
