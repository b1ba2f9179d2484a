import { z } from 'zod'
import { searchRequest, searchResult } from '#contract/search.ts'
import type { Api } from '#platform/http/api.ts'
import { recordFilter } from '#server/identity/permissions.ts'
import type { RecordsContext } from '#server/records/context.ts'
import { reindex } from './reindex.ts'
import { searchRecords, type SearchContext } from './search-records.ts'

const reindexed = z.object({ records: z.int(), pages: z.int(), seconds: z.number() })

/** Full-text search by page, under the rights of who asks. */
export function searchRoutes(api: Api, records: RecordsContext, context: SearchContext): void {
  api.route({ method: 'get', path: '/search', summary: 'Search pages', access: 'any-user', query: searchRequest, answer: searchResult, problems: ['bad-query'] }, ({ principal, query }) =>
    searchRecords(context, query, recordFilter(principal)),
  )
  api.route({ method: 'post', path: '/search/reindex', summary: 'Build the index anew', access: { roles: ['administrator'] }, answer: reindexed }, () => reindex(records, context.index))
}
