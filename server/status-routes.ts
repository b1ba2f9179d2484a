import { sql } from 'drizzle-orm'
import { statusView, type StatusView } from '#contract/status.ts'
import type { Db } from '#platform/database.ts'
import type { Api } from '#platform/http/api.ts'
import type { Jobs } from '#platform/jobs/port.ts'
import { countTroubled } from '#platform/troubled-tasks.ts'
import { seesHolds } from './identity/permissions.ts'
import { listRuns } from './retention/nightly/last-run.ts'
import type { Search } from './search/open-search.ts'

/** How the parts are: which adapters serve, how long the queues are, how much does not come off. */
export function statusRoutes(api: Api, db: Db, carrier: Jobs, found: Pick<Search, 'state'>, retention: () => Promise<StatusView['retention']>): void {
  api.route({ method: 'get', path: '/status', summary: 'State of the parts and queues', access: { roles: ['administrator', 'archivist', 'operator'] }, answer: statusView }, async ({ principal }) => {
    const one = async (query: ReturnType<typeof sql>) => Number((await db.execute<{ count: string }>(query)).rows[0]?.count ?? 0)
    const { engine, ...searchState } = await found.state()
    return {
      search: engine,
      searchState,
      jobs: carrier.kind(),
      pagesWaiting: await one(sql`select count(*) from recognition_page where state in ('waiting', 'leased')`),
      pagesFailed: await one(sql`select count(*) from recognition_page where state = 'failed'`),
      tasksWaiting: await one(sql`select count(*) from task where state = 'pending'`),
      tasksFailed: await countTroubled(db),
      retentionRun: await newestRun(db),
      retention: seesHolds(principal) ? await retention() : null,
    }
  })
}

async function newestRun(db: Db): Promise<StatusView['retentionRun']> {
  const [run] = await listRuns(db, 1)
  return run === undefined ? null : { state: run.state, on: run.runOn, reason: run.reason, lastRunOn: run.lastRunOn }
}
