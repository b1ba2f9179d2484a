import { z } from 'zod'
import { cardChange, cardExportQuery, cardList, cardListQuery, cardPassed, cardView, entryRegisterForm, entryRegisters, likeness, likenessQuery, newRelation, passCard as passForm, secondEntry } from '#contract/card-view.ts'
import { cardRegistered, newCard, relations } from '#contract/cards.ts'
import { id } from '#contract/common.ts'
import { unitCode } from '#contract/units.ts'
import type { Api } from '#platform/http/api.ts'
import { tableAnswer, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { RegistryContext } from '../context.ts'
import type { CounterContext } from '../counter/print-case.ts'
import { deskRoutes } from './desk-routes.ts'
import { editCard } from './edit-card.ts'
import { enterAgain, passCard } from './enter-again.ts'
import { listEntryRegisters, setEntryRegister } from './entry-register.ts'
import { cardTable, mostRows } from './export-cards.ts'
import { findLike } from './find-like.ts'
import { allCards, listCards } from './list-cards.ts'
import { registrars } from './may-change.ts'
import { registrarOf } from './may-enter.ts'
import { kindNames, unitNames } from './names-of.ts'
import { presentCard } from './present-card.ts'
import { registerOnce, requestKey } from './register-once.ts'
import { relateCards, unrelateCards } from './relate-cards.ts'
import { cardFilter } from './visible-cards.ts'

const one = z.object({ id })

/** Registration cards: register, list, look at, change, pass on, relate. */
export function cardRoutes(api: Api, context: CounterContext): void {
  const { db } = context
  const today = () => dayIn(context.timeZone, context.clock.now())
  api.route({ method: 'post', path: '/cards', summary: 'Register a document; a header Idempotency-Key makes a repeated request give the same card', access: registrars, body: newCard, answer: cardRegistered, status: 201, problems: ['already-exists', 'not-found', 'not-in-this-state'] }, ({ c, principal, body }) =>
    registerOnce(context, body, registrarOf(principal), requestKey(c.req.header('idempotency-key'))),
  )
  api.route({ method: 'get', path: '/cards', summary: 'Documents, the latest first; those with a deadline, the soonest first', access: 'any-user', query: cardListQuery, answer: cardList }, ({ principal, query }) => listCards(db, cardFilter(principal), query, today()))
  api.route({ method: 'get', path: '/cards/export', summary: 'A list of documents as a file', access: 'any-user', query: cardExportQuery, binaryAnswer: tableMediaTypes }, async ({ principal, query: { format, language, ...filters } }) => {
    const rows = await allCards(db, cardFilter(principal), filters, today(), mostRows)
    const [units, kinds] = await Promise.all([unitNames(db, rows.map(({ unit }) => unit)), kindNames(db, rows.map(({ kind }) => kind))])
    await db.transaction((tx) => appendAudit(tx, { actor: actorOf(principal), action: 'registry.export-cards', object: 'cards', details: { rows: rows.length } }, context.clock.now()))
    return tableAnswer(cardTable(rows, { units, kinds }, language), format)
  })
  api.route({ method: 'get', path: '/cards/like', summary: 'Documents like the one being typed: perhaps the same, perhaps related', access: registrars, query: likenessQuery, answer: likeness }, ({ principal, query }) => findLike(db, cardFilter(principal), query, today()))
  deskRoutes(api, context)
  api.route({ method: 'get', path: '/cards/{id}', summary: 'All that is known of a document', access: 'any-user', params: one, answer: cardView }, ({ principal, params }) => presentCard(context, principal, params.id))
  workRoutes(api, context)
}

function workRoutes(api: Api, context: RegistryContext): void {
  const refusals = ['already-exists', 'not-in-this-state'] as const
  api.route({ method: 'patch', path: '/cards/{id}', summary: 'Change a card; its number and day stay', access: registrars, params: one, body: cardChange, answer: cardView, problems: refusals }, async ({ principal, params, body }) => {
    await editCard(context, principal, params.id, body)
    return presentCard(context, principal, params.id)
  })
  api.route({ method: 'post', path: '/cards/{id}/pass', summary: 'Pass a document on to another unit', access: registrars, params: one, body: passForm, answer: cardPassed, problems: refusals }, ({ principal, params, body }) => passCard(context, principal, params.id, body.unit))
  api.route({ method: 'post', path: '/cards/{id}/entries', summary: 'Enter a document of another body into a register of one’s own', access: registrars, params: one, body: secondEntry, answer: cardView, problems: refusals }, async ({ principal, params, body }) => {
    await enterAgain(context, principal, params.id, body.register)
    return presentCard(context, principal, params.id)
  })
  api.route({ method: 'post', path: '/cards/{id}/relations', summary: 'Say how a document stands to another', access: 'any-user', params: one, body: newRelation, answer: cardView }, async ({ principal, params, body }) => {
    await relateCards(context, principal, params.id, body)
    return presentCard(context, principal, params.id)
  })
  api.route({ method: 'delete', path: '/cards/{id}/relations/{relation}/{to}', summary: 'Take a relation back', access: 'any-user', params: z.object({ id, relation: z.enum(relations), to: id }), answer: cardView }, async ({ principal, params: { id: from, relation, to } }) => {
    await unrelateCards(context, principal, from, { relation, to })
    return presentCard(context, principal, from)
  })
  const registers = async () => ({ registers: await listEntryRegisters(context.db) })
  api.route({ method: 'get', path: '/entry-registers', summary: 'Units that enter documents of other bodies under a number of their own', access: registrars, answer: entryRegisters }, registers)
  api.route({ method: 'put', path: '/entry-registers/{unit}', summary: 'Set whether a unit does, and into which register', access: { roles: ['administrator'] }, params: z.object({ unit: unitCode }), body: entryRegisterForm, answer: entryRegisters }, async ({ principal, params, body }) => {
    await setEntryRegister(context, params.unit, body.register, actorOf(principal))
    return registers()
  })
}
