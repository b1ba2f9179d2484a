import { z } from 'zod'
import { acceptItem as acceptForm, intakeItemView, intakeList, intakeQuery, itemAccepted, rejectItem as rejectForm } from '#contract/intake.ts'
import { id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import type { RegistryContext } from '../context.ts'
import { acceptItem, rejectItem } from './decide-item.ts'
import { intakeDesk, listItems, presentItems, seeItem } from './list-items.ts'

const one = z.object({ id })

/** The queue of what came and is not registered yet. */
export function intakeRoutes(api: Api, context: RegistryContext): void {
  const { db } = context
  const show = async (principal: Principal, wanted: string) => {
    const [shown] = await presentItems(db, [await seeItem(db, principal, wanted)])
    if (shown === undefined) throw new Error(`the item ${wanted} was there a moment ago`)
    return shown
  }
  api.route({ method: 'get', path: '/intake', summary: 'What waits to be registered, the longest first', access: intakeDesk, query: intakeQuery, answer: intakeList }, ({ principal, query }) => listItems(db, principal, query))
  api.route({ method: 'get', path: '/intake/{id}', summary: 'One thing that came', access: intakeDesk, params: one, answer: intakeItemView, problems: ['not-found'] }, ({ principal, params }) => show(principal, params.id))
  api.route({ method: 'post', path: '/intake/{id}/accept', summary: 'Register it; its day of receipt is that on which it came', access: intakeDesk, params: one, body: acceptForm, answer: itemAccepted, status: 201, problems: ['not-found', 'not-in-this-state'] }, ({ principal, params, body }) =>
    acceptItem(context, params.id, body, principal),
  )
  api.route({ method: 'post', path: '/intake/{id}/reject', summary: 'Reject it, with a reason that the sender reads', access: intakeDesk, params: one, body: rejectForm, answer: intakeItemView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await rejectItem(context, params.id, body.reason, principal)
    return show(principal, params.id)
  })
}
