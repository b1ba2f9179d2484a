import { z } from 'zod'
import { commissionList, newCommission, newMetPrecondition, preconditionList, updateCommission } from '#contract/acts.ts'
import { id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import { addCommission, changeCommission, listCommissions } from './commissions.ts'
import type { ActsContext } from './context.ts'
import { listPreconditions, meetPrecondition } from './preconditions.ts'
import { personOf } from './person-of.ts'

const readers = { roles: ['administrator', 'archivist', 'records-manager', 'head', 'commission-member'] } as const
const appointing = { roles: ['administrator', 'records-manager', 'head'] } as const

/** Commissions, and what must be done before acts may be approved. */
export function commissionRoutes(api: Api, context: ActsContext): void {
  api.route({ method: 'get', path: '/commissions', summary: 'Expert commissions and who sits in them', access: readers, answer: commissionList }, async () => ({
    commissions: await listCommissions(context.records.db),
  }))
  api.route({ method: 'post', path: '/commissions', summary: 'Appoint a commission', access: appointing, body: newCommission, answer: commissionList, status: 201, problems: ['not-found'] }, async ({ principal, body }) => ({
    commissions: await addCommission(context, body, personOf(principal)),
  }))
  api.route({ method: 'patch', path: '/commissions/{id}', summary: 'Change quorum or members from today on', access: appointing, params: z.object({ id }), body: updateCommission, answer: commissionList, problems: ['not-found'] }, async ({ principal, params, body }) => ({
    commissions: await changeCommission(context, params.id, body, personOf(principal)),
  }))
  api.route({ method: 'get', path: '/preconditions', summary: 'Conditions of the schedules that are met, by fonds and year', access: readers, answer: preconditionList }, () => listPreconditions(context))
  api.route({ method: 'post', path: '/preconditions', summary: 'Record that a condition is met for some years, with its paper', access: { roles: ['records-manager', 'head'] }, body: newMetPrecondition, answer: preconditionList, status: 201, problems: ['not-found'] }, async ({ principal, body }) => {
    await context.records.db.transaction((tx) => meetPrecondition(tx, body, personOf(principal), context.clock.now()))
    return listPreconditions(context)
  })
}
