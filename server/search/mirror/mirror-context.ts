import type { Pool } from 'pg'
import type { Client } from '../elasticsearch/connect.ts'
import type { IndexedPage } from '../search-index.ts'

/** What keeps an index in Elasticsearch equal to the pages of the system of record. */
export type MirrorContext = {
  pool: Pool
  client: Client
  /** Leads to the index that answers. */
  alias: string
  /** Leads to the index that is being built. */
  nextAlias: string
  /** The pages of a record as they are now; null when it is gone or has no text yet. */
  readRecord(id: string): Promise<IndexedPage[] | null>
  /** Waits; answers at once when everything stops. */
  pause(ms: number): Promise<void>
  /** Searches as people do, so that a server that has just started is warm, and throws when it still is too slow. */
  trySearch(): Promise<void>
  /** Ends what is under way. */
  stopping: AbortSignal
}
