import type { estypes } from '@elastic/elasticsearch'
import { z } from 'zod'
import type { SearchIndex } from '../search-index.ts'
import { sendChanges, type BulkOptions } from './bulk.ts'
import { timeLimits, type Client } from './connect.ts'
import { makeFindable } from './indices.ts'
import type { Clause } from './query-clauses.ts'
import { readAnswer } from './read-answer.ts'
import { searchRequest } from './search-request.ts'

/** Pages that are looked up at once to be taken out. */
const removedAtOnce = 10_000

const byKey: estypes.Sort = [{ record: 'asc' }, { page: 'asc' }]
const keys = z.object({ hits: z.object({ hits: z.array(z.object({ sort: z.tuple([z.string(), z.number()]) })) }) })
const counted = z.object({ count: z.int() })

/** The search port on an index of Elasticsearch that is reached by an alias; see decision 0009. A search has `searchMs`. */
export function elasticsearchIndex(client: Client, alias: string, pause: BulkOptions['pause'], searchMs: number = timeLimits.searchMs): SearchIndex {
  const options: BulkOptions = { alias, version: null, pause }
  const removeAll = async (query: Clause) => {
    for (;;) {
      await makeFindable(client, alias)
      const { hits } = keys.parse(await client.search({ index: alias, query, size: removedAtOnce, sort: byKey, stored_fields: ['_none_'] }))
      if (hits.hits.length === 0) return
      await sendChanges(client, hits.hits.map(({ sort: [record, page] }) => ({ remove: { record, page } })), options)
    }
  }
  return {
    engine: 'elasticsearch',
    async put(pages) {
      if (pages.length === 0) return
      await sendChanges(client, pages.map((page) => ({ put: page })), options)
      await makeFindable(client, alias)
    },
    remove: (records) => removeAll({ terms: { record: [...records] } }),
    async search(query, rights, wanted) {
      return readAnswer(await client.search({ ...searchRequest(alias, query, rights, wanted), timeout: `${searchMs}ms` }, { requestTimeout: searchMs }))
    },
    async count() {
      return counted.parse(await client.count({ index: alias })).count
    },
    clear: () => removeAll({ match_all: {} }),
  }
}
