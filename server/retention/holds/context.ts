import type { RetentionContext } from '../compute-retention.ts'

/**
 * Ids of the records of which a page matches a query, whoever may see them; `among` limits where it looks. Search lies beside
 * retention, so the assembly hands it in. Throws `bad-query` with the place and what to do.
 */
export type FindRecords = (query: string, among?: readonly string[]) => Promise<readonly string[]>

/** What the use cases of holds work with. */
export type HoldsContext = RetentionContext & { findRecords: FindRecords }
