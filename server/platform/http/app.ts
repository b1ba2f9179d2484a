import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { randomUUID } from 'node:crypto'
import { OpisError } from '#kernel/errors.ts'
import type { Log } from '../logger.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Principal } from './access.ts'
import type { Api, HttpEnv } from './api.ts'
import { rememberClientAddress, trustNobody, type TrustsProxy } from './client-address.ts'
import { openApiDocument } from './openapi.ts'
import { problemAnswer } from './problem-answer.ts'
import { createRateLimit } from './rate-limit.ts'
import { refuseOtherMethods } from './refuse-other-methods.ts'
import { securityHeaders } from './security-headers.ts'
import { staticFiles } from './static-files.ts'

/**
 * The whole HTTP surface: request id, headers, rate limit, who speaks, routes, the built UI, and
 * every error as a problem document.
 */
export function createApp(deps: {
  api: Api
  identify: (c: Context<HttpEnv>) => Promise<Principal>
  ready: () => Promise<boolean>
  uiFolder: string
  version: string
  log: Log
  now: () => number
  trustsProxy?: TrustsProxy
  /** Answers `GET /metrics` and hears of every answered request. */
  metrics?: { door: MiddlewareHandler<HttpEnv>; observe: Metrics['observe'] }
  /** Answers everything below this address by itself: its own headers, no session. */
  apart?: { path: string; app: Hono<HttpEnv> }
  /** Public pages below this address, with the headers and limits of everything else and without a session. */
  pages?: { path: string; app: Hono<HttpEnv> }
}): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  const document = openApiDocument(deps.api.routes, deps.version, '/api')
  app.onError((error, c) => problemAnswer(error, c, deps.log))
  const { apart } = deps
  if (apart) for (const path of [apart.path, `${apart.path}/*`]) app.all(path, (c) => apart.app.fetch(c.req.raw, c.env))
  app.use(requestId(deps), securityHeaders, rememberClientAddress(deps.trustsProxy ?? trustNobody))
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get('/ready', async (c) => ((await deps.ready()) ? c.json({ status: 'ready' }) : c.json({ status: 'starting' }, 503)))
  const rateLimit = createRateLimit({ perMinute: 6000, now: deps.now })
  if (deps.metrics) app.get('/metrics', rateLimit, deps.metrics.door)
  app.use('/api/*', rateLimit, async (c, next) => {
    c.set('principal', await deps.identify(c))
    await next()
  })
  app.use('/api/*', refuseOtherMethods([{ method: 'get', path: '/openapi.json' }, ...deps.api.routes], '/api', deps.log))
  app.get('/api/openapi.json', (c) => c.json(document))
  app.route('/api', deps.api.hono)
  app.all('/api/*', () => {
    throw new OpisError('not-found', 'There is nothing at this address, or you may not see it.')
  })
  if (deps.pages) {
    app.use(`${deps.pages.path}/*`, rateLimit)
    app.route(deps.pages.path, deps.pages.app)
  }
  app.get('*', staticFiles(deps.uiFolder))
  app.notFound((c) => problemAnswer(new OpisError('not-found', 'There is nothing at this address.'), c, deps.log))
  return app
}

function requestId({ log, now, metrics }: Pick<Parameters<typeof createApp>[0], 'log' | 'now' | 'metrics'>): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const id = randomUUID()
    c.set('requestId', id)
    const startedMs = now()
    await next()
    c.header('x-request-id', id)
    // The route's pattern, not its path: paths and queries can hold what people look for.
    const { method } = c.req
    const { status } = c.res
    const tookMs = Math.round(now() - startedMs)
    log.info('request', { request: id, method, status, tookMs })
    metrics?.observe({ method, route: c.get('route') ?? 'none', status, seconds: tookMs / 1000 })
  }
}
