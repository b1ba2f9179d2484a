import { z } from 'zod'
import { parseCivilDate, parseYearStart } from '#kernel/civil-date.ts'
import { isTimeZone } from '../engine/moment.ts'
import { countRules, transitions } from '../engine/rule.ts'
import { conditionForm, rulesForm } from './rule-form.ts'

/**
 * What the JSON Schema cannot say about a schedule file, and its type: dates that exist, known time
 * zones, year starts that every year has. The file is checked by the JSON Schema as well.
 */
const text = z.record(z.string(), z.string())
const day = z.string().refine((value) => parseCivilDate(value) !== null, 'There is no such date.')
const timeZone = z.string().refine(isTimeZone, 'This time zone is not known: use a name such as Europe/Kyiv.')
const yearStart = z.string().refine((value) => parseYearStart(value) !== null, 'A year cannot start on this day: not every year has it.')

const approvals = z.array(z.looseObject({ role: z.string(), quorum: z.number().optional(), document: z.string().optional(), when: z.record(z.string(), conditionForm).optional() }))

export const scheduleForm = z.looseObject({
  schedule: z.string(),
  version: z.string(),
  title: text.optional(),
  jurisdiction: z.string().optional(),
  authority: z.looseObject({ act: z.string(), number: z.string(), date: day }),
  effective: z.looseObject({ from: day, until: day.optional() })
    .refine(({ from, until }) => until === undefined || until >= from, { path: ['until'], message: 'The end lies before the beginning.' }),
  replaces: z.looseObject({ version: z.string(), transition: z.enum(transitions), basis: z.string() }).optional(),
  defaults: z.looseObject({
    time_zone: timeZone,
    count_from: z.enum(countRules),
    overflow: z.enum(['roll-forward', 'last-day']).optional(),
    year_start: yearStart.optional(),
    unit: z.enum(['file', 'record']).optional(),
  }),
  marks: z.record(z.string(), z.looseObject({ approvals, label: text.optional() })).optional(),
  approvals: z.record(z.string(), approvals).optional(),
  preconditions: z.array(z.string()).optional(),
  rules: rulesForm,
})

export type ScheduleForm = z.infer<typeof scheduleForm>
