import { searchRequest, searchResult } from '#contract/search.ts'
import type { Api } from '#platform/http/api.ts'
import { progressAnswer, type Progress } from '#platform/http/progress-answer.ts'
import { actorOf, recordFilter } from '#server/identity/permissions.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { RecordsContext } from '#server/records/context.ts'
import type { Reindexed, Reindexing } from './reindex.ts'
import { searchRecords, type SearchContext } from './search-records.ts'

/** Full-text search by page, under the rights of who asks. */
export function searchRoutes(api: Api, records: RecordsContext, context: SearchContext & { reindex(): Reindexing }): void {
  api.route({ method: 'get', path: '/search', summary: 'Search pages', access: 'any-user', query: searchRequest, answer: searchResult, problems: ['bad-query'] }, ({ principal, query }) =>
    searchRecords(context, query, recordFilter(principal)),
  )
  api.route({ method: 'post', path: '/search/reindex', summary: 'Build the index anew', access: { roles: ['administrator'] }, binaryAnswer: 'application/jsonl' }, async ({ principal }) =>
    progressAnswer(reindexAudited(records, context.reindex(), actorOf(principal))),
  )
}

async function* reindexAudited(records: RecordsContext, run: Reindexing, actor: string): AsyncGenerator<Progress, Reindexed> {
  const done = yield* run
  await records.db.transaction((tx) => appendAudit(tx, { actor, action: 'search.reindex', object: 'search', details: { records: done.records, pages: done.pages } }, records.clock.now()))
  return done
}
