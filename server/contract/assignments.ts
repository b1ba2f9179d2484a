import { z } from 'zod'
import { civilDate, id } from './common.ts'
import { unitCode } from './units.ts'

/** `executed`: the executor says so; `off-control`: the controller agreed against a result; `closed`: one without control. */
export const assignmentStates = ['open', 'executed', 'off-control', 'closed', 'cancelled'] as const
export type AssignmentState = (typeof assignmentStates)[number]

const account = z.string().min(1).max(64)
const words = z.string().trim().min(1).max(2000)

/** Whom a task is given to: a unit, a person, or both. */
const whom = { unit: unitCode.optional(), executor: account.optional() }
const named = (who: { unit?: string | undefined; executor?: string | undefined }) => who.unit !== undefined || who.executor !== undefined
/** A co-executor; a unit alone stands for its head. */
export const helperForm = z.object(whom).refine(named, 'needs a unit or a person')
/** A task as somebody orders it. `controller` null: not on control. `dueOn` left out: the day of the card; null: no deadline. */
export const taskForm = z
  .object({ ...whom, text: words.optional(), helpers: z.array(helperForm).max(30).default([]), controller: account.nullable().default(null), dueOn: civilDate.nullable().optional() })
  .refine(named, 'needs a unit or a person')
export type TaskForm = z.infer<typeof taskForm>

/** What a head writes on a document. `onBehalfOf`: the absent head for whom a deputy writes. */
export const resolutionForm = z.object({ text: words, onBehalfOf: account.optional(), tasks: z.array(taskForm).max(50).default([]) })
export type ResolutionForm = z.infer<typeof resolutionForm>
/** Points of a decision or order; each becomes a task of its own on control. */
export const pointsForm = z.object({
  points: z.array(z.object({ point: z.int().min(1).max(999), text: words, ...whom, helpers: z.array(helperForm).max(30).default([]), controller: account, dueOn: civilDate }).refine(named, 'needs a unit or a person')).min(1).max(100),
})
export type PointsForm = z.infer<typeof pointsForm>
export const subtasksForm = z.object({ tasks: z.array(taskForm).min(1).max(50) })

const result = { resultCard: id.optional(), resultRecord: id.optional() }
/** What somebody does with a task. `version`: of the task as he saw it, so that two people do not undo each other's work. */
export const taskMove = z.discriminatedUnion('move', [
  z.object({ move: z.literal('name-executor'), executor: account }),
  z.object({ move: z.literal('transfer'), executor: account, unit: unitCode.optional(), reason: words }),
  z.object({ move: z.literal('extend'), dueOn: civilDate, reason: words }),
  z.object({ move: z.literal('report'), report: z.string().trim().max(5000).default(''), ...result }).refine((one) => one.report !== '' || one.resultCard !== undefined || one.resultRecord !== undefined, 'needs a result: a document or words'),
  z.object({ move: z.literal('return'), remark: words }),
  z.object({ move: z.literal('take-off-control'), ...result }),
  z.object({ move: z.literal('close'), report: z.string().trim().max(5000).default('') }),
  z.object({ move: z.literal('cancel'), reason: words }),
  z.object({ move: z.literal('contribute'), contribution: z.string().trim().max(5000).default(''), record: id.optional() }).refine((one) => one.contribution !== '' || one.record !== undefined, 'needs words or a document'),
])
export type TaskMove = z.infer<typeof taskMove>
export type MoveName = TaskMove['move']
export const moveNames = ['name-executor', 'transfer', 'extend', 'report', 'return', 'take-off-control', 'close', 'cancel', 'contribute'] as const satisfies readonly MoveName[]
export const moveForm = z.object({ version: z.int().min(1), what: taskMove })

/** Account and display name; the name is the account where nobody gave another. */
const person = z.object({ name: z.string(), displayName: z.string() })
const names = z.record(z.string(), z.string())
const buckets = ['overdue', 'today', 'week', 'later', 'undated', 'ended'] as const
export type Bucket = (typeof buckets)[number]

export const taskLine = z.object({
  id: z.string(),
  card: z.object({ id: z.string(), number: z.string(), subject: z.string(), flow: z.string(), test: z.boolean() }),
  text: z.string(),
  point: z.int().nullable(),
  unit: z.string(),
  /** By language. */
  unitName: names,
  executor: person.nullable(),
  controller: person.nullable(),
  madeBy: person,
  state: z.enum(assignmentStates),
  dueOn: z.string().nullable(),
  extended: z.int(),
  bucket: z.enum(buckets),
  seen: z.boolean(),
  /** The reader helps with it. */
  helping: z.boolean(),
  /** The absent person for whom the reader sees it. */
  standingInFor: z.string().nullable(),
})
export type TaskLine = z.infer<typeof taskLine>

