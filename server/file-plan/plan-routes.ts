import { bodyEdit, classEdit, classTree, fondsEdit } from '#contract/file-plan.ts'
import type { Api } from '#platform/http/api.ts'
import { actorOf, recordFilter } from '#server/identity/permissions.ts'
import type { FilePlanContext } from './context.ts'
import { editClass, editFonds, nameBody } from './edit-plan.ts'
import { keepers } from './see-subject.ts'
import { viewPlan } from './view-plan.ts'

/** Body, fonds and classes. */
export function planRoutes(api: Api, context: FilePlanContext): void {
  api.route({ method: 'get', path: '/fonds', summary: 'Body, fonds and classes', access: 'any-user', answer: classTree }, ({ principal }) => viewPlan(context.db, recordFilter(principal)))
  api.route({ method: 'put', path: '/fonds', summary: 'Add or edit a fonds', access: keepers, body: fondsEdit, answer: classTree, problems: ['not-found', 'bad-request'] }, async ({ principal, body }) => {
    await editFonds(context, body, actorOf(principal))
    return viewPlan(context.db, recordFilter(principal))
  })
  api.route({ method: 'put', path: '/classes', summary: 'Add or edit a class', access: keepers, body: classEdit, answer: classTree, problems: ['not-found', 'bad-request'] }, async ({ principal, body }) => {
    await editClass(context, body, actorOf(principal))
    return viewPlan(context.db, recordFilter(principal))
  })
  api.route({ method: 'put', path: '/body', summary: 'Name the body that keeps this archive', access: keepers, body: bodyEdit, answer: classTree }, async ({ principal, body }) => {
    await nameBody(context, body.name, actorOf(principal))
    return viewPlan(context.db, recordFilter(principal))
  })
}
