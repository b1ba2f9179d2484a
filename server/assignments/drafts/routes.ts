import { z } from 'zod'
import { civilDate, id, language } from '#contract/common.ts'
import { approveDraft as approveForm, askVisas as askForm, cardRoute, draftList, draftQuery, draftTemplate, draftTemplates, draftView, giveVisa as giveForm, newDraft, registerDraft as registerForm, saveVersion, sendDraft as sendForm, waitingQuery, waitingTimes, withdrawDraft as withdrawForm } from '#contract/drafts.ts'
import { dataCode } from '#contract/registers.ts'
import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { notePrint } from '#platform/pdf/note-print.ts'
import type { PaperDone } from '#platform/pdf/paper.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { filterToday } from '#server/registry/cards/filter-today.ts'
import { annexRoutes } from './annex-routes.ts'
import { approveDraft, withdrawDraft } from './approve-draft.ts'
import { askVisas } from './ask-visas.ts'
import { beginDraft } from './begin-draft.ts'
import { routeOfCard } from './card-route.ts'
import { actingAs, type DraftsContext } from './context.ts'
import { giveVisa } from './give-visa.ts'
import { listDrafts } from './list-drafts.ts'
import { seeDraft } from './lock-draft.ts'
import { printDispatch } from './print-dispatch.ts'
import { registerDraft } from './register-draft.ts'
import { remindVisas } from './remind-visas.ts'
import { refuseUnlessSender } from './may-send.ts'
import { saveDraftVersion } from './save-version.ts'
import { sendDraft } from './send-draft.ts'
import { listDraftTemplates, retireDraftTemplate, saveDraftTemplate } from './templates.ts'
import { viewDraft } from './view-draft.ts'
import { waitingTimesOf } from './waiting-times.ts'

const one = z.object({ id })
const keepers = { roles: ['administrator', 'records-manager', 'clerk'] } as const
const watchers = { roles: ['administrator', 'head', 'controller', 'records-manager'] } as const
/** How far back waiting times look unless it is said. */
const lookBackDays = 30

