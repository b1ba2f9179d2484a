import type { Context, MiddlewareHandler } from 'hono'
import type pg from 'pg'
import type { Principal } from '#platform/http/access.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import { metricsDoor } from '#platform/http/metrics-door.ts'
import type { Log } from '#platform/logger.ts'
import { createMetrics, type Metrics } from '#platform/metrics/metrics.ts'
import { authorise } from '../identity/permissions.ts'
import { figureGatherer } from './gather-figures.ts'
import type { PartsInUse } from './part-figures.ts'

/** `/metrics` of the whole server, ready for `createApp`. */
export function serverMetrics(deps: {
  pool: pg.Pool
  dataFolder: string
  token: string | null
  identify: (c: Context<HttpEnv>) => Promise<Principal>
  parts: () => PartsInUse
  log: Log
  now: () => number
}): { door: MiddlewareHandler<HttpEnv>; observe: Metrics['observe'] } {
  const metrics = createMetrics({ gather: figureGatherer(deps), now: deps.now })
  return { door: metricsDoor({ metrics, token: deps.token, identify: deps.identify, authorise }), observe: metrics.observe }
}
