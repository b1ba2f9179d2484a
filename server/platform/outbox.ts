import { sql } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Db, Tx } from './database.ts'

/** Which tasks follow an event; given once by the assembly (`server/line.ts`). */
export type Subscriptions = Readonly<Record<string, readonly string[]>>

export type Outbox = {
  /**
   * Announces within the caller's transaction that something happened to a subject: one pending task
   * for each subscriber. A task of the same name that still waits for the subject is not doubled.
   */
  announce(tx: Tx, event: string, subject: string): Promise<void>
  /** Called when a transaction with announcements may have committed; loses nothing if never called. */
  wake(): void
  onWake(listener: () => void): void
}

/** The outbox over the table `task`. An event without a subscription is a fault of the assembly. */
export function createOutbox(subscriptions: Subscriptions): Outbox {
  const listeners: (() => void)[] = []
  return {
    async announce(tx, event, subject) {
      const names = subscriptions[event]
      if (!names) throw new Error(`nobody declared the event ${event}`)
      for (const name of names) await addTask(tx, name, subject)
    },
    wake() {
      for (const listener of listeners) listener()
    },
    onWake(listener) {
      listeners.push(listener)
    },
  }
}

async function addTask(tx: Tx | Db, name: string, subject: string): Promise<void> {
  await tx.execute(
    sql`insert into task (id, name, subject) values (${newId()}, ${name}, ${subject})
        on conflict (name, subject) where state = 'pending' do update set run_after = least(task.run_after, now())`,
  )
}
