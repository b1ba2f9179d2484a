import { z } from 'zod'
import { id } from '#contract/common.ts'
import { correspondentForm, correspondentList, correspondentMade, correspondentQuery, correspondentView, mergeCorrespondent, newCorrespondent } from '#contract/correspondents.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { registrars } from '../cards/may-change.ts'
import { cardFilter } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { addCorrespondent } from './add-correspondent.ts'
import { changeCorrespondent } from './change-correspondent.ts'
import { findCorrespondents } from './find-correspondents.ts'
import { mergeCorrespondents } from './merge-correspondents.ts'
import { seeCorrespondent } from './see-correspondent.ts'

/** Who may look up the people who write to the house; others see the correspondent of a card that they see. */
const lookUp = { roles: ['administrator', 'archivist', 'clerk', 'controller', 'counter', 'head', 'records-manager'] } as const
const one = z.object({ id })

/** Correspondents: find while typing, add without doubles, change, merge. */
export function correspondentRoutes(api: Api, context: RegistryContext): void {
  const show = (principal: Principal, of: string) => seeCorrespondent(context.db, cardFilter(principal), of, dayIn(context.timeZone, context.clock.now()))
  api.route({ method: 'get', path: '/correspondents', summary: 'Correspondents by letters of their name in any script, or by code', access: lookUp, query: correspondentQuery, answer: correspondentList }, async ({ query }) => ({ correspondents: await findCorrespondents(context.db, query.q, query.limit) }))
  api.route({ method: 'post', path: '/correspondents', summary: 'Add a correspondent, unless it may be there already', access: registrars, body: newCorrespondent, answer: correspondentMade, problems: ['already-exists'] }, ({ principal, body }) => addCorrespondent(context, body, actorOf(principal)))
  api.route({ method: 'get', path: '/correspondents/{id}', summary: 'A correspondent', access: lookUp, params: one, answer: correspondentView }, ({ principal, params }) => show(principal, params.id))
  api.route({ method: 'put', path: '/correspondents/{id}', summary: 'Change what is known of a correspondent', access: registrars, params: one, body: correspondentForm, answer: correspondentView, problems: ['already-exists', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await changeCorrespondent(context, params.id, body, actorOf(principal))
    return show(principal, params.id)
  })
  api.route({ method: 'post', path: '/correspondents/{id}/merge', summary: 'Let another correspondent go into this one', access: registrars, params: one, body: mergeCorrespondent, answer: correspondentView, problems: ['already-exists', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await mergeCorrespondents(context, params.id, body.from, actorOf(principal))
    return show(principal, params.id)
  })
}
