import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '#platform/database.ts'
import type { Api } from '#platform/http/api.ts'
import type { Jobs } from '#platform/jobs/port.ts'
import { seesHolds } from './identity/permissions.ts'
import { listRuns } from './retention/nightly/last-run.ts'
import type { Search } from './search/open-search.ts'

const status = z.object({
  /** Who answers searches now. */
  search: z.enum(['elasticsearch', 'postgresql']),
  /** `degraded`: the engine that was chosen cannot answer; why, and what to do. */
  searchState: z.object({ degraded: z.boolean(), detail: z.string(), advice: z.string().nullable(), recordsToSend: z.int() }),
  jobs: z.enum(['redis', 'in-process']),
  /** Pages that wait for a recogniser or are with one. */
  pagesWaiting: z.int(),
  pagesFailed: z.int(),
  tasksWaiting: z.int(),
  /** Steps that were given up, with their reason: a person must look. */
  tasksFailed: z.array(z.object({ task: z.string(), subject: z.string(), code: z.string(), detail: z.string(), at: z.string() })),
  /** The newest nightly run of retention: `refused` while the day of the server cannot be right; null before the first. */
  retentionRun: z.object({ state: z.enum(['running', 'done', 'refused']), on: z.string(), reason: z.string().nullable(), lastRunOn: z.string().nullable() }).nullable(),
  /** Holds in force and those whose review is due, requests to erase that are open and late; null for who may not know of holds. */
  retention: z.object({ holds: z.int(), holdsToReview: z.int(), erasureRequests: z.int(), erasureRequestsLate: z.int() }).nullable(),
})

/** How the parts are: which adapters serve, how long the queues are, what has failed. */
export function statusRoutes(api: Api, db: Db, carrier: Jobs, found: Pick<Search, 'state'>, retention: () => Promise<z.infer<typeof status>['retention']>): void {
  api.route({ method: 'get', path: '/status', summary: 'State of the parts and queues', access: { roles: ['administrator', 'archivist', 'operator'] }, answer: status }, async ({ principal }) => {
    const knows = seesHolds(principal)
    const one = async (query: ReturnType<typeof sql>) => Number((await db.execute<{ count: string }>(query)).rows[0]?.count ?? 0)
    const failed = await db.execute<{ name: string; subject: string; error_code: string; error_detail: string; finished_at: Date }>(
      sql`select name, subject, error_code, error_detail, finished_at from task where state = 'failed' and (${knows} or name <> 'spread-hold') order by finished_at desc limit 50`,
    )
    const { engine, ...searchState } = await found.state()
    return {
      search: engine,
      searchState,
      jobs: carrier.kind(),
      pagesWaiting: await one(sql`select count(*) from recognition_page where state in ('waiting', 'leased')`),
      pagesFailed: await one(sql`select count(*) from recognition_page where state = 'failed'`),
      tasksWaiting: await one(sql`select count(*) from task where state = 'pending'`),
      tasksFailed: failed.rows.map((row) => ({ task: row.name, subject: row.subject, code: row.error_code, detail: row.error_detail, at: new Date(row.finished_at).toISOString() })),
      retentionRun: await newestRun(db),
      retention: knows ? await retention() : null,
    }
  })
}

async function newestRun(db: Db): Promise<z.infer<typeof status>['retentionRun']> {
  const [run] = await listRuns(db, 1)
  return run === undefined ? null : { state: run.state, on: run.runOn, reason: run.reason, lastRunOn: run.lastRunOn }
}
