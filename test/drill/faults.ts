import type { AgentProcess } from './processes.ts'
import type { Site } from './site.ts'

/** Something that happens on a working day: `strike` makes it happen, `heal` is what a person or the power company does next. */
export type Fault = { name: string; strike(scan: AgentProcess): Promise<void>; heal(): Promise<void> }

const nothing = async () => undefined

/** Every fault that this installation can have. */
export function faultsOf(site: Site): Fault[] {
  const { link, redis, elasticsearch, stationDisk, serverDisk } = site
  return [
    { name: 'kill -9 of the station', strike: (scan) => scan.kill('SIGKILL'), heal: nothing },
    { name: 'kill -9 of the recogniser', strike: site.killRecogniser, heal: async () => site.startRecogniser() },
    { name: 'kill -9 of the server', strike: site.killServer, heal: site.startServer },
    { name: 'kill -9 of the database', strike: site.killDatabase, heal: nothing },
    { name: 'the link is cut', strike: async () => link.cut(), heal: async () => link.join() },
    ...(redis === null ? [] : [{ name: 'kill -9 of Redis', strike: redis.kill, heal: redis.start }]),
    ...(elasticsearch === null ? [] : [{ name: 'kill -9 of Elasticsearch', strike: elasticsearch.kill, heal: elasticsearch.start }]),
    ...(stationDisk === null ? [] : [{ name: 'the disk of the station is full', strike: stationDisk.fill, heal: stationDisk.empty }]),
    ...(serverDisk === null ? [] : [{ name: 'the disk of the server is full', strike: serverDisk.fill, heal: serverDisk.empty }]),
  ]
}
