import { z } from 'zod'
import { id } from '#contract/common.ts'
import { dataCode } from '#contract/registers.ts'
import { calendarCsv, calendarDays, calendarForm, calendarList, calendarYear, cardTerm, completeForm, copyYear as copyForm, extendForm, forwardForm, papersForm, ruleForm, ruleList, uncertainList, urgentForm, yearQuery } from '#contract/terms.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import { filterToday } from '../cards/filter-today.ts'
import { cardFilter } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { askPapers, completePapers, setUrgency } from './await-papers.ts'
import { readCalendarCsv } from './calendar-csv.ts'
import { copyYear, listCalendars, readYear, saveCalendar, setDays } from './calendars.ts'
import { actingOf } from './card-on-clock.ts'
import { extendDeadline } from './extend-deadline.ts'
import { forwardCard } from './forward-card.ts'
import { listRules, listUncertain, readCardTerm } from './read-card-term.ts'
import { saveRule } from './save-rule.ts'

/** Who keeps rules and calendars, and who moves deadlines of documents. */
const keepers = { roles: ['administrator'] } as const
const movers = { roles: ['administrator', 'clerk', 'controller', 'head'] } as const
const one = z.object({ id })
const calendar = z.object({ code: dataCode })

/** Deadlines: rules of the law, calendars of working days, and what is done with the deadline of a document. */
export function termRoutes(api: Api, context: RegistryContext): void {
  const today = (principal: Principal) => actingOf(context, principal).today
  api.route({ method: 'get', path: '/terms/rules', summary: 'Rules of the law with basis and source, every version', access: 'any-user', answer: ruleList }, async ({ principal }) => ({ rules: await listRules(context.db, today(principal)) }))
  api.route({ method: 'put', path: '/terms/rules', summary: 'Save a rule from a day on', access: keepers, body: ruleForm, answer: ruleList }, async ({ principal, body }) => {
    await saveRule(context, body, actingOf(context, principal))
    return { rules: (await listRules(context.db, today(principal))).filter(({ rule }) => rule.id === body.rule.id) }
  })
  api.route({ method: 'get', path: '/terms/uncertain', summary: 'Documents whose deadline rests on days that nobody entered yet', access: 'any-user', query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }), answer: uncertainList }, ({ principal, query }) =>
    listUncertain(context.db, cardFilter(principal), query.limit),
  )
  calendarRoutes(api, context)
  cardTermRoutes(api, context)
}

function calendarRoutes(api: Api, context: RegistryContext): void {
  api.route({ method: 'get', path: '/calendars', summary: 'Calendars of working days', access: 'any-user', answer: calendarList }, async () => ({ calendars: await listCalendars(context.db) }))
  api.route({ method: 'get', path: '/calendars/{code}', summary: 'A year of a calendar', access: 'any-user', params: calendar, query: yearQuery, answer: calendarYear }, ({ params, query }) => readYear(context.db, params.code, query.year))
  api.route({ method: 'put', path: '/calendars/{code}', summary: 'Make a calendar, or change its frame', access: keepers, params: calendar, body: calendarForm }, ({ principal, params, body }) => saveCalendar(context, params.code, body, actingOf(context, principal)))
  api.route({ method: 'put', path: '/calendars/{code}/days', summary: 'Set days off and working days', access: keepers, params: calendar, body: calendarDays }, ({ principal, params, body }) => setDays(context, params.code, body.days, actingOf(context, principal)))
  api.route({ method: 'post', path: '/calendars/{code}/copy', summary: 'Copy the days of a year into another', access: keepers, params: calendar, body: copyForm, answer: z.object({ days: z.int() }) }, async ({ principal, params, body }) => ({ days: await copyYear(context, params.code, body.from, body.to, actingOf(context, principal)) }))
  api.route({ method: 'post', path: '/calendars/{code}/import', summary: 'Set days from lines of CSV', access: keepers, params: calendar, body: calendarCsv, answer: z.object({ days: z.int() }) }, async ({ principal, params, body }) => {
    const days = readCalendarCsv(body.csv)
    await setDays(context, params.code, days, actingOf(context, principal))
    return { days: days.length }
  })
}

function cardTermRoutes(api: Api, context: RegistryContext): void {
  const show = (principal: Principal, card: string) => readCardTerm(context.db, cardFilter(principal), card, actingOf(context, principal).today)
  const moving = { access: movers, params: one, answer: cardTerm, problems: ['not-in-this-state', 'not-found'] } as const
  api.route({ method: 'get', path: '/cards/{id}/term', summary: 'How the deadline of a document stands', access: 'any-user', params: one, answer: cardTerm }, async ({ principal, params }) =>
    readCardTerm(context.db, await filterToday(context, principal), params.id, actingOf(context, principal).today),
  )
  api.route({ ...moving, method: 'post', path: '/cards/{id}/extend', summary: 'Extend the deadline as the rule allows; the reason is for the citizen', body: extendForm }, async ({ principal, params, body }) => {
    await extendDeadline(context, params.id, body, principal)
    return show(principal, params.id)
  })
  api.route({ ...moving, method: 'post', path: '/cards/{id}/forward', summary: 'Sent on to the competent authority', body: forwardForm }, async ({ principal, params, body }) => {
    await forwardCard(context, params.id, body, principal)
    return show(principal, params.id)
  })
  api.route({ ...moving, method: 'post', path: '/cards/{id}/ask-papers', summary: 'Papers are asked of the citizen', body: papersForm }, async ({ principal, params, body }) => {
    await askPapers(context, params.id, body, principal)
    return show(principal, params.id)
  })
  api.route({ ...moving, method: 'post', path: '/cards/{id}/complete', summary: 'The papers are there; the term begins anew where the rule says so', body: completeForm }, async ({ principal, params, body }) => {
    await completePapers(context, params.id, body, principal)
    return show(principal, params.id)
  })
  api.route({ ...moving, method: 'post', path: '/cards/{id}/urgency', summary: 'Counted by the shorter term, or by the ordinary one again', body: urgentForm }, async ({ principal, params, body }) => {
    await setUrgency(context, params.id, body, principal)
    return show(principal, params.id)
  })
}
