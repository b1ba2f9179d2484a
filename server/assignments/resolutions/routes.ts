import { z } from 'zod'
import { cardTasks, pointsForm, resolutionForm, templateForm, templateList } from '#contract/assignments.ts'
import { id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { readReader } from '../reader.ts'
import { addPoints } from './add-points.ts'
import { cardTasksOf } from './card-tasks.ts'
import { resolveCard } from './resolve-card.ts'
import { listTemplates, removeTemplate, saveTemplate } from './templates.ts'

const one = z.object({ id })
const access = 'any-user'

/** Resolutions on cards, points of decisions, words kept ready for resolutions. */
export function resolutionRoutes(api: Api, context: RegistryContext): void {
  const today = () => dayIn(context.timeZone, context.clock.now())
  const reader = (principal: Principal) => readReader(context.db, principal, today())
  const show = async (principal: Principal, card: string) => cardTasksOf(context.db, await reader(principal), card, today())
  const templates = async (principal: Principal) => ({ templates: await listTemplates(context.db, await reader(principal)) })

  api.route({ method: 'get', path: '/cards/{id}/tasks', summary: 'Resolutions and tasks of a document, and its next step', access, params: one, answer: cardTasks }, ({ principal, params }) => show(principal, params.id))
  api.route({ method: 'post', path: '/cards/{id}/resolutions', summary: 'Write a resolution; its tasks follow', access, params: one, body: resolutionForm, answer: cardTasks, status: 201, problems: ['not-in-this-state'] }, async ({ principal, params, body }) => {
    await resolveCard(context, principal, params.id, body)
    return show(principal, params.id)
  })
  api.route({ method: 'post', path: '/cards/{id}/points', summary: 'Put points of a decision on control', access, params: one, body: pointsForm, answer: cardTasks, status: 201, problems: ['not-in-this-state', 'already-exists'] }, async ({ principal, params, body }) => {
    await addPoints(context, principal, params.id, body)
    return show(principal, params.id)
  })
  api.route({ method: 'get', path: '/resolution-templates', summary: 'Words ready for resolutions', access, answer: templateList }, ({ principal }) => templates(principal))
  api.route({ method: 'post', path: '/resolution-templates', summary: 'Keep words ready for resolutions', access, body: templateForm, answer: templateList, status: 201 }, async ({ principal, body }) => {
    await saveTemplate(context, await reader(principal), body)
    return templates(principal)
  })
  api.route({ method: 'delete', path: '/resolution-templates/{id}', summary: 'Take words out again', access, params: one, answer: templateList }, async ({ principal, params }) => {
    await removeTemplate(context, await reader(principal), params.id)
    return templates(principal)
  })
}
