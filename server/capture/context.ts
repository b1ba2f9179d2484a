import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'
import type { ContentStore } from '#server/storage/content-store.ts'
import type { IntakeArea } from './intake-area.ts'

/** What the use cases of capture work with. */
export type CaptureContext = {
  db: Db
  clock: Clock
  outbox: Outbox
  intake: IntakeArea
  store: ContentStore
}
