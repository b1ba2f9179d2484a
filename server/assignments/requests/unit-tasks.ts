import { inArray } from 'drizzle-orm'
import type { Outbox } from '#platform/outbox.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { lockOpenCard } from '#server/registry/cards/lock-open-card.ts'
import type { AskedTask, TaskStanding, UnitTasks } from '#server/registry/counter/ask-unit.ts'
import { makeTasks } from '../resolutions/make-tasks.ts'
import { assignment } from '../schema.ts'
import { noteTasks } from '../tasks/note-task.ts'

/** Requests of the counter to other units, as tasks: the clerk who asks closes them, the head of the unit answers or names who does. */
export function unitTasks({ outbox, timeZone }: { outbox: Outbox; timeZone: string }): UnitTasks {
  return {
    async make(tx, { card, unit, text, dueOn, by }: AskedTask) {
      const at = { ...by, today: dayIn(timeZone, by.now) }
      // The counter has asked whether the clerk sees the case.
      const open = await lockOpenCard(tx, card.id)
      const notes = await makeTasks(tx, [{ text, unit, helpers: [], controller: null, dueOn }], { card: open, maker: by.name, passes: false, by: at })
      await noteTasks(tx, outbox, notes, { ...at, action: 'assignments.assign' })
      const [made] = notes
      if (made === undefined) throw new Error('one task was ordered')
      return made.task
    },
    async standing(db, ids) {
      if (ids.length === 0) return new Map()
      const rows = await db.select({ id: assignment.id, state: assignment.state, dueOn: assignment.dueOn }).from(assignment).where(inArray(assignment.id, [...ids]))
      return new Map(rows.map(({ id, state, dueOn }): [string, TaskStanding] => [id, { state: state === 'cancelled' ? 'cancelled' : state === 'open' ? 'open' : 'done', dueOn }]))
    },
  }
}
