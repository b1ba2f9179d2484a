import { z } from 'zod'
import { holdCovers, holdList, holdNumber, holdReview, holdView, newHold, releaseHold as releaseForm } from '#contract/holds.ts'
import { id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import { tableAnswer, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import { actorOf, recordFilter } from '#server/identity/permissions.ts'
import { asFile, mostRows } from '../lists/list-table.ts'
import { holdsTable } from '../lists/summary-tables.ts'
import type { HoldsContext } from './context.ts'
import { beforeAll, listCovered } from './covered.ts'
import { listHolds, presentHolds } from './list-holds.ts'
import { placeHold } from './place-hold.ts'
import { findHold, releaseHold, reviewHold } from './release-hold.ts'
import { nowAndToday } from './today.ts'

/** Who may know that there is a hold. Nobody else learns of one. */
const watchers = { roles: ['administrator', 'archivist', 'records-manager', 'head'] } as const
const one = z.object({ number: holdNumber })
const paging = z.object({ after: id.default(beforeAll), limit: z.coerce.number().int().min(1).max(500).default(50) })
const listing = z.object({ released: z.enum(['true', 'false']).default('false'), limit: z.coerce.number().int().min(1).max(500).default(100), offset: z.coerce.number().int().min(0).default(0) })

/** Holds: place, look over, review, release. */
export function holdRoutes(api: Api, context: HoldsContext): void {
  const db = () => context.records.db
  const today = () => nowAndToday(context).today
  const show = async (number: string) => {
    const [view] = await presentHolds(db(), [await findHold(db(), number)], today())
    if (view === undefined) throw new Error(`the hold ${number} was there a moment ago`)
    return view
  }
  api.route({ method: 'get', path: '/holds', summary: 'Holds, the next to be reviewed first; with ?format= as a file', access: watchers, query: listing.extend(asFile), answer: holdList, binaryAnswer: tableMediaTypes }, async ({ query: { format, language, ...query } }) => {
    const released = query.released === 'true'
    if (format === undefined) return listHolds(db(), today(), { ...query, released })
    return tableAnswer(holdsTable((await listHolds(db(), today(), { released, limit: mostRows, offset: 0 })).holds, language), format)
  })
  api.route({ method: 'post', path: '/holds', summary: 'Place a hold; accepted at any time', access: watchers, body: newHold, answer: holdView, status: 201, problems: ['not-found', 'bad-query'] }, async ({ principal, body }) =>
    show(await placeHold(context, body, recordFilter(principal), actorOf(principal))),
  )
  api.route({ method: 'get', path: '/holds/{number}', summary: 'A hold', access: watchers, params: one, answer: holdView }, ({ params }) => show(params.number))
  api.route({ method: 'get', path: '/holds/{number}/records', summary: 'The records that a hold covers now', access: watchers, params: one, query: paging, answer: holdCovers }, async ({ principal, params, query }) =>
    listCovered(db(), (await findHold(db(), params.number)).id, recordFilter(principal), query),
  )
  api.route({ method: 'post', path: '/holds/{number}/release', summary: 'Release a hold; not by who placed it', access: watchers, params: one, body: releaseForm, answer: holdView, problems: ['not-in-this-state'] }, async ({ principal, params, body }) => {
    await releaseHold(context, params.number, body.reason, actorOf(principal))
    return show(params.number)
  })
  api.route({ method: 'post', path: '/holds/{number}/review', summary: 'Keep a hold and say when to look at it next', access: watchers, params: one, body: holdReview, answer: holdView, problems: ['not-in-this-state'] }, async ({ principal, params, body }) => {
    await reviewHold(context, params.number, body, actorOf(principal))
    return show(params.number)
  })
}
