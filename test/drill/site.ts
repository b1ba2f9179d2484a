import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { enrol } from '#agent/enrolment/enrol.ts'
import { stationCode } from '#contract/identity.ts'
import { placeOfCluster } from '#platform/embedded-postgres/place.ts'
import { readRunFile } from '#server/run-file.ts'
import { callerWithToken, type Caller } from '#test/support/caller.ts'
import { startRedis, redisIsThere, type TestRedis } from '#test/support/redis.ts'
import { elasticsearchIsThere, startElasticsearch, type TestElasticsearch } from '#test/support/elasticsearch.ts'
import { freePort, startServerProcess, type ServerProcess } from '#test/support/server-process.ts'
import { openLink, type Link } from './link.ts'
import { startAgent, type AgentProcess } from './processes.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'

/** A whole installation, each part a process of its own, agents and server joined by a link that can be cut. */
export type Site = {
  admin(): Promise<Caller>
  /** Waits until the server says that it and its database can work; throws when that does not come. */
  ready(): Promise<void>
  link: Link
  redis: TestRedis | null
  elasticsearch: TestElasticsearch | null
  stationDisk: SmallDisk | null
  serverDisk: SmallDisk | null
  killServer(): Promise<void>
  startServer(): Promise<void>
  killRecogniser(): Promise<void>
  startRecogniser(): void
  killDatabase(): Promise<void>
  scan(pile: string): AgentProcess
  dataFolder: string
  close(): Promise<void>
}

/** Starts everything that this machine has; parts that are missing are null. */
export async function openSite(folder: string): Promise<Site> {
  const stops: (() => Promise<void>)[] = []
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
  }
  try {
    return await open(folder, stops, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(folder: string, stops: (() => Promise<void>)[], close: () => Promise<void>): Promise<Site> {
  const keep = <Part>(part: Part, stop: (part: Part & {}) => Promise<void>): Part => {
    if (part !== null && part !== undefined) stops.push(() => stop(part))
    return part
  }
  stops.push(() => rm(folder, { recursive: true, force: true }))
  const stationDisk = keep(await mountSmallDisk(join(folder, 'station')), (disk) => disk.remove())
  const serverDisk = keep(await mountSmallDisk(join(folder, 'server')), (disk) => disk.remove())
  const redis = keep(redisIsThere ? await startRedis() : null, (one) => one.stop())
  const elasticsearch = keep(elasticsearchIsThere ? await startElasticsearch() : null, (one) => one.stop())
  const port = await freePort()
  const dataFolder = join(folder, 'server', 'data')
  const settings = {
    OPIS_DATA: dataFolder,
    OPIS_PORT: String(port),
    OPIS_RECOGNISERS: '0',
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
    ...(elasticsearch === null ? {} : { ELASTICSEARCH_URL: elasticsearch.url }),
  }
  let server: ServerProcess = await startServerProcess(settings)
  stops.push(() => server.kill('SIGTERM'))
  const link = keep(await openLink(port), (one) => one.close())
  const admin = async () => callerWithToken(server.url, (await readRunFile(dataFolder))?.token ?? '')
  const agentEnv = { OPIS_SERVER: link.url, OPIS_DATA: join(folder, 'station', 'data'), OPIS_STATION_NAME: 'drill' }
  for (const role of ['station', 'recogniser'] as const) {
    const { code } = await (await admin()).get(stationCode, 'POST', '/api/stations/code')
    await enrol({ server: link.url, code, name: `drill ${role}`, role, dataFolder: join(agentEnv.OPIS_DATA, role) })
  }
  let recogniser = startAgent(['recogniser', 'start'], agentEnv)
  stops.push(() => recogniser.kill('SIGTERM'))
  return {
    admin, ready: () => untilReady(() => server.url), link, redis, elasticsearch, stationDisk, serverDisk, dataFolder, close,
    killServer: () => server.kill('SIGKILL'),
    async startServer() {
      server = await startServerProcess(settings)
    },
    killRecogniser: () => recogniser.kill('SIGKILL'),
    startRecogniser() {
      recogniser = startAgent(['recogniser', 'start'], agentEnv)
    },
    async killDatabase() {
      const { cluster } = await placeOfCluster(join(dataFolder, 'database'))
      const [pid] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(pid), 'SIGKILL')
    },
    scan: (pile) => startAgent(['scan', '--folder', pile], agentEnv),
  }
}

/** The longest that a killed part may take to come back by itself, on a loaded machine. */
const readyWithinMs = 120_000

async function untilReady(url: () => string): Promise<void> {
  const endMs = performance.now() + readyWithinMs
  while (performance.now() < endMs) {
    const answer = await fetch(new URL('/ready', url())).catch(() => null)
    if (answer?.ok === true) return
    await pause(100)
  }
  throw new Error('the server did not become ready again')
}
