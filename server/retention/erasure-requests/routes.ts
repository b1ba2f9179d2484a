import { z } from 'zod'
import { decideErasure, erasureLetter, erasureRequestList, erasureRequestView, keptLonger, keptLongerQuery, letterQuery, newErasureRequest, requestNumber } from '#contract/erasure-requests.ts'
import type { Api } from '#platform/http/api.ts'
import { tableAnswer, tableFormat, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import type { Column } from '#platform/spreadsheet/table.ts'
import { actorOf, recordFilter } from '#server/identity/permissions.ts'
import type { RetentionContext } from '../compute-retention.ts'
import { nowAndToday } from '../holds/today.ts'
import { asFile, mostRows } from '../lists/list-table.ts'
import { erasureRequestsTable } from '../lists/summary-tables.ts'
import { addErasureRequest } from './add-request.ts'
import { assessRequest, decideItem } from './assess-request.ts'
import { keptLongerThanNeeded } from './kept-longer.ts'
import { letterText } from './letter.ts'
import { listRequests, viewRequest } from './list-requests.ts'

const keepers = { roles: ['administrator', 'archivist', 'records-manager'] } as const
const watchers = { roles: ['administrator', 'archivist', 'records-manager', 'head'] } as const
const one = z.object({ number: requestNumber })
const paging = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100), offset: z.coerce.number().int().min(0).max(1_000_000).default(0) })

/** Requests to erase personal data, and what is kept longer than needed. */
export function erasureRoutes(api: Api, context: RetentionContext): void {
  const db = () => context.records.db
  const today = () => nowAndToday(context).today
  const view = (number: string) => viewRequest(db(), number, today())
  api.route({ method: 'get', path: '/erasure-requests', summary: 'Requests to erase, the next to be answered first; with ?format= as a file', access: watchers, query: paging.extend(asFile), answer: erasureRequestList, binaryAnswer: tableMediaTypes }, async ({ query: { format, language, ...query } }) =>
    format === undefined ? listRequests(db(), today(), query) : tableAnswer(erasureRequestsTable((await listRequests(db(), today(), { limit: mostRows, offset: 0 })).requests, language), format),
  )
  api.route({ method: 'post', path: '/erasure-requests', summary: 'Take in a request to erase', access: keepers, body: newErasureRequest, answer: erasureRequestView, status: 201, problems: ['not-found'] }, async ({ principal, body }) =>
    view(await addErasureRequest(context, body, recordFilter(principal), actorOf(principal))),
  )
  api.route({ method: 'get', path: '/erasure-requests/{number}', summary: 'A request, record by record', access: watchers, params: one, answer: erasureRequestView }, ({ params }) => view(params.number))
  api.route({ method: 'post', path: '/erasure-requests/{number}/assess', summary: 'Judge every record of a request; changes nothing of the archive', access: keepers, params: one, answer: erasureRequestView, problems: ['not-in-this-state'] }, async ({ principal, params }) => {
    await assessRequest(context, params.number, actorOf(principal))
    return view(params.number)
  })
  api.route({ method: 'post', path: '/erasure-requests/{number}/decide', summary: 'Decide where floor and ceiling collide', access: keepers, params: one, body: decideErasure, answer: erasureRequestView, problems: ['not-in-this-state'] }, async ({ principal, params, body }) => {
    await decideItem(context, params.number, body, actorOf(principal))
    return view(params.number)
  })
  api.route({ method: 'get', path: '/erasure-requests/{number}/letter', summary: 'The answer as a text', access: watchers, params: one, query: letterQuery, answer: erasureLetter }, async ({ params, query: { language } }) => ({
    language,
    text: letterText(await view(params.number), language),
  }))
  api.route({ method: 'get', path: '/retention/kept-longer', summary: 'Personal records kept longer than needed; with ?format= as a file', access: watchers, query: keptLongerQuery.extend({ format: tableFormat }), answer: keptLonger, binaryAnswer: tableMediaTypes }, async ({ principal, query: { format, ...query } }) => {
    const found = await keptLongerThanNeeded(db(), today(), recordFilter(principal), format === undefined ? query : { ...query, limit: rowsOfFile, offset: 0 })
    if (format === undefined) return found
    return tableAnswer({ name: 'kept-longer-than-needed', columns, rows: found.records.map((row) => [row.class, row.id, row.title, row.eligibleOn, row.eraseBy, row.rule, row.state]) }, format)
  })
}

/** Most rows of a file that is taken away. */
const rowsOfFile = 1_000_000

const columns: readonly Column[] = (['class', 'id', 'title', 'eligible_on', 'erase_by', 'rule', 'state'] as const).map((title) => ({ title, kind: title.endsWith('_on') || title.endsWith('_by') ? 'date' : 'text' }))
