import type { RetentionContext } from '../compute-retention.ts'

/** What the use cases of acts work with. `waitingDays`: days between the last approval and the first day of executing. */
export type ActsContext = RetentionContext & { readonly waitingDays: number }

/** Most lines of one act. */
export const mostLines = 10_000
