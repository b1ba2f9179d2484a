import { sql } from 'drizzle-orm'
import type { RegistryContext } from '#server/registry/context.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { tellPeople } from './tell.ts'

type Moved = { event: string; id: string; executor: string | null; controller: string | null; number: string; due: string }

/**
 * Open tasks that rest on the deadline of a document, that is, have had its day since it had it, follow that day when it
 * moves; one that was extended since then to the very day that the document had does not. Each event of the card moves a
 * task once, however often this runs. People are told.
 */
export async function followDeadline(context: RegistryContext, card: string): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  await context.db.transaction(async (tx) => {
    const events = await tx.execute<{ id: string; from: string; to: string; extends: boolean; at: string }>(sql`
      select id, details->>'from' as from, details->>'to' as to, event <> 'deadline-recounted' as extends, at::text as at from card_event
      where card = ${card} and details->>'from' is not null and details->>'to' is not null and details->>'from' <> details->>'to'
        and event in ('deadline-extended', 'deadline-recounted', 'urgency-set') order by at, id`)
    for (const event of events.rows) {
      const moved = await tx.execute<Moved>(sql`
        with moving as (
          update assignment a set due_on = ${event.to}, extended = a.extended + ${event.extends ? 1 : 0}, version = a.version + 1
          from card c
          where a.card = ${card} and c.id = a.card and a.state = 'open' and a.due_on = ${event.from} and a.made_at <= ${event.at}::timestamptz
            and not exists (select from assignment_event e where e.assignment = a.id and e.details->>'cardEvent' = ${event.id}::text)
            and not exists (select from assignment_event e where e.assignment = a.id and e.event = 'extend' and e.at > ${event.at}::timestamptz)
          returning a.id, a.executor, a.controller, c.number
        ), noted as (
          insert into assignment_event (id, assignment, at, actor, event, details)
          select gen_random_uuid(), id, ${now.toISOString()}::timestamptz, 'system', 'followed-deadline', jsonb_build_object('cardEvent', ${event.id}::text, 'from', ${event.from}::text, 'to', ${event.to}::text) from moving
        )
        select id, executor, controller, number, ${event.to}::text as due from moving`)
      for (const task of moved.rows)
        await tellPeople(tx, { kind: 'task-extended', people: [task.executor, task.controller], about: `${task.id}:${event.id}`, card, assignment: task.id, facts: { number: task.number, due: task.due } }, { now, today })
    }
  })
}
