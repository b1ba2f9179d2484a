import { sql, type SQL } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Tx } from './database.ts'

/** Which tasks follow an event; given once by the assembly (`server/line.ts`). */
export type Subscriptions = Readonly<Record<string, readonly string[]>>

export type Outbox = {
  /**
   * Announces within the caller's transaction that something happened to a subject: one pending task
   * for each subscriber. A task of the same name that still waits for the subject is not doubled; one that runs at this moment
   * is done once more, and is not waited for.
   */
  announce(tx: Tx, event: string, subject: string): Promise<void>
  /** The same for later: its tasks are not due before that moment, however often it was announced with another. */
  announceFor(tx: Tx, event: string, subject: string, due: Date): Promise<void>
  /** The same for many subjects at once. They are taken in one order, so that two such calls cannot wait for each other. */
  announceEach(tx: Tx, event: string, subjects: readonly string[]): Promise<void>
  /** Called when a transaction with announcements may have committed; loses nothing if never called. */
  wake(): void
  onWake(listener: () => void): void
}

/** The outbox over the table `task`. An event without a subscription is a fault of the assembly. */
export function createOutbox(subscriptions: Subscriptions): Outbox {
  const listeners: (() => void)[] = []
  const subscribed = (event: string): readonly string[] => {
    const names = subscriptions[event]
    if (!names) throw new Error(`nobody declared the event ${event}`)
    return names
  }
  return {
    async announce(tx, event, subject) {
      for (const name of subscribed(event)) await addTasks(tx, name, [subject])
    },
    async announceFor(tx, event, subject, due) {
      for (const name of subscribed(event)) await tx.execute(sql`insert into task (id, name, subject, run_after) values (${newId()}, ${name}, ${subject}, ${due.toISOString()}::timestamptz) ${orAgain(sql`excluded.run_after`)}`)
    },
    async announceEach(tx, event, subjects) {
      const sorted = [...new Set(subjects)].sort()
      for (const name of subscribed(event)) await addTasks(tx, name, sorted)
    },
    wake() {
      for (const listener of listeners) listener()
    },
    onWake(listener) {
      listeners.push(listener)
    },
  }
}

/** Whoever does the task at this moment sees by the count that what it read may be old (`task-runner.ts`). */
const orAgain = (due: SQL): SQL => sql`on conflict (name, subject) where state = 'pending' do update set run_after = ${due}, announced = task.announced + 1`

/** Tasks added by one statement; two values each. */
const chunk = 1000

/** Announces one task for many subjects by its name, each given once and in order. */
export async function addTasks(tx: Tx, name: string, subjects: readonly string[]): Promise<void> {
  for (let from = 0; from < subjects.length; from += chunk) {
    const rows = sql.join(subjects.slice(from, from + chunk).map((subject) => sql`(${newId()}::uuid, ${name}, ${subject})`), sql`, `)
    await tx.execute(sql`insert into task (id, name, subject) values ${rows} ${orAgain(sql`least(task.run_after, now())`)}`)
  }
}
