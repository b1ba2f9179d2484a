import { createServer, type Server } from 'node:http'
import { isIP } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { OpisError } from '#kernel/errors.ts'
import type { Log } from '#platform/logger.ts'
import type { StatusConfig } from './config.ts'
import { openStatus } from './open-status.ts'

export type RunningStatus = { url: string; stop(): Promise<void> }

const bodyPatienceMs = 20_000

/**
 * Runs the public side as a process of its own, which may stand in another network than the server: all that it needs is
 * the database as the role `opis_status`. `/health` says that it lives, `/ready` that its database answers.
 */
export async function startStatus(config: StatusConfig & { version: string; log: Log }): Promise<RunningStatus> {
  const { databaseUrl, port, host } = config
  if (databaseUrl === null) throw new OpisError('bad-configuration', 'OPIS_STATUS_DATABASE_URL is missing: the database as the role opis_status, which opis status role makes.')
  const status = openStatus({ databaseUrl, origins: config.origins, house: config.title, version: config.version, trustsProxy: config.trustsProxy, log: config.log })
  const { app } = status
  app.get('/', (c) => c.redirect('/status', 302))
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get('/ready', async (c) => ((await status.ready()) ? c.json({ status: 'ready' }) : c.json({ status: 'starting' }, 503)))
  const server = createServer({ requestTimeout: bodyPatienceMs, headersTimeout: bodyPatienceMs, maxHeaderSize: 16_384 }, getRequestListener(app.fetch))
  try {
    await listen(server, port, host)
  } catch (error) {
    await status.close()
    throw error
  }
  const address = server.address()
  const url = `http://${isIP(host) === 6 ? `[${host}]` : host}:${typeof address === 'object' && address ? address.port : port}`
  config.log.info('status ready', { url })
  return {
    url,
    async stop() {
      await close(server)
      await status.close()
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new OpisError('bad-configuration', `Port ${port} is in use. Choose another with --port or OPIS_STATUS_PORT.`, { cause: error }) : error),
    )
    server.listen(port, host, resolve)
  })
}

/** A connection that somebody holds open does not keep the process from ending. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 2000).unref()
  })
}
