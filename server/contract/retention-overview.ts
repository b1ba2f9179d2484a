import { z } from 'zod'
import { classCode } from './common.ts'

const classCount = z.object({ class: z.string().nullable(), count: z.int() })

/**
 * Where retention stands, by the answers as last computed. Everything counts what the rules decide about: files where the unit of
 * the rule is the file, otherwise records. `shelf`: paper of what is due now, by its sheets.
 */
export const retentionOverview = z.object({
  today: z.string(),
  /** First and last computed answer; null while there is none. */
  computedOn: z.string().nullable(),
  states: z.array(z.object({ state: z.string(), count: z.int() })),
  dueNow: z.array(classCount),
  /** Not yet due, and due before the year ends. */
  dueThisYear: z.array(classCount),
  waitingFor: z.array(z.object({ event: z.string(), count: z.int() })),
  conflicts: z.array(classCount),
  unscheduled: z.array(classCount),
  provisional: z.int(),
  holds: z.object({ active: z.int(), reviewDue: z.int(), held: z.int() }),
  acts: z.array(z.object({ state: z.string(), count: z.int() })),
  shelf: z.object({ copies: z.int(), sheets: z.int(), metres: z.number() }),
})
export type RetentionOverview = z.infer<typeof retentionOverview>

/** What falls due in each month ahead, by class; months without anything are left out. */
export const retentionCalendar = z.object({ months: z.array(z.object({ month: z.string(), class: z.string().nullable(), action: z.string(), count: z.int() })) })
export type RetentionCalendar = z.infer<typeof retentionCalendar>

/** Which answers to list: one state, and of it one class (`-`: those without) or one event that is waited for. */
export const answersQuery = z.object({
  state: z.enum(['retained', 'eligible', 'waiting', 'permanent', 'unscheduled', 'conflict', 'held']),
  class: z.union([classCode, z.literal('-')]).optional(),
  waitingFor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
})
export type AnswersQuery = z.output<typeof answersQuery>

/** Records and files with the answer as last computed. `sentence` in the language that was asked for. */
export const answersList = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      kind: z.enum(['record', 'file']),
      id: z.string(),
      title: z.string(),
      class: z.string().nullable(),
      fileNumber: z.string().nullable(),
      eligibleOn: z.string().nullable(),
      rule: z.string().nullable(),
      waitingFor: z.array(z.string()),
      sentence: z.string(),
    }),
  ),
})
export type AnswersList = z.infer<typeof answersList>
