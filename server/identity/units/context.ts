import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'

/** What the use cases of the organisation work with. `today`: the civil day of an instant where the house is. */
export type UnitsContext = { db: Db; clock: Clock; today: (now: Date) => string }
