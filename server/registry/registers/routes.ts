import { z } from 'zod'
import { id } from '#contract/common.ts'
import { registerForm } from '#contract/registers.ts'
import { annulled, annulment, entryList, entryPageQuery, entryQuery, goLive as goLiveForm, importQuery, importReport, modeChange, modeView, registerChange, registerCheck, registerClosing, registerList, registerParams, registerView, templatePreview, templatePreviewed, wentLive, type RegisterView } from '#contract/register-views.ts'
import type { Api } from '#platform/http/api.ts'
import { readBytes } from '#platform/http/read-body.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { Principal } from '#platform/http/access.ts'
import { bookRoutes } from '../book/routes.ts'
import { registrarOf } from '../cards/may-enter.ts'
import { cardFilter } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { periodOf } from '../numbers/period.ts'
import { annulCard, annulEntry } from './annul.ts'
import { blockRoutes } from './block-routes.ts'
import { beginTest, goLive, viewMode } from './change-mode.ts'
import { changeRegister, closeRegister } from './change-register.ts'
import { checkRegister } from './check-register.ts'
import { refuseForeignRegister } from './enterable-units.ts'
import { findRegister } from './find-register.ts'
import { importRegister } from './import/import-register.ts'
import { findEntries, listEntries } from './list-entries.ts'
import { listRegisters } from './list-registers.ts'
import { openRegister } from './open-register.ts'
import { previewTemplate } from './preview-template.ts'
import { registrars } from './registrars.ts'

const administrators = { roles: ['administrator'] } as const
/** An old register of 300,000 lines. */
const importBytes = 64 * 1024 * 1024

/** Registers: open, change, close; their numbers; test mode; old registers. */
export function registersRoutes(api: Api, context: RegistryContext): void {
  const show = async (principal: Principal, code: string): Promise<RegisterView> => {
    const [view] = (await listRegisters(context, principal, code)).registers
    if (view === undefined) throw new Error(`the register ${code} was there a moment ago`)
    return view
  }
  api.route({ method: 'get', path: '/registers', summary: 'Registers with their periods and next numbers', access: 'any-user', answer: registerList }, ({ principal }) => listRegisters(context, principal))
  api.route({ method: 'post', path: '/registers', summary: 'Open a register', access: administrators, body: registerForm, answer: registerView, status: 201, problems: ['already-exists', 'not-found'] }, async ({ principal, body }) => {
    await openRegister(context, body, actorOf(principal))
    return show(principal, body.code)
  })
  api.route({ method: 'post', path: '/registers/preview', summary: 'What a number template prints, or what is wrong with it', access: administrators, body: templatePreview, answer: templatePreviewed }, async ({ body }) => previewTemplate(body, dayIn(context.timeZone, context.clock.now())))
  api.route({ method: 'get', path: '/registers/{code}', summary: 'A register', access: 'any-user', params: registerParams, answer: registerView, problems: ['not-found'] }, async ({ principal, params }) => show(principal, (await findRegister(context.db, params.code)).code))
  api.route({ method: 'patch', path: '/registers/{code}', summary: 'Change a register, for the numbers given out afterwards', access: administrators, params: registerParams, body: registerChange, answer: registerView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await changeRegister(context, params.code, body, actorOf(principal))
    return show(principal, params.code)
  })
  api.route({ method: 'post', path: '/registers/{code}/close', summary: 'Say on which day a register takes its last entry', access: administrators, params: registerParams, body: registerClosing, answer: registerView, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await closeRegister(context, params.code, body.closedOn, actorOf(principal))
    return show(principal, params.code)
  })
  blockRoutes(api, context)
  bookRoutes(api, context)
  numberRoutes(api, context)
  modeRoutes(api, context)
}

function numberRoutes(api: Api, context: RegistryContext): void {
  const { db } = context
  api.route({ method: 'get', path: '/registers/{code}/check', summary: 'Prove that the numbers of a register are gap-free and unique', access: registrarsAndHeads, params: registerParams, answer: registerCheck, problems: ['not-found'] }, async ({ principal, params }) => {
    const register = await findRegister(db, params.code)
    await refuseForeignRegister(db, register, principal)
    return checkRegister(db, register)
  })
  api.route({ method: 'get', path: '/registers/{code}/entries', summary: 'The newest numbers of a register', access: 'any-user', params: registerParams, query: entryPageQuery, answer: entryList, problems: ['not-found'] }, async ({ principal, params, query }) => {
    const register = await findRegister(db, params.code)
    await refuseForeignRegister(db, register, principal)
    const period = query.period ?? periodOf(register.reset, register.constants, dayIn(context.timeZone, context.clock.now())).period
    return { entries: await listEntries(db, register, principal, { ...query, period }) }
  })
  api.route({ method: 'get', path: '/entries', summary: 'Every number written like this one, those of old registers too', access: 'any-user', query: entryQuery, answer: entryList }, async ({ principal, query }) => ({ entries: await findEntries(db, query.number, principal) }))
  api.route({ method: 'post', path: '/entries/{id}/annul', summary: 'Annul a number; it stays and is never given out again', access: registrars, params: z.object({ id }), body: annulment, answer: annulled, problems: ['not-found', 'not-in-this-state'] }, ({ principal, params, body }) => annulEntry(context, params.id, body.reason, registrarOf(principal)))
  api.route({ method: 'post', path: '/cards/{id}/annul', summary: 'Annul a card with its numbers', access: registrars, params: z.object({ id }), body: annulment, answer: annulled, problems: ['not-found', 'not-in-this-state'] }, ({ principal, params, body }) => annulCard(context, cardFilter(principal), params.id, body.reason, registrarOf(principal)))
  api.route(
    { method: 'post', path: '/registers/{code}/import', summary: 'Take over an old register from CSV; without commit=true it only tells what would happen', access: administrators, params: registerParams, query: importQuery, binaryBody: true, answer: importReport, problems: ['not-found', 'body-too-large'] },
    async ({ c, principal, params, query }) => importRegister(context, params.code, { bytes: await readBytes(c.req.raw, importBytes), encoding: query.encoding, commit: query.commit === 'true' }, registrarOf(principal)),
  )
}

const registrarsAndHeads = { roles: ['administrator', 'clerk', 'counter', 'archivist', 'records-manager', 'head', 'controller'] } as const

function modeRoutes(api: Api, context: RegistryContext): void {
  api.route({ method: 'get', path: '/mode', summary: 'Whether the house tries things out', access: 'any-user', answer: modeView }, () => viewMode(context))
  api.route({ method: 'post', path: '/mode', summary: 'Begin test mode', access: administrators, body: modeChange, answer: modeView, problems: ['not-in-this-state'] }, async ({ principal }) => {
    await beginTest(context, registrarOf(principal))
    return viewMode(context)
  })
  api.route({ method: 'post', path: '/mode/go-live', summary: 'End test mode; removes the test registrations', access: administrators, body: goLiveForm, answer: wentLive, problems: ['not-in-this-state'] }, async ({ principal, body }) => ({ removed: await goLive(context, body.testRegistrations, registrarOf(principal)) }))
}
