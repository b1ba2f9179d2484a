import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Metrics } from '../metrics/metrics.ts'
import type { Access, Principal } from './access.ts'
import type { HttpEnv } from './api.ts'

const administrator: Access = { roles: ['administrator'] }

/**
 * `GET /metrics`: for an administrator, or for whoever has the token that opens this door and no other.
 * Where the connection comes from counts for nothing: behind a proxy on the same machine everybody
 * comes from loopback. The token is compared before anybody is looked up, so that a lost database can be seen.
 */
export function metricsDoor(deps: {
  metrics: Metrics
  token: string | null
  identify: (c: Context<HttpEnv>) => Promise<Principal>
  authorise: (access: Access, principal: Principal) => void
}): MiddlewareHandler<HttpEnv> {
  return async (c) => {
    const bearer = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (!(bearer && deps.token && equal(bearer, deps.token))) deps.authorise(administrator, await deps.identify(c))
    const { contentType, text } = await deps.metrics.scrape()
    return c.body(text, 200, { 'content-type': contentType })
  }
}

/** Takes as long for a wrong first letter as for a wrong last one. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
