import { z } from 'zod'
import { parseDuration } from '../engine/duration.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { actions, countRules, sourceStatuses } from '../engine/rule.ts'

/** The rule language as it is written in files, before it becomes the engine's types. */
const eventName = z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/, 'is not an event name such as file.closed').max(200)
/** Written without quotes a whole number is still a name; in a schedule file the JSON Schema refuses it. */
const name = z.union([z.string(), z.int()]).transform(String)
const id = name.pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'is not an id: letters, digits, dot, hyphen, underscore').max(200))
const duration = z.string().refine((text) => parseDuration(text) !== null, 'is not a duration such as P5Y or P1Y6M (at most a thousand years)')
const countFrom = z.enum(countRules)

const termForm = z.strictObject({
  for: z.union([duration, z.strictObject({ years: z.int().min(1).max(1000), minus: z.literal('age-at-trigger') })]),
  from: eventName,
  pick: z.enum(['last', 'first']).optional(),
  covering: z.literal('record.period').optional(),
  count_from: countFrom.optional(),
})

export type TermForm = z.infer<typeof termForm>
export type SpanForm = { for: 'permanent' } | TermForm | { latest_of: SpanForm[] } | { earliest_of: SpanForm[] }

const spanForm: z.ZodType<SpanForm> = z.lazy(() =>
  z.union([
    termForm,
    z.strictObject({ for: z.literal('permanent') }),
    z.strictObject({ latest_of: z.array(spanForm).min(1).max(50) }),
    z.strictObject({ earliest_of: z.array(spanForm).min(1).max(50) }),
  ]),
)

const plain = z.union([z.string(), z.number(), z.boolean()])
const day = z.string().refine((text) => parseCivilDate(text) !== null, 'is not a date YYYY-MM-DD')

const testsForm = z.strictObject({
  before: day.optional(),
  on_or_after: day.optional(),
  in: z.array(plain).min(1).optional(),
  not: plain.optional(),
  at_least: z.number().optional(),
  less_than: z.number().optional(),
  known: z.boolean().optional(),
}).refine((tests) => Object.keys(tests).length > 0, 'is an empty condition')

/** One entry of `when`. */
export const conditionForm = z.union([plain, testsForm])
export type ConditionForm = z.infer<typeof conditionForm>

const factKey = z.string().regex(/^[a-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/, 'is not the name of a fact or event')

const transferForm = z.looseObject({ to: z.string().optional(), for: duration, from: eventName, count_from: countFrom.optional() })
export type TransferForm = z.infer<typeof transferForm>

/** A rule as in a schedule file, with everything optional that a bare example may leave out. */
export const ruleForm = z.strictObject({
  id,
  cite: z.string().optional(),
  title: z.record(z.string(), z.string()).or(z.string()).optional(),
  classes: z.array(z.string()).min(1).optional(),
  when: z.record(factKey, conditionForm).optional(),
  unit: z.enum(['file', 'record']).optional(),
  retain: spanForm,
  fallback: spanForm.optional(),
  erase_by: spanForm.optional(),
  at_end: z.enum(actions).optional(),
  mark: z.string().optional(),
  transfer: transferForm.optional(),
  steps: z.array(z.looseObject({})).optional(),
  overrides: z.array(name).optional(),
  override_basis: z.string().optional(),
  note: z.record(z.string(), z.string()).or(z.string()).optional(),
  source: z.looseObject({ status: z.enum(sourceStatuses) }).optional(),
})

export type RuleForm = z.infer<typeof ruleForm>

/** A list of rules as long as any real schedule. */
export const rulesForm = z.array(ruleForm).max(20_000)
