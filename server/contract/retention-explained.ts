import { z } from 'zod'
import { civilDate, id, instant } from './common.ts'

const day = civilDate.nullable()

/** Until when a record or a file is kept and what happens then; null where there is no such thing. */
const retentionAnswer = z.object({
  state: z.enum(['retained', 'eligible', 'waiting', 'permanent', 'unscheduled', 'conflict', 'held']),
  /** The state without holds. */
  baseState: z.enum(['retained', 'eligible', 'waiting', 'permanent', 'unscheduled', 'conflict']),
  action: z.enum(['destroy', 'review', 'keep', 'transfer', 'none']),
  /** First day on which it may be put on an act, and the last protected day. */
  eligibleOn: day,
  retainThrough: day,
  rule: z.string().nullable(),
  schedule: z.string().nullable(),
  version: z.string().nullable(),
  unit: z.enum(['file', 'record']).nullable(),
  marks: z.array(z.string()),
  waitingFor: z.array(z.string()),
  transferDue: day,
  transferTo: z.string().nullable(),
  pending: z.array(z.string()),
  provisional: z.boolean(),
  heldBy: z.array(z.string()),
  eraseBy: day,
  dropped: z.array(z.string()),
})

/** The answer of one day with its sentence and its trace in the language asked for. */
export const retentionExplained = retentionAnswer.extend({
  kind: z.enum(['record', 'file']),
  id,
  on: civilDate,
  sentence: z.string(),
  lines: z.array(z.object({ kind: z.enum(['rule', 'event', 'retracted', 'counted', 'date', 'considered', 'dropped', 'end', 'hold', 'decision', 'version', 'change']), text: z.string() })),
})
export type RetentionExplained = z.infer<typeof retentionExplained>

/** What distinguishes an answer from the one before it: a part of the answer, or something it rests on that was entered or is gone. */
const answerChange = z.union([
  z.object({ what: z.enum(['state', 'eligibleOn', 'action', 'rule', 'version', 'marks', 'class']), before: z.string().nullable(), after: z.string().nullable() }),
  z.object({ what: z.enum(['event', 'fact', 'hold', 'decision']), name: z.string(), value: z.string().nullable(), gone: z.boolean() }),
])
export type AnswerChange = z.infer<typeof answerChange>

/** Earlier answers, the newest first. `repeats`: whether the facts and rules kept with it give the same answer again; null when they are no longer kept. `changes`: against the answer before; null of the first one. */
export const retentionHistory = z.object({
  answers: z.array(retentionAnswer.extend({
    on: civilDate,
    at: instant,
    versions: z.array(z.object({ schedule: z.string(), version: z.string().nullable(), hash: z.string() })),
    sentence: z.string().nullable(),
    repeats: z.boolean().nullable(),
    changes: z.array(answerChange).nullable(),
  })),
})
export type RetentionHistory = z.infer<typeof retentionHistory>

const run = z.object({
  on: civilDate,
  state: z.enum(['running', 'done', 'refused']),
  reason: z.enum(['before-last-run', 'too-far-ahead']).nullable(),
  lastRunOn: day,
  confirmedBy: z.string().nullable(),
  /** How many answers were given anew. */
  answers: z.int(),
  startedAt: instant,
  finishedAt: instant.nullable(),
})
/** Nightly runs, the newest first. */
export const retentionRuns = z.object({ runs: z.array(run) })
export const startRun = z.object({ confirmClock: z.boolean().default(false) })
/** `refused`: the day of the server cannot be right; nothing was judged. */
export const runAnswer = z.object({ state: z.enum(['done', 'refused']), on: civilDate, answers: z.int(), reason: z.enum(['before-last-run', 'too-far-ahead']).nullable(), lastRunOn: day })
