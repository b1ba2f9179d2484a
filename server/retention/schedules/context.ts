import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'
import type { RetentionContext } from '../compute-retention.ts'
import type { LiveSchedules } from './live-schedules.ts'

/** What the use cases of schedules need. `folder`: where approved versions made here are written for people to read. */
export type SchedulesContext = {
  readonly db: Db
  readonly clock: Clock
  readonly outbox: Outbox
  readonly live: LiveSchedules
  readonly folder: string
  readonly retention: RetentionContext
}
