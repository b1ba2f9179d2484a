import { z } from 'zod'
import { id } from '#contract/common.ts'
import { absenceList, newAbsence, staffList, unitForm, unitList } from '#contract/units.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { actorOf } from '../permissions.ts'
import { endAbsence, listAbsences, noteAbsence } from './absences.ts'
import type { UnitsContext } from './context.ts'
import { listStaff } from './staff.ts'
import { listUnits, saveUnit } from './units.ts'

/** Roles that note absences of others and see everybody's. */
const noteForOthers = ['administrator', 'head', 'controller']

/** Units, people with their deputies, absences. */
export function unitRoutes(api: Api, context: UnitsContext): void {
  const everyUnit = async () => ({ units: await listUnits(context.db) })
  api.route({ method: 'get', path: '/units', summary: 'Bodies, units and intake points', access: 'any-user', answer: unitList }, everyUnit)
  api.route({ method: 'put', path: '/units', summary: 'Open a unit, or change one', access: { roles: ['administrator'] }, body: unitForm, answer: unitList, problems: ['not-found', 'bad-request'] }, async ({ principal, body }) => {
    await saveUnit(context, body, actorOf(principal))
    return everyUnit()
  })
  api.route({ method: 'get', path: '/staff', summary: 'People who work here, with who stands in for them today', access: 'any-user', answer: staffList }, async () => ({ people: await listStaff(context) }))

  const absencesFor = async (principal: Principal) => ({ absences: await listAbsences(context, whoseAbsences(principal)) })
  api.route({ method: 'get', path: '/absences', summary: 'Absences: everybody’s for those who note them, else one’s own', access: 'any-user', answer: absenceList }, ({ principal }) => absencesFor(principal))
  api.route({ method: 'post', path: '/absences', summary: 'Note an absence with a deputy', access: 'any-user', body: newAbsence, answer: absenceList, status: 201, problems: ['not-found', 'not-in-this-state', 'forbidden'] }, async ({ principal, body }) => {
    const whose = whoseAbsences(principal)
    if (whose !== null && body.person !== whose) throw new OpisError('forbidden', 'You note your own absences. Ask the head for those of others.')
    await noteAbsence(context, body, { name: principal.kind === 'user' ? principal.name : '', actor: actorOf(principal) })
    return absencesFor(principal)
  })
  api.route({ method: 'post', path: '/absences/{id}/end', summary: 'Somebody is back', access: 'any-user', params: z.object({ id }), answer: absenceList, problems: ['not-found'] }, async ({ principal, params }) => {
    await endAbsence(context, params.id, { actor: actorOf(principal), may: whoseAbsences(principal) })
    return absencesFor(principal)
  })
}

/** Whose absences somebody sees and notes; null: everybody's. */
function whoseAbsences(principal: Principal): string | null {
  if (principal.kind !== 'user') return ''
  return principal.roles.some((role) => noteForOthers.includes(role)) ? null : principal.name
}
