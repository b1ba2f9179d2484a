import { z } from 'zod'
import type { Facet, IndexHit, SearchAnswer } from '../search-index.ts'
import { ElasticsearchFault } from './fault.ts'
import { exactBonus } from './search-request.ts'

const buckets = z.object({ buckets: z.array(z.object({ key: z.union([z.string(), z.number()]), doc_count: z.int() })) })

const answer = z.object({
  timed_out: z.boolean(),
  hits: z.object({
    total: z.object({ value: z.int(), relation: z.literal('eq') }),
    hits: z.array(z.object({ _score: z.number(), sort: z.array(z.union([z.string(), z.number(), z.null()])) })),
  }),
  aggregations: z.object({ class: buckets, year: buckets, language: buckets }),
})

/** The answer of Elasticsearch in our words. Throws when it is not whole, as after its time limit. */
export function readAnswer(given: unknown): SearchAnswer {
  const { hits, aggregations, timed_out: isCutOff } = answer.parse(given)
  if (isCutOff) throw new ElasticsearchFault('slow', 'Elasticsearch did not finish a search in time.')
  return {
    total: hits.total.value,
    hits: hits.hits.map(hitOf),
    facets: { class: facetOf(aggregations.class), year: facetOf(aggregations.year), language: facetOf(aggregations.language) },
  }
}

function hitOf({ _score, sort }: { _score: number; sort: readonly (string | number | null)[] }): IndexHit {
  const exact = _score >= exactBonus
  const score = Math.round((exact ? _score - exactBonus : _score) * 1e6) / 1e6
  return { record: String(sort.at(-2)), page: Number(sort.at(-1)), score, match: exact ? 'exact' : 'form' }
}

function facetOf({ buckets: counted }: z.infer<typeof buckets>): Facet {
  const facet = counted.map(({ key, doc_count: count }) => ({ value: String(key), count }))
  return facet.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
}
