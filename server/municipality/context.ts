import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import type { Outbox } from '#platform/outbox.ts'

/** What the set-up of a municipality works with. `timeZone`: in which instants become days; `archiveName`: at the head of prints. */
export type MunicipalityContext = { db: Db; clock: Clock; outbox: Outbox; timeZone: string; archiveName: string }
export type By = { name: string; actor: string }
