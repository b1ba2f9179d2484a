import { z } from 'zod'
import { kindForm, kindList, kindsSheetQuery, retireKind as retireForm } from '#contract/kinds.ts'
import { dataCode } from '#contract/registers.ts'
import type { Api } from '#platform/http/api.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { RegistryContext } from '../context.ts'
import { listKinds } from './list-kinds.ts'
import { printKinds } from './print-kinds.ts'
import { retireKind, saveKind } from './save-kind.ts'

const keepers = { roles: ['administrator', 'records-manager'] } as const
const one = z.object({ code: dataCode })

/** Kinds of document with their routes. */
export function kindRoutes(api: Api, context: RegistryContext): void {
  const today = () => dayIn(context.timeZone, context.clock.now())
  const view = async () => ({ kinds: await listKinds(context.db, today()) })
  api.route({ method: 'get', path: '/kinds', summary: 'Kinds of document with their routes, every version', access: 'any-user', answer: kindList }, view)
  api.route({ method: 'post', path: '/kinds', summary: 'Save a kind as a new version; documents registered before keep theirs', access: keepers, body: kindForm, answer: kindList, status: 201, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, body }) => {
    await saveKind(context, body, actorOf(principal))
    return view()
  })
  api.route({ method: 'post', path: '/kinds/{code}/retire', summary: 'Register nothing more under a kind from a day on', access: keepers, params: one, body: retireForm, answer: kindList, problems: ['not-found'] }, async ({ principal, params, body }) => {
    await retireKind(context, params.code, body.on, actorOf(principal))
    return view()
  })
  api.route({ method: 'get', path: '/kinds/sheet', summary: 'All kinds with routes and deadlines on a sheet for sign-off', access: 'any-user', query: kindsSheetQuery, binaryAnswer: 'application/pdf' }, async ({ query }) => {
    const { bytes } = await printKinds(context.db, today(), query.language, context.clock.now())
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="kinds.pdf"' } })
  })
}
