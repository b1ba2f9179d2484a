import { z } from 'zod'
import { id } from '#contract/common.ts'
import { routingAnswer, routingOrder, routingRuleForm, routingRules, routingTrial } from '#contract/routing.ts'
import type { Api } from '#platform/http/api.ts'
import { cardFilter, seeCard } from '../../cards/visible-cards.ts'
import { registrarOf } from '../../cards/may-enter.ts'
import type { RegistryContext } from '../../context.ts'
import { listRules, orderRules, removeRule, saveRule } from './keep-rules.ts'
import { proposeForCard, proposeUnit } from './propose-unit.ts'

const one = z.object({ id })
const keepers = { roles: ['administrator'] } as const

/** Rules that propose the unit for what comes, and what they propose. */
export function routingRoutes(api: Api, context: RegistryContext): void {
  const { db } = context
  const all = async () => ({ rules: await listRules(db) })
  api.route({ method: 'get', path: '/routing', summary: 'Rules that propose the unit, in the order in which they are asked', access: { roles: ['administrator', 'head', 'clerk', 'counter'] }, answer: routingRules }, all)
  api.route({ method: 'post', path: '/routing', summary: 'Add a rule behind the others', access: keepers, body: routingRuleForm, answer: routingRules, status: 201, problems: ['already-exists', 'not-found'] }, async ({ principal, body }) => {
    await saveRule(context, body, registrarOf(principal))
    return all()
  })
  api.route({ method: 'put', path: '/routing/{id}', summary: 'Change a rule', access: keepers, params: one, body: routingRuleForm, answer: routingRules, problems: ['already-exists', 'not-found'] }, async ({ principal, params, body }) => {
    await saveRule(context, body, registrarOf(principal), params.id)
    return all()
  })
  api.route({ method: 'delete', path: '/routing/{id}', summary: 'Take a rule away', access: keepers, params: one, answer: routingRules, problems: ['not-found'] }, async ({ principal, params }) => {
    await removeRule(context, params.id, registrarOf(principal))
    return all()
  })
  api.route({ method: 'post', path: '/routing/order', summary: 'Say in which order the rules are asked', access: keepers, body: routingOrder, answer: routingRules }, async ({ principal, body }) => {
    await orderRules(context, body.rules, registrarOf(principal))
    return all()
  })
  api.route({ method: 'post', path: '/routing/try', summary: 'What the rules would propose', access: { roles: ['administrator', 'head', 'clerk', 'counter'] }, body: routingTrial, answer: routingAnswer }, async ({ body }) => ({ proposal: await proposeUnit(db, body) }))
  api.route({ method: 'get', path: '/cards/{id}/route-proposal', summary: 'The unit that the rules propose for a document nobody has handed on', access: 'any-user', params: one, answer: routingAnswer }, async ({ principal, params }) => ({
    proposal: await proposeForCard(db, await seeCard(db, cardFilter(principal), params.id)),
  }))
}
