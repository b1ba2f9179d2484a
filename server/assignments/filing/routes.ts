import { z } from 'zod'
import { cardView } from '#contract/card-view.ts'
import { id } from '#contract/common.ts'
import { fileCard, filingProposal, reopenCard as reopenForm } from '#contract/drafts.ts'
import type { Api } from '#platform/http/api.ts'
import type { FilePlanContext } from '#server/file-plan/context.ts'
import { presentCard } from '#server/registry/cards/present-card.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { actingAs } from '../drafts/context.ts'
import { fileAway, proposeFiling } from './file-card.ts'
import { reopenCard } from './reopen-card.ts'

const one = z.object({ id })
const filers = { roles: ['administrator', 'clerk', 'archivist', 'records-manager'] } as const
const reopeners = { roles: ['administrator', 'archivist', 'records-manager', 'head'] } as const

/** A finished document goes into a file, and out again with a reason. */
export function filingRoutes(api: Api, registry: RegistryContext, filePlan: FilePlanContext): void {
  api.route({ method: 'get', path: '/cards/{id}/filing', summary: 'What is proposed to who files a document', access: filers, params: one, answer: filingProposal, problems: ['not-found'] }, ({ principal, params }) => proposeFiling(filePlan, params.id, actingAs(principal)))
  api.route({ method: 'post', path: '/cards/{id}/filing', summary: 'File a document with its replies; it cannot be changed afterwards', access: filers, params: one, body: fileCard, answer: cardView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await fileAway(filePlan, params.id, body, actingAs(principal))
    return presentCard(registry, principal, params.id)
  })
  api.route({ method: 'post', path: '/cards/{id}/reopen', summary: 'Take a filed document up again, with a reason', access: reopeners, params: one, body: reopenForm, answer: cardView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await reopenCard(registry, params.id, body.reason, actingAs(principal))
    return presentCard(registry, principal, params.id)
  })
}
