import { bigint, boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Answer } from '../engine/answer.ts'
import type { Facts } from '../engine/facts.ts'
import type { ScheduleVersion } from '../engine/rule.ts'

/** A version of a schedule as the engine read it, under the hash of that form; never changed. */
export const retentionRules = pgTable('retention_rules', {
  hash: text().primaryKey(),
  schedule: text().notNull(),
  version: text(),
  rules: jsonb().$type<ScheduleVersion>().notNull(),
  keptAt: timestamp('kept_at', { withTimezone: true }).notNull(),
})

export type UsedVersion = { readonly schedule: string; readonly version: string | null; readonly hash: string }
/** An answer without the story of how it came about, which is told anew from facts and rules. */
export type KeptAnswer = Omit<Answer, 'trace'>

/** An answer as it was given on a day, with all that it rested on. */
export const retentionAnswer = pgTable('retention_answer', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  subjectKind: text('subject_kind').$type<'record' | 'file'>().notNull(),
  subject: uuid().notNull(),
  computedOn: text('computed_on').notNull(),
  computedAt: timestamp('computed_at', { withTimezone: true }).notNull(),
  binding: text().notNull(),
  facts: jsonb().$type<readonly [Facts, ...Facts[]]>().notNull(),
  versions: jsonb().$type<readonly UsedVersion[]>().notNull(),
  answer: jsonb().$type<KeptAnswer>().notNull(),
})

export const retentionRun = pgTable('retention_run', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  runOn: text('run_on').notNull(),
  state: text().$type<'running' | 'done' | 'refused'>().notNull(),
  reason: text().$type<'before-last-run' | 'too-far-ahead'>(),
  lastRunOn: text('last_run_on'),
  confirmedBy: text('confirmed_by'),
  answers: integer().notNull().default(0),
  startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
  finishedAt: timestamp('finished_at', { withTimezone: true }),
})

/** The versions on which the kept answers rest; one row. */
export const retentionInForce = pgTable('retention_in_force', {
  one: boolean().primaryKey().default(true),
  hashes: jsonb().$type<readonly string[]>().notNull(),
  notedAt: timestamp('noted_at', { withTimezone: true }).notNull(),
})
