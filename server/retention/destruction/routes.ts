import { z } from 'zod'
import { id } from '#contract/common.ts'
import { actResult, paperDestroyed, stubView } from '#contract/destruction.ts'
import type { Api } from '#platform/http/api.ts'
import { actorOf, recordFilter, seesHolds } from '#server/identity/permissions.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { refuseUnseenActs } from '../acts/see-acts.ts'
import { confirmPaper } from './confirm-paper.ts'
import type { DestructionContext } from './context.ts'
import { orderExecution } from './order-execution.ts'
import { resultOfAct, withoutHolds } from './result-of-act.ts'
import { seeStub } from './stubs.ts'
import { todayOf } from '../today.ts'

const keepers = { roles: ['administrator', 'records-manager'] } as const
const readers = { roles: ['administrator', 'records-manager', 'archivist', 'head', 'commission-member'] } as const
const one = z.object({ id })

/** Execution of acts of destruction, its result, and what stays of a record. */
export function destructionRoutes(api: Api, context: DestructionContext): void {
  const { db } = context.records
  const today = () => formatCivilDate(todayOf(context))
  api.route({ method: 'post', path: '/acts/{id}/execute', summary: 'Order the execution of an approved act', access: keepers, params: one, answer: actResult, problems: ['not-in-this-state'] }, async ({ principal, params }) => {
    await orderExecution(context, params.id, actorOf(principal))
    return resultOfAct(db, params.id, today())
  })
  api.route({ method: 'get', path: '/acts/{id}/result', summary: 'Progress and result of an execution: the facts of its certificate', access: readers, params: one, answer: actResult }, async ({ principal, params }) => {
    await refuseUnseenActs(context, principal)
    const result = await resultOfAct(db, params.id, today())
    return seesHolds(principal) ? result : withoutHolds(result)
  })
  api.route(
    { method: 'post', path: '/acts/{id}/lines/{line}/paper', summary: 'Say that the paper of a line was destroyed', access: keepers, params: z.object({ id, line: id }), body: paperDestroyed, answer: actResult, problems: ['not-in-this-state'] },
    async ({ principal, params, body }) => {
      await confirmPaper(context, params.id, params.line, body, actorOf(principal))
      return resultOfAct(db, params.id, today())
    },
  )
  api.route({ method: 'get', path: '/stubs/{id}', summary: 'What stays of a destroyed record', access: 'any-user', params: one, answer: stubView }, async ({ principal, params }) => seeStub(db, recordFilter(principal), params.id, today()))
}
