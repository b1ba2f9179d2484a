import { sql } from 'drizzle-orm'
import type { Db, Tx } from '../database.ts'

export type PrintKind = 'label' | 'receipt' | 'slip' | 'cover-sheet' | 'transmittal' | 'form' | 'report'

/**
 * Counts pages that the server gave out to be printed, for the comparison with pages that stayed on the screen. Whether a
 * person really printed them nobody can know. One statement, so that those who print at once wait for each other only briefly.
 */
export async function notePrint(db: Db | Tx, kind: PrintKind, pages: number, now: Date): Promise<void> {
  await db.execute(sql`
    insert into print_count (hour, kind, prints, pages) values (date_trunc('hour', ${now.toISOString()}::timestamptz), ${kind}, 1, ${pages})
    on conflict (hour, kind) do update set prints = print_count.prints + 1, pages = print_count.pages + excluded.pages`)
}
