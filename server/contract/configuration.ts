import { z } from 'zod'
import { classCode, civilDate, language } from './common.ts'
import { role, userName } from './identity.ts'
import { kindForm } from './kinds.ts'
import { dataCode, registerForm } from './registers.ts'
import { serviceForm } from './services.ts'
import { localName, unitCode, unitForm } from './units.ts'

/** A unit as it is brought in; what is left out stays as it is in a unit that is there. */
export const unitRow = unitForm.omit({ head: true }).extend({ head: userName.optional() })
/** A post of the staff list. */
export const positionRow = z.object({ code: dataCode, name: localName, unit: unitCode.optional() })
/** Somebody who is to sign in. `position`: code of the staff list, or free words. */
export const personRow = z.object({ name: userName, displayName: z.string().trim().min(1).max(200), position: z.string().trim().max(300).optional(), email: z.email().max(254).optional(), language: language.optional(), roles: z.array(role).min(1), units: z.array(unitCode).default([]) })
/** A class of the file plan. `unit`, `wholeHouse`: of a new class only. */
export const classRow = z.object({ code: classCode, title: localName, parent: classCode.optional(), unit: unitCode.optional(), wholeHouse: z.boolean().default(false), personal: z.boolean().default(true) })
export const calendarRow = z.object({ code: dataCode, name: localName, weekend: z.array(z.int().min(1).max(7)).max(7), roll: z.enum(['next-working-day', 'none']), enteredUntil: civilDate.nullable().default(null), days: z.array(z.object({ day: civilDate, kind: z.enum(['off', 'working']), note: z.string().max(200).default('') })).max(2000) })
export const termRuleVersion = z.object({ id: dataCode, validFrom: civilDate, profile: dataCode, definition: z.record(z.string(), z.unknown()) })
export const draftTemplateForm = z.object({ code: dataCode, language, kind: dataCode, title: z.string().min(1).max(300), subject: z.string().max(2000), body: z.string().max(20_000) })
/** What the whole house is: the law under which it works, the language that it speaks first, its name. */
export const houseRow = z.object({ name: localName.optional(), jurisdiction: z.enum(['md', 'ua', 'ru', 'ge']).optional(), language: language.optional() })

/** The file by which one municipality takes over the set-up of another: no people, no passwords, no documents. */
export const configuration = z.strictObject({
  format: z.literal('opis-configuration'),
  /** Rises when a file of before can no longer be read as it stands. */
  version: z.literal(1),
  house: houseRow.default({}),
  units: z.array(unitRow).max(2000).default([]),
  positions: z.array(positionRow).max(2000).default([]),
  classes: z.array(classRow).max(5000).default([]),
  calendars: z.array(calendarRow).max(50).default([]),
  termRules: z.array(termRuleVersion).max(1000).default([]),
  registers: z.array(registerForm).max(1000).default([]),
  kinds: z.array(kindForm).max(1000).default([]),
  services: z.array(serviceForm).max(2000).default([]),
  draftTemplates: z.array(draftTemplateForm).max(1000).default([]),
})
export type Configuration = z.infer<typeof configuration>

export const faultCodes = ['not-a-spreadsheet', 'too-large', 'too-many-rows', 'broken-file', 'formula', 'unknown-sheet', 'unknown-column', 'no-header', 'missing', 'not-a-date', 'not-a-number', 'not-yes-or-no', 'not-one-of', 'bad-form', 'out-of-range', 'twice', 'unknown-row', 'other-version', 'refused'] as const
export type FaultCode = (typeof faultCodes)[number]
/** What is wrong and where: `sheet` and `row` as the spreadsheet program counts them. `refused`: facts has the reason, as routes refuse. */
export const setupFault = z.object({ sheet: z.string(), row: z.int().nullable(), column: z.string().nullable(), code: z.enum(faultCodes), facts: z.record(z.string(), z.union([z.string(), z.number()])), text: z.string() })
export type SetupFault = z.infer<typeof setupFault>
export const setupChange = z.object({ sheet: z.string(), code: z.string(), change: z.enum(['added', 'changed']) })
/** `done`: everything stands; with faults, or for a dry run, nothing does. `same`: rows that changed nothing. */
export const setupResult = z.object({ dryRun: z.boolean(), done: z.boolean(), faults: z.array(setupFault), changes: z.array(setupChange), same: z.int(), passwords: z.array(z.object({ name: z.string(), displayName: z.string(), oneTimePassword: z.string() })) })
export type SetupResult = z.infer<typeof setupResult>
export const setupQuery = z.object({ dryRun: z.enum(['true', 'false']).default('true') })
export const profileList = z.object({ profiles: z.array(z.object({ name: z.string(), title: z.record(z.string(), z.string()), jurisdiction: z.string().nullable(), language: z.string().nullable(), units: z.int(), registers: z.int(), kinds: z.int() })) })
