import { z } from 'zod'
import { actDrawn, actList, actView, dueList, dueQuery, lineList, lineQuery, moreLines, newAct, newApproval, newSitting, newVote } from '#contract/acts.ts'
import { id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import { tableAnswer, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import { seesHolds } from '#server/identity/permissions.ts'
import { dueTable, linesTable } from '../lists/act-tables.ts'
import { asFile, mostRows } from '../lists/list-table.ts'
import { actsTable } from '../lists/summary-tables.ts'
import { approveAct } from './approve.ts'
import { closeSitting } from './close-sitting.ts'
import { commissionRoutes } from './commission-routes.ts'
import { mostLines, type ActsContext } from './context.ts'
import { addLines, drawUpAct } from './draw-up.ts'
import { listDue } from './due-list.ts'
import { readAct } from './lock-act.ts'
import { personOf } from './person-of.ts'
import { actStates } from './schema.ts'
import { actReaders, refuseUnseenActs, seesActs } from './see-acts.ts'
import { castVote, openSitting } from './sitting.ts'
import { listActs, listLines, viewAct } from './view-act.ts'
import { withdrawAct } from './withdraw.ts'

/** Who draws up acts and keeps their papers. */
const keepers = { roles: ['administrator', 'archivist', 'records-manager'] } as const
const byId = z.object({ id })
const byQuery = z.object({ state: z.enum(actStates).optional(), kind: z.enum(['destruction', 'transfer']).optional() })

/** From the due list to the approved act. */
export function actRoutes(api: Api, context: ActsContext): void {
  api.route({ method: 'get', path: '/due', summary: 'What has reached its date and may be proposed for destruction', access: { roles: ['administrator', 'archivist', 'records-manager', 'head'] }, query: dueQuery.extend(asFile), answer: dueList, binaryAnswer: tableMediaTypes }, async ({ query }) =>
    query.format === undefined ? listDue(context.records.db, query, query) : tableAnswer(dueTable((await listDue(context.records.db, query, { limit: mostRows, offset: 0 })).items, query.language), query.format),
  )
  api.route({ method: 'get', path: '/acts', summary: 'Acts of destruction and of transfer; with ?format= as a file', access: actReaders, query: byQuery.extend(asFile), answer: actList, binaryAnswer: tableMediaTypes }, async ({ principal, query }) => {
    const acts = (await seesActs(context, principal)) ? await listActs(context.records.db, query) : []
    return query.format === undefined ? { acts } : tableAnswer(actsTable(acts, query.language), query.format)
  })
  api.route({ method: 'post', path: '/acts', summary: 'Draw up an act of destruction', access: keepers, body: newAct, answer: actDrawn, status: 201, problems: ['not-in-this-state'] }, ({ principal, body }) =>
    drawUpAct(context, body, personOf(principal)),
  )
  api.route({ method: 'get', path: '/acts/{id}', summary: 'An act: who must agree, who has, what comes next', access: actReaders, params: byId, answer: actView, problems: ['not-found'] }, async ({ principal, params }) => {
    await refuseUnseenActs(context, principal)
    return viewAct(context, params.id)
  })
  api.route({ method: 'get', path: '/acts/{id}/lines', summary: 'Lines of an act', access: actReaders, params: byId, query: lineQuery.extend(asFile), answer: lineList, binaryAnswer: tableMediaTypes, problems: ['not-found'] }, async ({ principal, params, query }) => {
    await refuseUnseenActs(context, principal)
    const reader = { seesHolds: seesHolds(principal) }
    if (query.format === undefined) return listLines(context, params.id, { ...query, ...reader })
    const { number } = await readAct(context.records.db, params.id)
    return tableAnswer(linesTable(number, (await listLines(context, params.id, { after: 0, limit: mostLines, ...reader })).lines, query.language), query.format)
  })
  api.route({ method: 'post', path: '/acts/{id}/lines', summary: 'Add lines to an act; its approvals become void', access: keepers, params: byId, body: moreLines, answer: actDrawn, problems: ['not-found', 'not-in-this-state'] }, ({ principal, params, body }) =>
    addLines(context, params.id, body, personOf(principal)),
  )
  api.route({ method: 'post', path: '/acts/{id}/withdraw', summary: 'Withdraw an act', access: keepers, params: byId, answer: actView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params }) => {
    await withdrawAct(context, params.id, personOf(principal))
    return viewAct(context, params.id)
  })
  agreeingRoutes(api, context)
  commissionRoutes(api, context)
}

function agreeingRoutes(api: Api, context: ActsContext): void {
  api.route({ method: 'post', path: '/acts/{id}/sittings', summary: 'Open a sitting of a commission on an act', access: keepers, params: byId, body: newSitting, answer: actView, status: 201, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await openSitting(context, params.id, body, personOf(principal))
    return viewAct(context, params.id)
  })
  api.route({ method: 'post', path: '/sittings/{id}/votes', summary: 'Vote as a member who is present', access: actReaders, params: byId, body: newVote, answer: actView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) =>
    viewAct(context, await castVote(context, params.id, body, personOf(principal))),
  )
  api.route({ method: 'post', path: '/sittings/{id}/close', summary: 'Close a sitting and carry out its decisions', access: actReaders, params: byId, answer: actView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params }) =>
    viewAct(context, await closeSitting(context, params.id, personOf(principal))),
  )
  api.route({ method: 'post', path: '/acts/{id}/approvals', summary: 'Approve an act, or record an approval from outside', access: { roles: ['records-manager', 'head'] }, params: byId, body: newApproval, answer: actView, problems: ['not-found', 'not-in-this-state', 'already-exists'] }, async ({ principal, params, body }) => {
    await approveAct(context, params.id, body, personOf(principal))
    return viewAct(context, params.id)
  })
}
