import { z } from 'zod'
import { id } from '#contract/common.ts'
import { linkUpload, newUpload, uploadPiece, uploadView } from '#contract/counter.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { bodyStream } from '#platform/http/read-body.ts'
import { seeCase } from '../counter/see-case.ts'
import { assignUploads, beginUpload, dropUpload, findUpload, presentUpload, receivePiece, type UploadContext } from './receive-file.ts'

const one = z.object({ id })
const ownerOf = (principal: Principal): string => (principal.kind === 'user' ? principal.name : '')

/** Files that come in pieces over a slow line: announce, send pieces, ask how far it is, go on, say for which case it is. */
export function uploadRoutes(api: Api, context: UploadContext): void {
  const mine = (principal: Principal, wanted: string) => findUpload(context, wanted, ownerOf(principal))
  api.route({ method: 'post', path: '/uploads', summary: 'Announce a file; the same bytes again are the same upload', access: 'any-user', body: newUpload, answer: uploadView, status: 201, problems: ['too-many-requests'] }, ({ principal, body }) =>
    beginUpload(context, body, ownerOf(principal)),
  )
  api.route({ method: 'get', path: '/uploads/{id}', summary: 'How many bytes of a file have arrived', access: 'any-user', params: one, answer: uploadView, problems: ['not-found'] }, async ({ principal, params }) => presentUpload(context, await mine(principal, params.id)))
  api.route(
    { method: 'patch', path: '/uploads/{id}', summary: 'The next piece of a file, from where it stopped', access: 'any-user', params: one, query: uploadPiece, binaryBody: true, answer: uploadView, problems: ['not-found', 'not-in-this-state', 'checksum-mismatch', 'upload-cut-off', 'body-too-large', 'storage-full'] },
    ({ c, principal, params, query }) => receivePiece(context, params.id, ownerOf(principal), query.offset, (limit) => bodyStream(c.req.raw, limit)),
  )
  api.route({ method: 'delete', path: '/uploads/{id}', summary: 'Take back a file that belongs to no case yet', access: 'any-user', params: one, problems: ['not-found'] }, ({ principal, params }) => dropUpload(context, params.id, ownerOf(principal)))
  api.route({ method: 'post', path: '/uploads/{id}/link', summary: 'Say for which case a file is: a paper, or the slip with the signature', access: 'any-user', params: one, body: linkUpload, answer: uploadView, problems: ['not-found'] }, async ({ principal, params, body }) => {
    const { card, role, paper } = body
    await seeCase(context.db, principal, card)
    await context.db.transaction((tx) => assignUploads(context, tx, ownerOf(principal), [{ upload: params.id, paper }], { card, role }))
    context.outbox.wake()
    return presentUpload(context, await mine(principal, params.id))
  })
}
