import type { SQL } from 'drizzle-orm'
import type { Clock } from '#kernel/clock.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'

/** A record as the page of a file names it. */
export type MemberRecord = { id: string; title: string; date: string | null; pages: number }

/** What the file plan needs of records, which lie below it. */
export type RecordsOfFiles = {
  /** Of the records with these ids those that somebody may see; in no order. */
  seen(db: Db | Tx, filter: RecordFilter, ids: readonly string[]): Promise<MemberRecord[]>
  /** A query of the ids of all records that somebody may see. */
  among(filter: RecordFilter): SQL
  /** Brings the index that a record names in line with the files in which it lies now. */
  follow(tx: Tx, ids: readonly string[]): Promise<void>
}

/** What the use cases of the file plan work with. `timeZone`: in which instants become days. */
export type FilePlanContext = { db: Db; clock: Clock; outbox: Outbox; timeZone: string; records: RecordsOfFiles }
