import { z } from 'zod'
import { timeLimits, type Client } from './connect.ts'
import { ElasticsearchFault } from './fault.ts'

const servedVersion = '9.'
const nodes = z.object({ nodes: z.record(z.string(), z.object({ version: z.string() })) })
const health = z.object({ status: z.enum(['green', 'yellow', 'red', 'unknown', 'unavailable']) })
const blocks = z.record(z.string(), z.object({ settings: z.record(z.string(), z.unknown()) }))

/** Versions of the nodes of the cluster. Throws an `ElasticsearchFault` unless all are served ones. */
export async function examineServer(client: Client): Promise<string[]> {
  const found = nodes.parse(await client.nodes.info({ filter_path: ['nodes.*.version'] }, { requestTimeout: timeLimits.lookMs }))
  const versions = [...new Set(Object.values(found.nodes).map((node) => node.version))].sort()
  const other = versions.find((version) => !version.startsWith(servedVersion))
  if (other !== undefined) throw new ElasticsearchFault('wrong-version', `This is Elasticsearch ${other}; Opis works with version 9.`)
  return versions
}

/** Throws an `ElasticsearchFault` when the index cannot be read in full or takes no changes. */
export async function examineIndex(client: Client, index: string): Promise<void> {
  const options = { requestTimeout: timeLimits.lookMs }
  const { status } = health.parse(await client.cluster.health({ index, filter_path: ['status'] }, options))
  if (status === 'red') throw new ElasticsearchFault('red', 'Elasticsearch cannot read all of the index: its state is red.')
  const set = blocks.parse(await client.indices.getSettings({ index, name: 'index.blocks.*', flat_settings: true }, options))
  const block = Object.values(set).flatMap(({ settings }) => Object.keys(settings).filter((name) => String(settings[name]) === 'true'))[0]
  if (block !== undefined) throw new ElasticsearchFault('read-only', `The index in Elasticsearch takes no changes: ${block} is set.`)
}
