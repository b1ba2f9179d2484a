import { z } from 'zod'
import { civilDate } from './common.ts'
import { dataCode } from './registers.ts'
import { localName } from './units.ts'

const span = z.object({ value: z.int().min(1).max(3660), unit: z.enum(['day', 'working-day', 'month', 'hour']) })
export type Span = z.infer<typeof span>

const seen = z.enum(['confirmed', 'unconfirmed'])
/** Where one part of a rule stands in the law. `status`: that of the whole rule where it says nothing; `note`: what exactly is not certain. */
const backing = { basis: z.string().max(500).optional(), source: z.string().max(500).optional(), status: seen.optional(), note: localName.optional() }
const part = z.object({ ...span.shape, ...backing })
export type RulePart = z.infer<typeof part>

/**
 * A rule of a legal profile: within what time something is due. The day after the base event is day 1 (Moldova, Ukraine,
 * Russia and Georgia alike). `status`: whether the value was seen in the law; what was not is said loudly on the screen.
 */
export const termRule = z.object({
  id: z.string(),
  name: localName,
  /** From which day it is counted. */
  from: z.enum(['registered', 'received']),
  term: span,
  /** `total`: from the base event, or added to the term. `notifyWithin`: until when the citizen must be told, else it is void. */
  extension: z.object({ ...part.shape, counts: z.enum(['added', 'total']), notifyWithin: span.optional() }).optional(),
  /** A shorter term for urgent or simple matters, where the law has one. */
  urgent: part.optional(),
  /** Longest in exceptional cases, from the base event. */
  longest: part.optional(),
  /** Within which a body that is not competent must send it on, from the same base event. */
  forward: part.optional(),
  /** Within which what came must be registered, from the day on which it came. */
  registerWithin: part.optional(),
  /** Within which something with defects goes back, from the day on which it came. */
  returnWithin: part.optional(),
  /** Whether the term runs from the day on which the last missing paper came. */
  restartsWhenComplete: z.boolean().optional(),
  calendar: z.string(),
  roll: z.enum(['next-working-day', 'none']),
  rollStatus: seen.optional(),
  basis: z.string(),
  source: z.string(),
  status: seen,
  note: localName.optional(),
  /** Whether the day from which it is in force was seen. */
  validFromStatus: seen.optional(),
})
export type TermRule = z.infer<typeof termRule>

export const ruleParts = ['extension', 'urgent', 'longest', 'forward', 'registerWithin', 'returnWithin'] as const
export type RulePartName = (typeof ruleParts)[number]

/** Whether anything of the rule was not seen in the law: people must look at it before they rely on it. */
export function hasDoubt(rule: TermRule): boolean {
  return [rule.status, rule.rollStatus, rule.validFromStatus, ...ruleParts.map((name) => rule[name]?.status)].includes('unconfirmed')
}

/** A rule as it is in force from a day on. `shipped`: nobody has changed it since it came with the product. */
export const ruleView = z.object({ profile: z.string(), validFrom: z.string(), inForce: z.boolean(), shipped: z.boolean(), changedBy: z.string(), changedAt: z.string(), doubt: z.boolean(), rule: termRule })
export type RuleView = z.infer<typeof ruleView>
export const ruleList = z.object({ rules: z.array(ruleView) })
/** A rule from a day on; the same day replaces what was said for it. */
export const ruleForm = z.object({ profile: dataCode, validFrom: civilDate, rule: termRule.extend({ id: dataCode, calendar: dataCode, basis: z.string().trim().min(3).max(500), source: z.string().trim().min(1).max(500) }) })
export type RuleForm = z.infer<typeof ruleForm>

/** Days in which days off by law are worked all the same, for example under martial law; without `to`: until further notice. */
const suspension = z.object({ from: civilDate, to: civilDate.nullable(), reason: z.string().trim().min(1).max(300) })
export type Suspension = z.infer<typeof suspension>
const roll = z.enum(['next-working-day', 'none'])
export const calendarForm = z.object({
  name: localName,
  weekend: z.array(z.int().min(1).max(7)).max(6),
  roll,
  enteredUntil: civilDate.nullable(),
  suspended: z.array(suspension).max(50).default([]),
})
export type CalendarForm = z.infer<typeof calendarForm>
/** `uncertain`: deadlines that rest on days of it that nobody entered yet. */
export const calendarLine = z.object({ code: z.string(), ...calendarForm.shape, suspended: z.array(suspension), uncertain: z.int() })
export const calendarList = z.object({ calendars: z.array(calendarLine) })
const calendarDay = z.object({ day: civilDate, kind: z.enum(['off', 'working']), note: z.string().trim().max(200).default('') })
export const calendarYear = z.object({ ...calendarLine.shape, year: z.int(), days: z.array(calendarDay.extend({ note: z.string() })) })
export type CalendarYear = z.infer<typeof calendarYear>
export const yearQuery = z.object({ year: z.coerce.number().int().min(1990).max(2200) })
/** Days to be set, or with `plain` to be as the weekday says. */
export const calendarDays = z.object({ days: z.array(z.object({ ...calendarDay.shape, kind: z.enum(['off', 'working', 'plain']) })).min(1).max(1000) })
export type CalendarDays = z.infer<typeof calendarDays>
export const copyYear = z.object({ from: z.int().min(1990).max(2200), to: z.int().min(1990).max(2200) })
/** Lines `day;off|working;note`, with a heading or without. */
export const calendarCsv = z.object({ csv: z.string().min(1).max(200_000) })

const dueKinds = ['term', 'urgent', 'extension', 'longest', 'chosen'] as const
const step = z.object({ until: z.string(), late: z.boolean() })
const extending = z.object({ may: z.boolean(), why: z.enum(['no-extension', 'extended-already', 'told-too-late']).nullable(), latest: z.string().nullable(), told: z.string() })
/** How the deadline of a card stands: its rule with the legal basis, what may be done with it, and what is late. `papers`: asked of the citizen. */
export const cardTerm = z.object({
  card: z.string(),
  version: z.int(),
  dueOn: z.string().nullable(),
  baseOn: z.string().nullable(),
  by: z.enum(dueKinds),
  uncertain: z.boolean(),
  rule: ruleView.nullable(),
  extension: extending.nullable(),
  longest: extending.nullable(),
  registration: step.nullable(),
  forward: step.nullable(),
  giveBack: step.nullable(),
  papers: z.object({ askedOn: z.string(), until: z.string().nullable() }).nullable(),
  forwardedOn: z.string().nullable(),
})
export type CardTerm = z.infer<typeof cardTerm>

const version = z.int().min(1)
/** Words that the citizen reads on the status page: no name and no content. */
const reason = z.string().trim().min(3).max(500)
/** `until`: an earlier day than the rule allows; `exceptional`: by the longest term of the rule. */
export const extendForm = z.object({ version, reason, until: civilDate.optional(), exceptional: z.boolean().default(false) })
export const forwardForm = z.object({ version, to: z.string().trim().min(2).max(300) })
export const papersForm = z.object({ version, reason, until: civilDate.optional() })
export const urgentForm = z.object({ version, urgent: z.boolean() })
export const completeForm = z.object({ version, on: civilDate.optional() })
/** Cards whose deadline rests on days that nobody entered yet, the soonest first. */
export const uncertainList = z.object({ cards: z.array(z.object({ id: z.string(), number: z.string(), dueOn: z.string(), term: z.string() })), more: z.boolean() })
