import { overdueDecisions as answer, overdueQuery } from '#contract/assignments.ts'
import type { Api } from '#platform/http/api.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { readReader } from '../reader.ts'
import { overdueDecisions } from './overdue-decisions.ts'

/** Control of execution over the whole house, as far as the reader sees it. */
export function controlRoutes(api: Api, context: RegistryContext): void {
  const today = () => dayIn(context.timeZone, context.clock.now())
  api.route({ method: 'get', path: '/control/decisions', summary: 'Decisions past their deadline, by issuer', access: 'any-user', query: overdueQuery, answer }, async ({ principal, query }) =>
    overdueDecisions(context.db, await readReader(context.db, principal, today()), query, today()),
  )
}
