import { sql } from 'drizzle-orm'
import type { FilePlanContext } from './context.ts'

const pageSize = 1000

/**
 * A fact of the body counts for everything it keeps: announces every file and record, some at a time, each in its own
 * transaction, so that no one waits for the whole archive. Run again after a crash, it begins anew.
 */
export async function spreadBodyFacts({ db, outbox }: Pick<FilePlanContext, 'db' | 'outbox'>): Promise<void> {
  for (const [table, event] of [['file', 'file.facts-changed'], ['record', 'record.duties-changed']] as const) {
    let last = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const { rows } = await db.execute<{ id: string }>(sql`select id from ${sql.identifier(table)} where id > ${last}::uuid order by id limit ${pageSize}`)
      if (rows.length === 0) break
      await db.transaction((tx) => outbox.announceEach(tx, event, rows.map((row) => row.id)))
      last = rows.at(-1)?.id ?? last
    }
  }
  outbox.wake()
}
