import { z } from 'zod'
import { id } from '#contract/common.ts'
import { inboundApplication, inboundClientForm, inboundClientMade, inboundClients, inboundFileQuery, inboundList, inboundOne, inboundQuery, inboundStatus } from '#contract/inbound.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Api } from '#platform/http/api.ts'
import { bodyStream } from '#platform/http/read-body.ts'
import { requestKey } from '../../cards/register-once.ts'
import { registrarOf } from '../../cards/may-enter.ts'
import type { UploadContext } from '../../uploads/receive-file.ts'
import { addFile, inboundFileBytesMax } from './add-file.ts'
import { createAdmission } from './admit-client.ts'
import { createApplication } from './create-application.ts'
import { inboundDocument } from './document.ts'
import { addClient, changeClient, listClients, revokeClient } from './keep-clients.ts'
import { listApplications, presentApplications, seeApplication } from './read-status.ts'

const one = z.object({ id })
const administrators = { roles: ['administrator'] } as const

/** The door for other programs: applications in, their state out. A program shows its key; no person signs in here. */
export function inboundRoutes(api: Api, context: UploadContext): void {
  const admit = createAdmission(context)
  const refusals = ['unauthenticated', 'forbidden', 'not-found'] as const
  api.route({ method: 'get', path: '/inbound/openapi.json', summary: 'OpenAPI 3.1 document of this interface', access: 'public', answer: z.record(z.string(), z.unknown()) }, async () => inboundDocument(api.routes))
  api.route({ method: 'post', path: '/inbound/applications', summary: 'Submit an application; the same Idempotency-Key with the same body gets the same answer', access: 'public', body: inboundApplication, answer: inboundStatus, status: 201, problems: [...refusals, 'already-exists', 'storage-full'] }, async ({ c, body }) => {
    const client = await admit(c.req.header('authorization'), 'applications:create')
    const key = requestKey(c.req.header('idempotency-key'))
    if (key === null) throw new OpisError('bad-request', 'Send a header Idempotency-Key, new for each application.')
    return createApplication(context, client, body, key)
  })
  api.route({ method: 'get', path: '/inbound/applications', summary: 'Applications of the program in the order of their last change', access: 'public', query: inboundQuery, answer: inboundList, problems: ['unauthenticated', 'forbidden'] }, async ({ c, query }) =>
    listApplications(context.db, (await admit(c.req.header('authorization'), 'applications:read')).id, query),
  )
  api.route({ method: 'get', path: '/inbound/applications/{id}', summary: 'How an application stands', access: 'public', params: inboundOne, answer: inboundStatus, problems: refusals }, async ({ c, params }) => {
    const client = await admit(c.req.header('authorization'), 'applications:read')
    const [shown] = await presentApplications(context.db, [await seeApplication(context.db, client.id, params.id)])
    if (shown === undefined) throw new Error('an application was there a moment ago')
    return shown
  })
  api.route(
    { method: 'post', path: '/inbound/applications/{id}/files', summary: 'Add a file; the same bytes again are the same file', access: 'public', params: inboundOne, query: inboundFileQuery, binaryBody: true, answer: inboundStatus, status: 201, problems: [...refusals, 'not-in-this-state', 'storage-full'] },
    async ({ c, params, query }) => addFile(context, await admit(c.req.header('authorization'), 'applications:create'), params.id, query, bodyStream(c.req.raw, inboundFileBytesMax)),
  )
  clientRoutes(api, context)
}

function clientRoutes(api: Api, context: UploadContext): void {
  const all = async () => ({ clients: await listClients(context.db) })
  api.route({ method: 'get', path: '/inbound-clients', summary: 'Programs that submit applications', access: administrators, answer: inboundClients }, all)
  api.route({ method: 'post', path: '/inbound-clients', summary: 'Let a program in; its key is shown once', access: administrators, body: inboundClientForm, answer: inboundClientMade, status: 201, problems: ['already-exists', 'not-found'] }, ({ principal, body }) => addClient(context, body, registrarOf(principal)))
  api.route({ method: 'put', path: '/inbound-clients/{id}', summary: 'Change what a program may do', access: administrators, params: one, body: inboundClientForm, answer: inboundClients, problems: ['already-exists', 'not-found'] }, async ({ principal, params, body }) => {
    await changeClient(context, params.id, body, registrarOf(principal))
    return all()
  })
  api.route({ method: 'post', path: '/inbound-clients/{id}/revoke', summary: 'Take the key of a program back at once', access: administrators, params: one, answer: inboundClients, problems: ['not-found'] }, async ({ principal, params }) => {
    await revokeClient(context, params.id, registrarOf(principal))
    return all()
  })
}
