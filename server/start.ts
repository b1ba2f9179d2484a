import { createServer, type Server } from 'node:http'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { systemClock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'
import { jsonLog } from '#platform/logger.ts'
import { assemble, type Assembled } from './assemble.ts'
import type { Config } from './config.ts'
import { ensureFirstAdministrator } from './identity/accounts.ts'
import { startLocalRecogniser } from './local-recogniser.ts'

export type Running = {
  url: string
  assembled: Assembled
  firstAdmin: { name: string; oneTimePassword: string } | null
  localToken: string
  stop(): Promise<void>
}

/** Where the command line finds the running server: `{url, token}`, readable by the owner only. */
export const runFile = (dataFolder: string) => join(dataFolder, 'run', 'server.json')

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
    const databaseUrl = config.databaseUrl ?? (await embedded(config, log.info, stops))
    const localToken = randomBytes(32).toString('base64url')
    const assembled = await assemble({ config, databaseUrl, localToken, clock: systemClock, log })
    stops.push(() => assembled.database.close())
    const firstAdmin = await ensureFirstAdministrator({ db: assembled.database.db, clock: systemClock })
    assembled.runner.start()
    stops.push(() => assembled.runner.stop())
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

async function embedded(config: Config, log: (line: string) => void, stops: (() => Promise<void>)[]): Promise<string> {
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

async function writeRunFile(dataFolder: string, content: { url: string; token: string }): Promise<void> {
  const file = runFile(dataFolder)
  await mkdir(join(dataFolder, 'run'), { recursive: true, mode: 0o700 })
  await rm(file, { force: true })
  await writeFile(file, JSON.stringify(content), { mode: 0o600 })
  await chmod(file, 0o600)
}

/** Address and token of the server that runs on a data folder, or null. */
export async function readRunFile(dataFolder: string): Promise<{ url: string; token: string } | null> {
  const file = runFile(dataFolder)
  if (!existsSync(file)) return null
  const { url, token } = JSON.parse(await readFile(file, 'utf8')) as { url: string; token: string }
  return { url, token }
}
