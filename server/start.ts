import { createServer, type Server } from 'node:http'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { systemClock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { refuseMoved } from '#platform/embedded-postgres/moved-mark.ts'
import { requireDatabase } from '#platform/existing-postgres/inspect-database.ts'
import { jsonLog, type Log } from '#platform/logger.ts'
import { assemble, type Assembled } from './assemble.ts'
import type { Config } from './config.ts'
import { ensureFirstAdministrator } from './identity/accounts.ts'
import { startLocalRecogniser } from './local-recogniser.ts'
import { runFile, writeRunFile } from './run-file.ts'

export type Running = {
  url: string
  assembled: Assembled
  firstAdmin: { name: string; oneTimePassword: string } | null
  localToken: string
  stop(): Promise<void>
}

/**
 * Starts everything that the settings ask for: database, server, tasks and a recogniser beside it.
 * `stop` ends them in the reverse order; work under way is finished or falls back to its queue.
 */
export async function start(config: Config, output: { write(line: string): unknown } = process.stderr): Promise<Running> {
  const log = jsonLog(output, () => systemClock.now())
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one().catch((error: unknown) => log.warn('stopping failed', { cause: String(error) }))
  }
  try {
    // The database runs as another user when we are root and must be able to pass through; secrets inside are 0600.
    if (await mkdir(config.dataFolder, { recursive: true })) await chmod(config.dataFolder, 0o711)
    const databaseUrl = config.databaseUrl === null ? await embedded(config, log.info, stops) : await existing(config.databaseUrl, log)
    const localToken = randomBytes(32).toString('base64url')
    const assembled = await assemble({ config, databaseUrl, localToken, clock: systemClock, log })
    stops.push(() => assembled.database.close())
    stops.push(() => assembled.publicStatus.stop())
    stops.push(() => assembled.checkpoints.stop())
    stops.push(() => assembled.failedSignIns.flush())
    stops.push(() => assembled.runner.stop())
    stops.push(() => assembled.schedules.stop())
    // Before the tasks, so that none waits for an engine that hangs.
    stops.push(() => assembled.search.stop())
    // Before anything serves: a restored backup may have brought back what was destroyed.
    await assembled.destruction.replay()
    await assembled.search.start()
    const firstAdmin = await ensureFirstAdministrator({ db: assembled.database.db, clock: systemClock })
    assembled.runner.start()
    stops.push(() => assembled.destruction.stop())
    assembled.destruction.start()
    assembled.checkpoints.start()
    assembled.schedules.start()
    stops.push(() => assembled.nightly.stop(), () => assembled.reorganisations.stop())
    assembled.nightly.start()
    assembled.reorganisations.start()
    stops.push(() => assembled.post.stop())
    assembled.post.start()
    stops.push(() => assembled.reports.stop())
    assembled.reports.start()
    stops.push(() => assembled.sources.stop())
    assembled.sources.start()
    assembled.publicStatus.start()
    const { server, url } = await listen(assembled, config)
    stops.push(() => close(server))
    await writeRunFile(config.dataFolder, { url, token: localToken })
    stops.push(() => rm(runFile(config.dataFolder), { force: true }))
    if (config.recognisers > 0) stops.push(await startLocalRecogniser({ config, url, assembled, log }))
    log.info('ready', { url })
    return { url, assembled, firstAdmin, localToken, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function existing(url: string, log: Log): Promise<string> {
  const { version, place, warnings } = await requireDatabase(url)
  log.info('database', { version, place })
  for (const warning of warnings) log.warn('database', { advice: warning })
  return url
}

async function embedded(config: Config, log: (line: string) => void, stops: (() => Promise<void>)[]): Promise<string> {
  await refuseMoved(join(config.dataFolder, 'database'))
  const postgres = await startEmbeddedPostgres({ dataFolder: join(config.dataFolder, 'database'), log })
  stops.push(() => postgres.stop())
  return postgres.url
}

async function listen(assembled: Assembled, config: Config): Promise<{ server: Server; url: string }> {
  const server = createServer({ requestTimeout: 600_000, headersTimeout: 20_000, maxHeaderSize: 65_536 }, getRequestListener(assembled.app.fetch))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new OpisError('bad-configuration', `Port ${config.port} is in use. Choose another with --port or OPIS_PORT.`, { cause: error }) : error),
    )
    server.listen(config.port, config.host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const host = isIP(config.host) === 6 ? `[${config.host}]` : config.host === '0.0.0.0' ? '127.0.0.1' : config.host
  return { server, url: `http://${host}:${port}` }
}

/** Open event streams would keep the server from ending; after two seconds they are cut. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), 2000)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
