import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import pg from 'pg'
import { OpisError } from '#kernel/errors.ts'
import { answerInSteps } from '#platform/http/answer-in-steps.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import { rememberClientAddress, type TrustsProxy } from '#platform/http/client-address.ts'
import type { Log } from '#platform/logger.ts'
import { createAnswers } from './answer-look-up.ts'
import { createProblems } from './answer-problem.ts'
import { createAuditTrail } from './audit-trail.ts'
import { downloadRoutes } from './download-routes.ts'
import type { Downloads } from './downloads.ts'
import { createFigureReader } from './figures/read-figures.ts'
import { figuresRoutes } from './figures-routes.ts'
import { publicHeaders } from './headers.ts'
import { jsonRoutes, pageRoutes } from './lookup-routes.ts'
import { style } from './pages/style.ts'
import { tlsOnly } from './tls-only.ts'

export type StatusOptions = {
  databaseUrl: string
  /** Role that every connection takes on, where the address is of a role that may do more. */
  role?: string
  origins: readonly string[]
  house: string
  version: string
  trustsProxy: TrustsProxy
  log: Log
  /** Replies that are offered; within the server only. */
  downloads?: Downloads
  /** Milliseconds that only go forward; the clock of the machine by default. */
  now?: () => number
  /** Resolves after so many milliseconds; a timer by default. */
  pause?: (ms: number) => Promise<unknown>
}

export type PublicStatus = { app: Hono<HttpEnv>; ready(): Promise<boolean>; close(): Promise<void> }

const answerMs = 5_000

/**
 * The public side of the registers: everything below `/status`. It has a pool of its own that can read only, and one
 * connection that counts look-ups; no session, no cookie, and nothing of the rest of the server.
 */
export function openStatus(options: StatusOptions): PublicStatus {
  const { log, house, version, origins } = options
  const now = options.now ?? (() => performance.now())
  const role = options.role === undefined ? '' : ` -c role=${options.role}`
  const open = (max: number, settings: string) => {
    const pool = new pg.Pool({ connectionString: options.databaseUrl, max, application_name: 'opis status', options: `${settings}${role}`.trim(), connectionTimeoutMillis: answerMs, statement_timeout: answerMs, query_timeout: answerMs })
    // Without a listener the loss of a connection would end the process.
    pool.on('error', (error) => log.warn('status: database connection lost', { cause: error.message }))
    pool.on('connect', (client) => client.on('error', () => undefined))
    return pool
  }
  const reading = open(4, '-c default_transaction_read_only=on')
  // A count is in the database before the answer, but the answer does not wait for the disk: a power cut may cost the counts of the last second.
  const counting = open(1, '-c synchronous_commit=off')
  const audit = createAuditTrail(counting)
  const app = new Hono<HttpEnv>()
  const say = createProblems({ house, log })
  app.onError((error, c) => say(error, c))
  app.use(async (c, next) => {
    c.set('requestId', randomUUID())
    await next()
  }, publicHeaders, rememberClientAddress(options.trustsProxy))
  app.use('/status', tlsOnly(options.trustsProxy))
  app.use('/status/*', tlsOnly(options.trustsProxy))
  const inSteps = answerInSteps({ now, pause: options.pause })
  const lookUps = { answer: createAnswers({ pool: reading, audit, now }), inSteps, origins, house, version, log, offered: options.downloads?.offered }
  app.get('/status/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }))
  pageRoutes(app, lookUps)
  jsonRoutes(app, lookUps)
  if (options.downloads) downloadRoutes(app, { answer: lookUps.answer, inSteps, downloads: options.downloads, say })
  figuresRoutes(app, { figures: createFigureReader(reading, now), house })
  app.notFound((c) => say(new OpisError('not-found', 'There is nothing at this address.'), c, 'noSuchPage'))
  return {
    app,
    ready: () => reading.query('select 1 from public_status.figure limit 1').then(() => true, () => false),
    async close() {
      await audit.rest()
      await Promise.all([reading.end(), counting.end()])
    },
  }
}
