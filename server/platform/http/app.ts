import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { randomUUID } from 'node:crypto'
import { OpisError } from '#kernel/errors.ts'
import type { Log } from '../logger.ts'
import type { Principal } from './access.ts'
import type { Api, HttpEnv } from './api.ts'
import { openApiDocument } from './openapi.ts'
import { problemAnswer } from './problem-answer.ts'
import { createRateLimit } from './rate-limit.ts'
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
}): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  const document = openApiDocument(deps.api.routes, deps.version, '/api')
  app.onError((error, c) => problemAnswer(error, c, deps.log))
  app.use(requestId(deps.log, deps.now), securityHeaders)
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get('/ready', async (c) => ((await deps.ready()) ? c.json({ status: 'ready' }) : c.json({ status: 'starting' }, 503)))
  app.use('/api/*', createRateLimit({ perMinute: 6000, now: deps.now }), async (c, next) => {
    c.set('principal', await deps.identify(c))
    await next()
  })
  app.get('/api/openapi.json', (c) => c.json(document))
  app.route('/api', deps.api.hono)
  app.all('/api/*', () => {
    throw new OpisError('not-found', 'There is nothing at this address, or you may not see it.')
  })
  app.get('*', staticFiles(deps.uiFolder))
  app.notFound((c) => problemAnswer(new OpisError('not-found', 'There is nothing at this address.'), c, deps.log))
  return app
}

function requestId(log: Log, now: () => number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const id = randomUUID()
    c.set('requestId', id)
    const startedMs = now()
    await next()
    c.header('x-request-id', id)
    // The route's pattern, not its path: paths and queries can hold what people look for.
    log.info('request', { request: id, method: c.req.method, status: c.res.status, tookMs: Math.round(now() - startedMs) })
  }
}
