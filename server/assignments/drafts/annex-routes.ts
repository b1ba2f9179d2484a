import { z } from 'zod'
import { addAnnexes as addForm, draftView, overruleVisa as overruleForm } from '#contract/drafts.ts'
import { id } from '#contract/common.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { addAnnexes, readAnnexFile, removeAnnex } from './change-annexes.ts'
import { actingAs, type DraftsContext } from './context.ts'
import { overruleVisa } from './overrule-visa.ts'
import { viewDraft } from './view-draft.ts'

const one = z.object({ id })
const annexOf = z.object({ id, annex: id })
const stateful = ['not-found', 'not-in-this-state', 'forbidden'] as const
const refusedFiles = ['unknown-format', 'body-too-large', 'encrypted-file', 'bad-image', 'too-many-pages', 'image-too-large'] as const

/** Annexes of drafts, and the word of the approver against a visa that does not agree. */
export function annexRoutes(api: Api, context: DraftsContext): void {
  const view = (principal: Principal, draft: string) => viewDraft(context, principal, draft)
  api.route({ method: 'post', path: '/drafts/{id}/annexes', summary: 'Add PDF files as annexes; visas on the version before count no more', access: 'any-user', params: one, body: addForm, answer: draftView, problems: [...stateful, ...refusedFiles] }, async ({ principal, params, body }) => {
    await addAnnexes(context, params.id, body, actingAs(principal))
    return view(principal, params.id)
  })
  api.route({ method: 'get', path: '/drafts/{id}/annexes/{annex}', summary: 'An annex, until the archive has it', access: 'any-user', params: annexOf, binaryAnswer: 'application/pdf', problems: ['not-found'] }, ({ principal, params }) => readAnnexFile(context, params.id, params.annex, actingAs(principal)))
  api.route({ method: 'delete', path: '/drafts/{id}/annexes/{annex}', summary: 'Take an annex out; visas on the version before count no more', access: 'any-user', params: annexOf, query: z.object({ seen: z.coerce.number().int().min(1) }), answer: draftView, problems: stateful }, async ({ principal, params, query }) => {
    await removeAnnex(context, params.id, { annex: params.annex, seen: query.seen }, actingAs(principal))
    return view(principal, params.id)
  })
  api.route({ method: 'post', path: '/drafts/{id}/overrule', summary: 'Pass over a visa that does not agree, with a reason', access: 'any-user', params: one, body: overruleForm, answer: draftView, problems: stateful }, async ({ principal, params, body }) => {
    await overruleVisa(context, params.id, body, actingAs(principal))
    return view(principal, params.id)
  })
}
