import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'
import type { CaptureContext } from '#server/capture/context.ts'
import type { ContentStore } from '#server/storage/content-store.ts'

/** What the use cases of records work with. `timeZone`: in which instants become days. */
export type RecordsContext = { db: Db; clock: Clock; outbox: Outbox; store: ContentStore; capture: CaptureContext; timeZone: string }

/** Id of the object in the content store that holds a record. */
export function objectIdOf(record: string): string {
  return `urn:opis:record:${record}`
}

/** Who the store names as the author of a version. */
export const storeUser = { name: 'Opis', address: 'urn:opis:system' }
