import { createHash } from 'node:crypto'
import type { estypes } from '@elastic/elasticsearch'
import { canonicalJson, type Json } from '#kernel/canonical-json.ts'
import { mostStems } from '../stem.ts'

/** Raised when folding or stems change: what was indexed by the old ones must be built anew. */
const wordsVersion = 1

/** One field for each stem that a word may have; the same word has the same place in all of them. */
export const formFields: readonly string[] = Array.from({ length: mostStems }, (_, at) => `forms_${at}`)

/** Stands where a word has fewer stems than there are fields; no folded word contains it. */
export const noForm = '-'

/** Bytes of a beginning up to which a field of beginnings answers; longer ones are gathered from the words. */
const longestBeginningBytes = 6

const keyword = { type: 'keyword' } as const
/** Words are cut and folded by us. Norms and term statistics of the whole index would tell of pages that may not be seen. */
const words = { type: 'text', analyzer: 'whitespace', norms: false, similarity: 'boolean' } as const

/** Form of a page in Elasticsearch, from what its core knows alone; texts themselves are not kept there. */
export const mappings = {
  dynamic: 'strict',
  _source: { enabled: false },
  properties: {
    record: keyword,
    page: { type: 'integer' },
    class: keyword,
    units: keyword,
    whole_house: { type: 'boolean' },
    language: keyword,
    date_first: keyword,
    date_last: keyword,
    year: { type: 'integer' },
    words: { ...words, index_prefixes: { min_chars: 1, max_chars: longestBeginningBytes } },
    ...Object.fromEntries(formFields.map((field) => [field, words])),
    brevity: { type: 'float', index: false },
  },
} satisfies estypes.MappingTypeMapping

/** Hits that can be reached by paging: the offset's limit and the last page of hits. */
const reachableHits = 11_000

export const settings = {
  number_of_shards: 1,
  auto_expand_replicas: '0-1',
  // Whoever writes says when it must be found; nothing is refreshed for nobody.
  refresh_interval: '-1',
  max_result_window: reachableHits,
  // A request that was held up for so long must still meet the deletion that came after it.
  gc_deletes: '1h',
} satisfies estypes.IndicesIndexSettings

/** Tells two forms of pages apart; an index of another form is built anew. */
export const mappingId = createHash('sha256').update(canonicalJson({ mappings, settings, wordsVersion } as Json)).digest('hex').slice(0, 16)