/** Drafts: templates, versions, visas, approval, registration, sending, and how long each person keeps what is asked. */
export function draftRoutes(api: Api, context: DraftsContext): void {
  const { db } = context
  const today = () => dayIn(context.timeZone, context.clock.now())
  const view = (principal: Principal, draft: string) => viewDraft(context, principal, draft)
  const stateful = ['not-found', 'not-in-this-state', 'forbidden'] as const
  api.route({ method: 'get', path: '/draft-templates', summary: 'Templates of drafts by kind and language', access: 'any-user', answer: draftTemplates }, async () => ({ templates: await listDraftTemplates(db) }))
  api.route({ method: 'put', path: '/draft-templates', summary: 'Save a template', access: keepers, body: draftTemplate, answer: draftTemplates, problems: ['not-found'] }, async ({ principal, body }) => {
    await saveDraftTemplate(context, body, actorOf(principal))
    return { templates: await listDraftTemplates(db) }
  })
  api.route({ method: 'delete', path: '/draft-templates/{code}/{language}', summary: 'Begin no further draft with a template', access: keepers, params: z.object({ code: dataCode, language }) }, ({ principal, params }) => retireDraftTemplate(context, params, actorOf(principal)))
  api.route({ method: 'get', path: '/drafts', summary: 'Drafts: mine, visas and approvals wanted of me, to be sent, of a document', access: 'any-user', query: draftQuery, answer: draftList }, async ({ principal, query }) =>
    listDrafts(context, query, query.list === 'card' ? { ...actingAs(principal), filter: await filterToday(context, principal) } : actingAs(principal)),
  )
  api.route({ method: 'post', path: '/drafts', summary: 'Begin a draft for a document', access: 'any-user', body: newDraft, answer: draftView, status: 201, problems: stateful }, async ({ principal, body }) => view(principal, await beginDraft(context, body, actingAs(principal))))
  api.route({ method: 'get', path: '/drafts/{id}', summary: 'A draft with its versions and visas', access: 'any-user', params: one, answer: draftView, problems: ['not-found'] }, ({ principal, params }) => view(principal, params.id))
  api.route({ method: 'post', path: '/drafts/{id}/versions', summary: 'Save a version; visas on the one before count no more', access: 'any-user', params: one, body: saveVersion, answer: draftView, problems: stateful }, async ({ principal, params, body }) => {
    await saveDraftVersion(context, params.id, body, actingAs(principal))
    return view(principal, params.id)
  })
  api.route({ method: 'post', path: '/drafts/{id}/ask', summary: 'Send a version round for visas', access: 'any-user', params: one, body: askForm, answer: draftView, problems: stateful }, async ({ principal, params, body }) => {
    await askVisas(context, params.id, body, actingAs(principal))
    return view(principal, params.id)
  })
  api.route({ method: 'post', path: '/drafts/{id}/visa', summary: 'Give a visa on exactly one version', access: 'any-user', params: one, body: giveForm, answer: draftView, problems: stateful }, async ({ principal, params, body }) => {
    await giveVisa(context, params.id, body, actingAs(principal))
    return view(principal, params.id)
  })
  api.route({ method: 'post', path: '/drafts/{id}/remind', summary: 'Remind those on whom a draft waits, once a day', access: 'any-user', params: one, answer: z.object({ people: z.int() }), problems: ['not-found', 'forbidden'] }, async ({ principal, params }) => {
    refuseUnlessSender(principal, await seeDraft(context, db, actingAs(principal), params.id))
    return { people: await remindVisas(context, params.id) }
  })
  api.route({ method: 'post', path: '/drafts/{id}/approve', summary: 'Approve exactly one version; nothing of it can be changed afterwards', access: 'any-user', params: one, body: approveForm, answer: draftView, problems: stateful }, async ({ principal, params, body }) => {
    await approveDraft(context, params.id, body.sha512, actingAs(principal))
    return view(principal, params.id)
  })
  api.route({ method: 'post', path: '/drafts/{id}/withdraw', summary: 'Give a draft up', access: 'any-user', params: one, body: withdrawForm, answer: draftView, problems: stateful }, async ({ principal, params, body }) => {
    await withdrawDraft(context, params.id, body.reason, actingAs(principal))
    return view(principal, params.id)
  })
  annexRoutes(api, context)
  sendingRoutes(api, context, { view, today })
  api.route({ method: 'get', path: '/visas/waiting-times', summary: 'How long each person keeps what is asked', access: watchers, query: waitingQuery, answer: waitingTimes }, ({ query }) => {
    const to = query.to ?? today()
    const last = parseCivilDate(to)
    const from = query.from ?? (last === null ? to : formatCivilDate(addDays(last, -lookBackDays)))
    return waitingTimesOf(db, { from, to, timeZone: context.timeZone, now: context.clock.now() })
  })
  api.route({ method: 'get', path: '/cards/{id}/route', summary: 'Where a document stands on its route', access: 'any-user', params: one, answer: cardRoute, problems: ['not-found'] }, async ({ principal, params }) => routeOfCard(context, { ...actingAs(principal), filter: await filterToday(context, principal) }, params.id))
}

type Parts = { view: (principal: Principal, draft: string) => ReturnType<typeof viewDraft>; today: () => string }

function sendingRoutes(api: Api, context: DraftsContext, { view, today }: Parts): void {
  const stateful = ['not-found', 'not-in-this-state', 'forbidden'] as const
  api.route({ method: 'post', path: '/drafts/{id}/register', summary: 'Register what was approved: its number, once', access: 'any-user', params: one, body: registerForm, answer: draftView, problems: stateful }, async ({ principal, params, body }) => {
    await registerDraft(context, params.id, body, principal)
    return view(principal, params.id)
  })
  api.route({ method: 'post', path: '/drafts/{id}/send', summary: 'Note how the registered document left the house', access: 'any-user', params: one, body: sendForm, answer: draftView, problems: stateful }, async ({ principal, params, body }) => {
    await sendDraft(context, params.id, body, actingAs(principal))
    return view(principal, params.id)
  })
  api.route({ method: 'get', path: '/dispatches/sheet', summary: 'The list of what left the house on a day', access: 'any-user', query: z.object({ on: civilDate.optional(), language: language.default('en') }), binaryAnswer: 'application/pdf' }, async ({ principal, query }) => {
    const sheet = await printDispatch(context, actingAs(principal).filter, query.on ?? today(), query.language)
    await notePrint(context.db, 'form', sheet.pages.length, context.clock.now())
    return paperAnswer(sheet, 'dispatch')
  })
}

function paperAnswer({ bytes }: PaperDone, name: string): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}.pdf"` } })
}
