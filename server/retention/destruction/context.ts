import type pg from 'pg'
import type { Log } from '#platform/logger.ts'
import type { RetentionContext } from '../compute-retention.ts'
import type { DestructionLog } from './destruction-log.ts'

/** What other parts of the program hold of records and must let go of; each call is safe to repeat and throws when it could not. */
export type Derivatives = {
  /** Forgets the pictures drawn from images with these checksums. */
  forgetPictures(sha512s: readonly string[]): Promise<void>
  /** Whether a second search engine must be told of what is gone. */
  readonly hasSecondEngine: boolean
  /**
   * Takes the records out of the second search engine and out of its files, and looks whether they are gone. Errors:
   * `unreachable`.
   */
  expungeSecondEngine(records: readonly string[]): Promise<void>
}

/** What the use cases of destroying work with. */
export type DestructionContext = RetentionContext & {
  /** For work that needs a connection with settings of its own. */
  readonly pool: pg.Pool
  readonly derivatives: Derivatives
  readonly destructionLog: DestructionLog
  /** Days after which the last backup of today is gone; null: nobody said, so nothing may be destroyed. */
  readonly backupDays: number | null
  /** Days that may lie between two runs before the clock is doubted. */
  readonly clockStepDays: number
  /** Data folder: unfinished work and exports that lie in it are looked through. */
  readonly dataFolder: string
  readonly log: Log
}
