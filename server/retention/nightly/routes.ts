import { z } from 'zod'
import { retentionRuns, runAnswer, startRun } from '#contract/retention-explained.ts'
import type { Api } from '#platform/http/api.ts'
import { appendAudit } from '#server/audit/append.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import { listRuns } from './last-run.ts'
import { runNightly, type NightlyContext } from './run-nightly.ts'

/** The nightly run: what it did, and how an administrator starts it and says that the clock is right. */
export function nightlyRoutes(api: Api, context: NightlyContext): void {
  const db = () => context.records.db
  api.route({ method: 'get', path: '/retention/runs', summary: 'Nightly runs, the newest first', access: { roles: ['administrator', 'records-manager'] }, query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }), answer: retentionRuns }, async ({ query }) => ({
    runs: (await listRuns(db(), query.limit)).map(({ runOn, state, reason, lastRunOn, confirmedBy, answers, startedAt, finishedAt }) => ({
      ...{ on: runOn, state, reason, lastRunOn, confirmedBy, answers },
      ...{ startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null },
    })),
  }))
  api.route({ method: 'post', path: '/retention/runs', summary: 'Run now; `confirmClock` says that the day of the server is right', access: { roles: ['administrator'] }, body: startRun, answer: runAnswer }, async ({ principal, body }): Promise<z.input<typeof runAnswer>> => {
    const by = body.confirmClock ? actorOf(principal) : null
    const now = context.clock.now()
    const on = formatCivilDate(civilDateAt(now.getTime(), context.timeZone))
    if (by !== null) await db().transaction((tx) => appendAudit(tx, { actor: by, action: 'retention.confirm-clock', object: `day:${on}`, details: {} }, now))
    const run = await runNightly(context, by)
    if (run.kind === 'refused') return { state: 'refused', on, answers: 0, reason: run.reason, lastRunOn: formatCivilDate(run.lastRun) }
    return { state: 'done', on, answers: run.answers, reason: null, lastRunOn: on }
  })
}
