import { z } from 'zod'
import { acceptItem as acceptForm, intakeItemView, intakeSourcesView, intakeList, intakeQuery, itemAccepted, rejectItem as rejectForm } from '#contract/intake.ts'
import { id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import type { UploadContext } from '../uploads/receive-file.ts'
import { readItemFile } from './read-item-file.ts'
import { inboundRoutes } from './inbound/routes.ts'
import { routingRoutes } from './routing/routes.ts'
import type { SourceTimer } from './source-timer.ts'
import { acceptItem } from './decide-item.ts'
import { rejectItem, type RejectContext } from './reject-item.ts'
import { intakeDesk, listItems, presentItems, seeItem } from './list-items.ts'

const one = z.object({ id })
const oneFile = z.object({ id, upload: id })

/** `sources`: the mail box and the folder from which things come. */
export type IntakeContext = UploadContext & RejectContext & { sources: Pick<SourceTimer, 'look' | 'state'> }

/** The queue of what came and is not registered yet, and how things come into it. */
export function intakeRoutes(api: Api, context: IntakeContext): void {
  const { db } = context
  const show = async (principal: Principal, wanted: string) => {
    const [shown] = await presentItems(context, [await seeItem(db, principal, wanted)])
    if (shown === undefined) throw new Error(`the item ${wanted} was there a moment ago`)
    return shown
  }
  api.route({ method: 'get', path: '/intake', summary: 'What waits to be registered, the longest first', access: intakeDesk, query: intakeQuery, answer: intakeList }, ({ principal, query }) => listItems(context, principal, query))
  api.route({ method: 'get', path: '/intake/sources', summary: 'How the mail box and the folder were found at the last look', access: intakeDesk, answer: intakeSourcesView }, async () => context.sources.state())
  api.route({ method: 'post', path: '/intake/fetch', summary: 'Look into the mail box and the folder now', access: intakeDesk, answer: intakeSourcesView }, async () => {
    await context.sources.look()
    return context.sources.state()
  })
  api.route({ method: 'get', path: '/intake/{id}/files/{upload}', summary: 'A file of what came, to be looked at before it is registered', access: intakeDesk, params: oneFile, binaryAnswer: 'application/octet-stream', problems: ['not-found'] }, async ({ principal, params }) =>
    readItemFile(context, await seeItem(db, principal, params.id), params.upload),
  )
  api.route({ method: 'get', path: '/intake/{id}', summary: 'One thing that came', access: intakeDesk, params: one, answer: intakeItemView, problems: ['not-found'] }, ({ principal, params }) => show(principal, params.id))
  api.route({ method: 'post', path: '/intake/{id}/accept', summary: 'Register it; its day of receipt is that on which it came', access: intakeDesk, params: one, body: acceptForm, answer: itemAccepted, status: 201, problems: ['not-found', 'not-in-this-state'] }, ({ principal, params, body }) =>
    acceptItem(context, params.id, body, principal),
  )
  api.route({ method: 'post', path: '/intake/{id}/reject', summary: 'Reject it, with a reason that the sender reads; by mail where he can be answered', access: intakeDesk, params: one, body: rejectForm, answer: intakeItemView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await rejectItem(context, params.id, body, principal)
    return show(principal, params.id)
  })
  routingRoutes(api, context)
  inboundRoutes(api, context)
}
