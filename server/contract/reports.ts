import { z } from 'zod'
import { language } from './common.ts'
import { unitCode } from './units.ts'

/** discipline S2-16, volume S2-17, observance S1-06, stages S1-09 and S4-13, electronic S2-01, prints S4-05, holders: who holds what. */
export const reportNames = ['discipline', 'volume', 'observance', 'stages', 'electronic', 'prints', 'holders'] as const
export type ReportName = (typeof reportNames)[number]

/** `YYYY-MM`. */
export const reportMonth = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/)
/** An account; `-`: tasks for which a unit has named nobody yet. */
const person = z.string().regex(/^[^\u0000-\u001f\u007f-\u009f]{1,64}$/u)

const span = { from: reportMonth.optional(), to: reportMonth.optional(), unit: unitCode.optional(), person: person.optional() }
/** A period of whole months, by default this one. `split`: the stages before this month are compared with those from it on. */
export const reportQuery = z.object({ ...span, split: reportMonth.optional(), format: z.enum(['csv', 'ods', 'pdf']).optional(), language: language.default('en') })
export type ReportQuery = z.infer<typeof reportQuery>

const named = z.object({ name: z.string(), displayName: z.string() })
const names = z.record(z.string(), z.string())

/** count: of documents or tasks; share: per cent; days: a median. `drill`: each number in it is the length of a list. */
export const reportColumn = z.object({ key: z.string(), title: z.string(), kind: z.enum(['count', 'share', 'days']), drill: z.boolean() })
export type ReportColumn = z.infer<typeof reportColumn>
/** `unit`: all people of a unit together; `total`: all rows that are neither. */
export const reportRow = z.object({
  level: z.enum(['line', 'unit', 'total']),
  month: z.string().nullable(),
  unit: z.string().nullable(),
  unitName: names.nullable(),
  /** A person who executes or holds, or the head of the unit. */
  person: named.nullable(),
  /** A stage, or a kind of print, by code and in words. */
  what: z.object({ code: z.string(), title: z.string() }).nullable(),
  values: z.record(z.string(), z.number().nullable()),
})
export type ReportRow = z.infer<typeof reportRow>

/**
 * Numbers of the registers in the period, and what became of them: entries = registered + second + withoutCard;
 * registered = withTasks + withoutTasks + annulled; tasks = withTasks + furtherTasks = received + cancelled.
 */
export const registerTotals = z.object({
  entries: z.int(),
  second: z.int(),
  withoutCard: z.int(),
  registered: z.int(),
  annulled: z.int(),
  withTasks: z.int(),
  withoutTasks: z.int(),
  tasks: z.int(),
  furtherTasks: z.int(),
  received: z.int(),
  cancelled: z.int(),
  /** Whether the figures, counted apart from each other, agree. */
  agrees: z.boolean(),
  lines: z.array(z.string()),
})
export type RegisterTotals = z.infer<typeof registerTotals>

export const reportView = z.object({
  report: z.enum(reportNames),
  title: z.string(),
  /** What is counted, in a sentence. */
  explains: z.string(),
  from: z.string(),
  to: z.string(),
  /** When the sums were computed; null: just now, from the documents themselves. */
  asOf: z.string().nullable(),
  /** What the columns before the figures are. */
  keys: z.array(z.object({ key: z.enum(['month', 'unit', 'person', 'what']), title: z.string() })),
  columns: z.array(reportColumn),
  rows: z.array(reportRow),
  /** Units that the reader may choose. */
  units: z.array(z.object({ code: z.string(), name: names })),
  register: registerTotals.nullable(),
})
export type ReportView = z.infer<typeof reportView>

/** The documents or tasks behind one number; `cell`: its column. */
export const reportItemsQuery = z.object({
  ...span,
  cell: z.string().regex(/^[a-z-]{1,30}$/),
  after: z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}\.\d{6}Z)?~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ReportItemsQuery = z.infer<typeof reportItemsQuery>
/** A document, or a task on it. Without id and subject: it may be counted, not read, by this person. */
export const reportItem = z.object({
  card: z.object({ id: z.string().nullable(), number: z.string(), registeredOn: z.string(), subject: z.string().nullable() }),
  task: z.string().nullable(),
  unit: z.string(),
  unitName: names,
  person: named.nullable(),
  dueOn: z.string().nullable(),
  doneOn: z.string().nullable(),
  /** Since when it is held. */
  since: z.string().nullable(),
})
export type ReportItem = z.infer<typeof reportItem>
export const reportItems = z.object({ items: z.array(reportItem), next: z.string().nullable() })

/** Working days by which a document that came is registered, and a task is opened by its executor. */
export const reportRules = z.object({ calendar: z.string().min(1).max(64), registrationDays: z.int().min(0).max(30), acknowledgementDays: z.int().min(0).max(30) })
export type ReportRules = z.infer<typeof reportRules>
