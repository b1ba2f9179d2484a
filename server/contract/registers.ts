import { z } from 'zod'
import { civilDate } from './common.ts'
import { localName, unitCode } from './units.ts'

export const flows = ['incoming', 'outgoing', 'internal', 'appeals', 'contracts', 'decisions', 'orders'] as const
export const flow = z.enum(flows)
export type Flow = z.infer<typeof flow>

/** Code of a register, a kind, a service, a rule: `incoming-2026`, `petition`, `md.petition`. */
export const dataCode = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)
/** Tokens in braces between literal characters, for example `{group}-{kind}-{seq}/{y}{repeat:-}`. */
export const numberTemplate = z.string().min(1).max(120)
/** When numbering begins anew: on a day of each year (`MM-DD`), with each convocation, never. */
export const resetRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('yearly'), on: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/).refine((day) => !['02-29', '02-30', '02-31', '04-31', '06-31', '09-31', '11-31'].includes(day), 'takes a day that every year has') }),
  z.object({ kind: z.literal('convocation') }),
  z.object({ kind: z.literal('never') }),
])
export type ResetRule = z.infer<typeof resetRule>
/** What tokens stand for where it is the same for the whole register. `convocation`: its number, 1 to 99. */
export const registerConstants = z.object({ group: z.string().max(20).optional(), kind: z.string().max(20).optional(), unit: z.string().max(20).optional(), suffix: z.string().max(20).optional(), convocation: z.int().min(1).max(99).optional() })
export type RegisterConstants = z.infer<typeof registerConstants>
/** A field that a register, kind or service adds to the card. */
export const fieldForm = z.object({ code: dataCode, name: localName, type: z.enum(['text', 'number', 'date', 'choice']), required: z.boolean().default(false), choices: z.array(z.string().max(200)).max(100).optional() })
export type FieldForm = z.infer<typeof fieldForm>

export const registerForm = z.object({
  code: dataCode,
  title: localName,
  unit: unitCode,
  flow,
  template: numberTemplate,
  constants: registerConstants.default({}),
  reset: resetRule,
  /** The first number that is given out here in the period of the opening; those before it are in the paper book. */
  firstSeq: z.int().min(1).max(9_999_999).default(1),
  fields: z.array(fieldForm).max(30).default([]),
  openedOn: civilDate,
})
export type RegisterForm = z.infer<typeof registerForm>