export const taskLists = ['mine', 'unit', 'control', 'given'] as const
export type TaskListName = (typeof taskLists)[number]
/** `when`: a part of the list; `after`: where the page before ended. */
export const taskQuery = z.object({
  list: z.enum(taskLists).default('mine'),
  when: z.enum(['overdue', 'today', 'week', 'later']).optional(),
  after: z.string().regex(/^\d{4}-\d{2}-\d{2}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type TaskQuery = z.infer<typeof taskQuery>
export const taskPage = z.object({ today: z.string(), tasks: z.array(taskLine), next: z.string().nullable() })

export const taskEvent = z.object({ at: z.string(), actor: z.string(), event: z.string(), details: z.record(z.string(), z.unknown()) })
export type TaskEvent = z.infer<typeof taskEvent>
export const taskView = taskLine.extend({
  version: z.int(),
  resolution: z.string().nullable(),
  parent: z.string().nullable(),
  firstDueOn: z.string().nullable(),
  madeAt: z.string(),
  seenAt: z.string().nullable(),
  executedOn: z.string().nullable(),
  report: z.string().nullable(),
  resultCard: z.object({ id: z.string(), number: z.string() }).nullable(),
  resultRecord: z.string().nullable(),
  endedOn: z.string().nullable(),
  endedBy: person.nullable(),
  helpers: z.array(z.object({ executor: person, unit: z.string(), unitName: names, contribution: z.string().nullable(), record: z.string().nullable(), contributedAt: z.string().nullable() })),
  subtasks: z.array(taskLine),
  timeline: z.array(taskEvent),
  /** What the reader may do with it now. */
  moves: z.array(z.enum(moveNames)),
  /** Whether the reader may divide it into tasks below it. */
  mayDivide: z.boolean(),
})
export type TaskView = z.infer<typeof taskView>

export const resolutionTemplate = z.object({ id: z.string(), text: z.string(), of: z.enum(['author', 'unit', 'house']), unit: z.string().nullable(), position: z.int() })
export type ResolutionTemplate = z.infer<typeof resolutionTemplate>
/** `unit` null and `own` false: of the whole house. */
export const templateForm = z.object({ text: words, own: z.boolean().default(true), unit: unitCode.nullable().default(null), position: z.int().min(0).max(999).default(0) })
export const templateList = z.object({ templates: z.array(resolutionTemplate) })

export const resolutionView = z.object({ id: z.string(), author: person, onBehalfOf: person.nullable(), text: z.string(), madeAt: z.string() })
/** What the route of the kind says comes next on a card; null: its route has ended, or it has none. */
export const nextOnRoute = z.object({ step: z.string(), unit: z.string().nullable(), people: z.array(z.string()), days: z.int().nullable() })
/** Resolutions and tasks of a card, and what the reader may add. `authors`: in whose name he may write a resolution. */
export const cardTasks = z.object({
  dueOn: z.string().nullable(),
  resolutions: z.array(resolutionView.extend({ tasks: z.array(taskLine) })),
  /** Points of a decision, tasks without a resolution. */
  tasks: z.array(taskLine),
  authors: z.array(person.extend({ self: z.boolean() })),
  mayAddPoints: z.boolean(),
  next: nextOnRoute.nullable(),
})
export type CardTasks = z.infer<typeof cardTasks>

/** Units and people that a task can be given to. */
export const executorList = z.object({
  units: z.array(z.object({ code: z.string(), name: z.record(z.string(), z.string()), head: z.string().nullable() })),
  people: z.array(person.extend({ position: z.string(), units: z.array(z.string()) })),
})
export type ExecutorList = z.infer<typeof executorList>

/** Decisions and orders with a point past its deadline, by who issued them. */
export const overdueDecisions = z.object({
  today: z.string(),
  issuers: z.array(z.object({ register: z.string(), title: z.record(z.string(), z.string()), unit: z.string(), decisions: z.int(), points: z.int() })),
  points: z.array(taskLine.extend({ register: z.string(), daysLate: z.int() })),
  next: z.string().nullable(),
})
export type OverdueDecisions = z.infer<typeof overdueDecisions>
export const overdueQuery = z.object({ register: z.string().max(64).optional(), after: taskQuery.shape.after, limit: z.coerce.number().int().min(1).max(200).default(100) })
