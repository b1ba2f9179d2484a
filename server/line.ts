import type { TaskHandler } from '#platform/task-runner.ts'
import type { Subscriptions } from '#platform/outbox.ts'

/**
 * The line from paper to answer. Each event names the tasks that follow it; each task asks first
 * whether it is already done, works, and announces the next event in the transaction of its result:
 *
 * close batch → split → publish (OCFL) → recognise → access rendition → index, retention date
 */
export const subscriptions = {
  'batch.closed': ['split'],
  'batch.settled': ['keep-set-aside'],
  'record.planned': ['publish'],
  'record.published': ['enqueue-pages', 'compute-retention', 'join-card'],
  'record.read': ['render-access'],
  'record.rendered': ['index', 'write-description'],
  'record.facts-changed': ['compute-retention', 'index', 'write-description', 'check-act-lines'],
  'record.restored': ['compute-retention'],
  'record.indexed': ['match-holds'],
  'record.holds-changed': ['compute-retention', 'check-act-lines'],
  'hold.changed': ['spread-hold', 'check-acts'],
  'record.duties-changed': ['compute-retention', 'write-description', 'check-act-lines'],
  'file.facts-changed': ['compute-file-retention', 'check-act-lines'],
  'body.facts-changed': ['spread-body-facts'],
  'schedule.approved': ['spread-version', 'check-acts'],
  'schedule.day-has-come': ['check-acts-later'],
  'act.execution-ordered': ['execute-act'],
  'act.lines-decided': ['sweep-act'],
  'act.executed': ['file-act'],
  'card.annulled': ['end-work-of-card'],
  'calendar.changed': ['recount-deadlines'],
  'card.deadline-changed': ['follow-deadline'],
  'assignment.changed': [],
  'draft.registered': ['issue-draft'],
  'draft.sent': [],
  'upload.assigned': ['attach-upload'],
  'transfer.end-ordered': ['end-local-copy'],
} as const satisfies Subscriptions

export type TaskName = (typeof subscriptions)[keyof typeof subscriptions][number]

/** One handler for each task of the line; the compiler finds a missing one. */
export type LineHandlers = Record<TaskName, TaskHandler>
