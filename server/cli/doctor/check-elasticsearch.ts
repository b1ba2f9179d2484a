import { z } from 'zod'
import { askElasticsearch, openAddresses } from '#server/search/elasticsearch/ask-elasticsearch.ts'
import { readRunFile } from '../../run-file.ts'
import { connect } from '../client.ts'
import { doubtful, well, type Check, type CheckPart } from './check.ts'

const statusAnswer = z.object({ searchState: z.object({ degraded: z.boolean(), detail: z.string(), advice: z.string().nullable(), recordsToSend: z.int() }) })

/** Elasticsearch, where there is one. Its absence is no failure: PostgreSQL answers searches then. */
export const checkElasticsearch: CheckPart = async (config) => {
  if (config.elasticsearch === null) return []
  const answer = await askElasticsearch(config.elasticsearch)
  const open = openAddresses(config.elasticsearch)
  return [
    answer.ok ? well('elasticsearch', `Elasticsearch ${answer.versions.join(', ')} at ${answer.address}`) : doubtful('elasticsearch', answer.detail, answer.advice),
    ...(open.length === 0 ? [] : [doubtful('elasticsearch', `plain HTTP to ${open.join(', ')}`, 'Page texts cross the network in the clear: give it TLS and an https address.')]),
    ...(await inUse(config.dataFolder)),
  ]
}

/** How the running server uses it; a server that cannot be asked is the finding of another check. */
async function inUse(dataFolder: string): Promise<Check[]> {
  if (!(await readRunFile(dataFolder))) return []
  const parsed = statusAnswer.safeParse(await connect().then((client) => client.get('/status')).catch(() => null))
  if (!parsed.success) return []
  const { degraded, detail, advice, recordsToSend } = parsed.data.searchState
  if (!degraded) return [well('search', `answered by Elasticsearch, ${recordsToSend} records wait to be sent`)]
  return [doubtful('search', `answered by PostgreSQL, in full: ${detail} ${recordsToSend} records wait to be sent.`, advice ?? 'Look at the log of the server.')]
}
