import { z } from 'zod'
import { id, language } from '#contract/common.ts'
import { handOver, transmittalQuery, transmittalView, unitTransmittals } from '#contract/municipality.ts'
import { unitCode } from '#contract/units.ts'
import { inLanguage } from '#kernel/language.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { notePrint } from '#platform/pdf/note-print.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { worksOnScreen } from '#server/identity/units/electronic.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { readUnit } from '#server/identity/units/units.ts'
import { cardFilter } from '#server/registry/cards/visible-cards.ts'
import { byOf } from '../by.ts'
import type { MunicipalityContext } from '../context.ts'
import { makeTransmittal, markHandedOver } from './make-transmittal.ts'
import { printTransmittal } from './print-transmittal.ts'
import { listsOf, readTransmittal, waitingFor } from './view-transmittals.ts'

const senders = { roles: ['administrator', 'clerk', 'counter', 'controller', 'head'] } as const
const ofUnit = z.object({ code: unitCode })
const one = z.object({ id })

/** Papers for units that do not work on the screen yet. */
export function transmittalRoutes(api: Api, context: MunicipalityContext): void {
  const { db } = context
  const today = () => dayIn(context.timeZone, context.clock.now())
  const viewOf = async (principal: Principal, code: string, day: string) => {
    const to = await readUnit(db, code)
    const onScreen = worksOnScreen(to, day)
    const filter = cardFilter(principal)
    return { unit: code, day, onScreen, waiting: onScreen ? [] : await waitingFor(db, code, day, filter), lists: await listsOf(db, code, day, filter) }
  }
  api.route({ method: 'get', path: '/units/{code}/transmittal', summary: 'Papers that go to a unit with a list, today or on a day', access: senders, params: ofUnit, query: transmittalQuery, answer: unitTransmittals, problems: ['not-found'] }, ({ principal, params, query }) => viewOf(principal, params.code, query.day ?? today()))
  api.route({ method: 'post', path: '/units/{code}/transmittals', summary: 'Put what waits for a unit on a transmittal list', access: senders, params: ofUnit, answer: transmittalView, status: 201, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params }) =>
    readTransmittal(db, await makeTransmittal(context, params.code, cardFilter(principal), byOf(principal)), cardFilter(principal)),
  )
  api.route({ method: 'post', path: '/transmittals/{id}/handed-over', summary: 'Somebody signed for the papers of a list', access: senders, params: one, body: handOver, answer: transmittalView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await markHandedOver(context, params.id, { receivedBy: body.receivedBy, on: body.on }, cardFilter(principal), byOf(principal))
    return readTransmittal(db, params.id, cardFilter(principal))
  })
  api.route({ method: 'get', path: '/transmittals/{id}/list.pdf', summary: 'The transmittal list as PDF/A', access: senders, params: one, query: z.object({ language: language.default('en') }), binaryAnswer: 'application/pdf', problems: ['not-found'] }, async ({ principal, params, query }) => {
    const list = await readTransmittal(db, params.id, cardFilter(principal))
    const to = await readUnit(db, list.unit)
    const unitName = inLanguage(to.name, query.language) || to.code
    const { bytes, pages } = await printTransmittal({ list, unitName, archiveName: context.archiveName, language: query.language, test: await isTestMode(db), now: context.clock.now() })
    await notePrint(db, 'transmittal', pages.length, context.clock.now())
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="transmittal-${list.number}.pdf"` } })
  })
}
