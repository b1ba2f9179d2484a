import { z } from 'zod'
import { dataCode } from '#contract/registers.ts'
import { retireService as retireForm, serviceChoices as choices, serviceDetail, serviceForm, serviceList, serviceQuery } from '#contract/services.ts'
import type { Api } from '#platform/http/api.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { registrarOf } from '../cards/may-enter.ts'
import type { RegistryContext } from '../context.ts'
import { listServices } from './list-services.ts'
import { noSuchService, presentVersion, versionsOf } from './read-service.ts'
import { retireService, saveService } from './save-service.ts'
import { serviceChoices } from './service-choices.ts'
import { figuresOf } from './service-figures.ts'

const keepers = { roles: ['administrator', 'head'] } as const
const one = z.object({ code: dataCode })

/** Catalogue of the services of the one window. */
export function serviceRoutes(api: Api, context: RegistryContext): void {
  const { db } = context
  const today = () => dayIn(context.timeZone, context.clock.now())
  const show = async (code: string) => {
    const versions = await versionsOf(db, code)
    if (versions.length === 0) throw noSuchService(code)
    return { code, versions: versions.map((row, at) => presentVersion(row, versions[at + 1])), figures: await figuresOf(db, code) }
  }
  api.route({ method: 'get', path: '/services', summary: 'Services of the one window, by words of their names', access: 'any-user', query: serviceQuery, answer: serviceList }, async ({ query }) => ({
    services: await listServices(db, { q: query.q, all: query.all === 'true' }, today()),
  }))
  api.route({ method: 'post', path: '/services', summary: 'Save a service as a new version from a day on', access: keepers, body: serviceForm, answer: serviceDetail, status: 201, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, body }) => {
    await saveService(context, body, registrarOf(principal))
    return show(body.code)
  })
  api.route({ method: 'get', path: '/services/choices', summary: 'What the form of a service may choose from', access: keepers, answer: choices }, () => serviceChoices(db))
  api.route({ method: 'get', path: '/services/{code}', summary: 'A service with its versions and how each worked', access: 'any-user', params: one, answer: serviceDetail }, ({ params }) => show(params.code))
  api.route({ method: 'post', path: '/services/{code}/retire', summary: 'Take a service out of use from a day on; cases that run go on', access: keepers, params: one, body: retireForm, answer: serviceDetail, problems: ['not-found'] }, async ({ principal, params, body }) => {
    await retireService(context, params.code, body.on, registrarOf(principal))
    return show(params.code)
  })
}
