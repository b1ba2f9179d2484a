import { z } from 'zod'
import { id } from '#contract/common.ts'
import { successionForm, successionList, successionPreview, successionQuery } from '#contract/municipality.ts'
import type { Api } from '#platform/http/api.ts'
import { readUnit } from '#server/identity/units/units.ts'
import { byOf } from '../by.ts'
import type { MunicipalityContext } from '../context.ts'
import { listSuccessions, orderSuccession, withdrawSuccession } from './order.ts'
import { previewSuccession } from './preview.ts'

const organisers = { roles: ['administrator'] } as const

/** One unit takes over the work of another. */
export function reorganisationRoutes(api: Api, context: MunicipalityContext): void {
  const all = async () => ({ reorganisations: await listSuccessions(context.db) })
  api.route({ method: 'get', path: '/reorganisations', summary: 'Reorganisations ordered and done', access: organisers, answer: successionList }, all)
  api.route({ method: 'get', path: '/reorganisations/preview', summary: 'What would move from one unit to another, and what would stay', access: organisers, query: successionQuery, answer: successionPreview, problems: ['not-found'] }, async ({ query }) => {
    for (const code of [query.from, query.to]) await readUnit(context.db, code)
    return previewSuccession(context.db, query.from)
  })
  api.route({ method: 'post', path: '/reorganisations', summary: 'Order that a unit takes over the work of another', access: organisers, body: successionForm, answer: successionList, status: 201, problems: ['not-found', 'not-in-this-state', 'bad-request'] }, async ({ principal, body }) => {
    await orderSuccession(context, body, byOf(principal))
    return all()
  })
  api.route({ method: 'post', path: '/reorganisations/{id}/withdraw', summary: 'Take an order back before its day', access: organisers, params: z.object({ id }), answer: successionList, problems: ['not-found'] }, async ({ principal, params }) => {
    await withdrawSuccession(context, params.id, byOf(principal))
    return all()
  })
}
