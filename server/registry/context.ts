import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'

/** What the use cases of the registers work with. `timeZone`: in which instants become days. */
export type RegistryContext = { db: Db; clock: Clock; outbox: Outbox; timeZone: string }
