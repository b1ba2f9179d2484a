import { z } from 'zod'
import { parseCivilDate, parseYearStart } from '#kernel/civil-date.ts'
import { isTimeZone, parseMoment } from '../engine/moment.ts'
import { countRules, transitions } from '../engine/rule.ts'
import { rulesForm } from './rule-form.ts'

/** One example case as written: rules and facts. Fields that are not the engine's business may be there too. */
const day = z.string().refine((value) => parseCivilDate(value) !== null, 'is not a date YYYY-MM-DD that exists')
/** An unquoted year is a number for YAML, and means the year all the same. */
const looseDate = z.union([z.string(), z.int().min(1000).max(9999)]).transform(String)
  .refine((value) => parseMoment(value)?.kind === 'day', 'is not a date: YYYY, YYYY-MM or YYYY-MM-DD that exists')
const instant = z.string().refine((value) => parseMoment(value)?.kind === 'instant', 'is not an instant with its offset, such as 2020-12-31T22:30:00Z')
const period = z.tuple([looseDate, looseDate])

/** Written without quotes a whole number is still a name. */
const name = z.union([z.string().min(1), z.int()]).transform(String)

const eventForm = z.looseObject({
  event: z.string().min(1).max(200),
  date: looseDate.optional(),
  at: instant.optional(),
  retracted: z.boolean().nullish(),
  covers: period.nullish(),
}).refine((event) => (event.date === undefined) !== (event.at === undefined), { path: ['date'], message: 'needs either date or at' })

const holdForm = z.looseObject({ id: name, from: looseDate.nullish(), released: looseDate.nullish() })

const versionForm = z.looseObject({
  version: name,
  effective_from: day,
  transition: z.enum(transitions).optional(),
  rules: rulesForm,
})

const facts = z.record(z.string(), z.unknown())

export const caseForm = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  rules: rulesForm.optional(),
  versions: z.array(versionForm).min(1).max(1000).optional(),
  class: z.string().nullish(),
  events: z.array(eventForm).max(100_000).nullish(),
  record: z.looseObject({ period: period.nullish() }).nullish(),
  subject: z.looseObject({ born: looseDate.nullish(), died: looseDate.nullish() }).nullish(),
  org: facts.nullish(),
  holds: z.array(holdForm).max(10_000).nullish(),
  today: day.default('2026-06-01'),
  time_zone: z.string().refine(isTimeZone, 'is not a known time zone').default('Europe/Chisinau'),
  year_start: z.string().refine((value) => parseYearStart(value) !== null, 'is not a day MM-DD that every year has').default('01-01'),
  overflow: z.enum(['roll-forward', 'last-day']).default('roll-forward'),
  count_from: z.enum(countRules).default('next-year-start'),
  at: z.record(day, z.unknown()).nullish(),
}).refine((each) => (each.rules === undefined) !== (each.versions === undefined), { path: ['rules'], message: 'needs either rules or versions' })

export type CaseForm = z.infer<typeof caseForm>
