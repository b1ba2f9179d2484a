import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'

/** Queues a call for each late task and each program that asked to be told, once for a task and its due day, however often the run of a day is repeated. */
export async function callForOverdue(tx: Tx, late: SQL, now: Date): Promise<void> {
  const at = now.toISOString()
  await tx.execute(sql`
    insert into webhook_call (id, webhook, event, body, state, next_try_at, made_at, key)
    select gen_random_uuid(), w.id, 'assignment.overdue',
           jsonb_build_object('assignment', a.id, 'card', a.card, 'number', c.number, 'test', c.test, 'unit', a.unit, 'due', a.due_on, 'at', ${at}::timestamptz),
           'queued', ${at}::timestamptz, ${at}::timestamptz, 'assignment.overdue:' || a.id || ':' || a.due_on
    from webhook w cross join assignment a join card c on c.id = a.card
    where w.active and 'assignment.overdue' = any (w.events) and ${late}
    on conflict (webhook, key) where key is not null do nothing`)
}
