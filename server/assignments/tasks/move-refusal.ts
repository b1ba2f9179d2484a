import type { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Assignment } from '../schema.ts'
import type { MoveRefusal } from './moves.ts'

const sentences: Readonly<Record<Exclude<MoveRefusal, 'assignment-on-control'>, string>> = {
  'assignment-ended': 'The task has ended.',
  'assignment-not-yours': 'This is for another person who has a part in the task.',
  'assignment-not-on-control': 'The task is not on control; who made it closes it.',
  'assignment-not-reported': 'The task was not reported executed yet.',
  'assignment-reported': 'The task was reported executed. It must be returned first.',
  'controller-is-executor': 'Nobody controls what he executes himself. Name another person.',
  'executor-named': 'An executor was named already. Transfer the task instead.',
  'later-day-needed': 'An extension goes to a later day.',
  'result-needed': 'A task is taken off control against its result. Link a document.',
}

/** The error for a move that the rules refuse. */
export function moveRefusal(reason: MoveRefusal, task: Pick<Assignment, 'controller'>): OpisError {
  if (reason === 'assignment-on-control') return refusal(reason, { name: task.controller ?? '' }, `The task is on control; ${task.controller} takes it off.`)
  return refusal(reason, {}, sentences[reason])
}
