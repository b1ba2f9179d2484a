import { z } from 'zod'
import { askUnit as askForm, caseList, caseQuery, counterCase, counterRegistered, counterRegistration, handOutView, heldPapers as held, heldQuery, newHandOut, offeredList, offerReply as offerForm, replyList, takePapers as takeForm, undoHandOut as undoForm, withdrawReply as withdrawForm } from '#contract/counter.ts'
import { id, language } from '#contract/common.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { notePrint } from '#platform/pdf/note-print.ts'
import type { PaperDone } from '#platform/pdf/paper.ts'
import { registrars } from '../cards/may-change.ts'
import { registrarOf } from '../cards/may-enter.ts'
import { requestKey } from '../cards/register-once.ts'
import { cardFilter, seeCard } from '../cards/visible-cards.ts'
import type { Card } from '../schema.ts'
import { inForceOn, noSuchService, versionsOf } from '../services/read-service.ts'
import { askUnit, withRequests, type AskContext } from './ask-unit.ts'
import { giveOut, markReady, presentHandOut, readHandOut, undoHandOut } from './hand-out.ts'
import { heldPapers, presentHeld } from './held-papers.ts'
import { listCases, presentCase } from './list-cases.ts'
import { printReceipt, printSlip, type CounterContext } from './print-case.ts'
import { mayWithdraw } from './may-withdraw.ts'
import { offerReply, offersOf, repliesOf, withdrawReply } from './replies.ts'
import { registerAtCounter } from './register-at-counter.ts'
import { seeCase } from './see-case.ts'
import { takePapers } from './take-papers.ts'

const one = z.object({ id })
const spoken = z.object({ language: language.default('en') })
const pdf = 'application/pdf'

/** A PDF that a browser shows and can save under a name. */
const shown = ({ bytes }: PaperDone, name: string): Response =>
  new Response(new Uint8Array(bytes), { headers: { 'content-type': pdf, 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name.replaceAll('/', '-')}.pdf`)}` } })

/** The one window: take in, papers, receipt, hand out. */
export function counterRoutes(api: Api, context: CounterContext & AskContext): void {
  const { db } = context
  const show = async (of: Card) => {
    const [shown] = await withRequests(context, [await presentCase(db, of)])
    if (shown === undefined) throw new Error('one case was shown')
    return shown
  }
  api.route({ method: 'get', path: '/counter/held-papers', summary: 'Papers of a service that the house has of an applicant already', access: registrars, query: heldQuery, answer: held, problems: ['not-found'] }, async ({ principal, query }) => {
    const served = inForceOn(await versionsOf(db, query.service), dayIn(context.timeZone, context.clock.now()))
    if (served === null) throw noSuchService(query.service)
    return presentHeld(await heldPapers(db, served.papers.map(({ code }) => code), query.correspondent, cardFilter(principal)))
  })
  api.route({ method: 'post', path: '/counter/cases', summary: 'Register what is handed in for a service; a header Idempotency-Key makes a repeated request give the same number', access: registrars, body: counterRegistration, answer: counterRegistered, status: 201, problems: ['not-found', 'not-in-this-state', 'already-exists'] }, ({ c, principal, body }) =>
    registerAtCounter(context, body, { ...registrarOf(principal), filter: cardFilter(principal) }, requestKey(c.req.header('idempotency-key'))),
  )
  api.route({ method: 'get', path: '/counter/cases', summary: 'Cases that are ready, that await papers, or of a number', access: 'any-user', query: caseQuery, answer: caseList }, async ({ principal, query }) => {
    const { cases, next } = await listCases(db, principal, query)
    return { cases: await withRequests(context, cases), next }
  })
  api.route({ method: 'get', path: '/counter/cases/{id}', summary: 'A case as the counter sees it', access: 'any-user', params: one, answer: counterCase, problems: ['not-found'] }, async ({ principal, params }) => show(await seeCase(db, principal, params.id)))
  api.route({ method: 'get', path: '/counter/cases/{id}/receipt.pdf', summary: 'The receipt of a case as PDF/A', access: registrars, params: one, query: spoken, binaryAnswer: pdf, problems: ['not-found'] }, async ({ principal, params, query }) => {
    const of = await seeCase(db, principal, params.id)
    const receipt = await printReceipt(context, of, query.language)
    await notePrint(db, 'receipt', receipt.pages.length, context.clock.now())
    return shown(receipt, of.number)
  })
  api.route({ method: 'post', path: '/counter/cases/{id}/papers', summary: 'Take papers that came later', access: registrars, params: one, body: takeForm, answer: counterCase, problems: ['not-found'] }, async ({ principal, params, body }) => {
    const of = await seeCase(db, principal, params.id)
    await takePapers(context, of, body, registrarOf(principal))
    return show(of)
  })
  api.route({ method: 'post', path: '/counter/cases/{id}/requests', summary: 'Ask another unit for a paper of a case; it becomes a task of that unit', access: registrars, params: one, body: askForm, answer: counterCase, status: 201, problems: ['not-found', 'not-in-this-state', 'already-exists'] }, async ({ principal, params, body }) => {
    const of = await seeCase(db, principal, params.id)
    await askUnit(context, of, body, registrarOf(principal))
    return show(of)
  })
  api.route({ method: 'post', path: '/counter/cases/{id}/ready', summary: 'Say that the result lies ready at the counter', access: 'any-user', params: one, answer: counterCase, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params }) => {
    const of = await seeCase(db, principal, params.id)
    await markReady(context, of, registrarOf(principal))
    return show(of)
  })
  replyRoutes(api, context)
  handOutRoutes(api, context)
}

function replyRoutes(api: Api, context: CounterContext): void {
  const { db } = context
  const today = () => dayIn(context.timeZone, context.clock.now())
  const shown = async (principal: Principal, of: Card) => {
    const may = await mayWithdraw(db, principal, of)
    return { offers: (await offersOf(db, of.id, today())).map((offer) => ({ ...offer, mayWithdraw: may(offer) })) }
  }
  api.route({ method: 'get', path: '/cards/{id}/replies', summary: 'What the public page offers of a document now', access: 'any-user', params: one, answer: offeredList, problems: ['not-found'] }, async ({ principal, params }) =>
    shown(principal, await seeCard(db, cardFilter(principal), params.id)),
  )
  api.route({ method: 'post', path: '/cards/{id}/replies/withdraw', summary: 'Take an offer for download back at once: an own one, or as clerk or head of the unit that registered the document', access: 'any-user', params: one, body: withdrawForm, answer: offeredList, problems: ['not-found'] }, async ({ principal, params, body }) => {
    const of = await seeCard(db, cardFilter(principal), params.id)
    await withdrawReply(context, of, body.record, today(), { ...registrarOf(principal), may: await mayWithdraw(db, principal, of) })
    return shown(principal, of)
  })
  api.route({ method: 'post', path: '/cards/{id}/replies', summary: 'Let whoever knows number and check value download a record', access: registrars, params: one, body: offerForm, answer: replyList, problems: ['not-found'] }, async ({ principal, params, body }) => {
    const of = await seeCard(db, cardFilter(principal), params.id)
    await offerReply(context, of, body, registrarOf(principal))
    return { replies: await repliesOf(db, of.id, today()) }
  })
}

function handOutRoutes(api: Api, context: CounterContext): void {
  const { db } = context
  api.route({ method: 'post', path: '/counter/hand-outs', summary: 'Hand out a result: to whom, and what they showed', access: registrars, body: newHandOut, answer: handOutView, status: 201, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, body }) => {
    const made = await giveOut(context, await seeCase(db, principal, body.card), body, registrarOf(principal))
    return presentHandOut(await readHandOut(db, made))
  })
  api.route({ method: 'get', path: '/counter/hand-outs/{id}/slip.pdf', summary: 'The slip of a hand-out, to be signed by hand, as PDF/A', access: registrars, params: one, query: spoken, binaryAnswer: pdf, problems: ['not-found'] }, async ({ principal, params, query }) => {
    const found = await readHandOut(db, params.id)
    await seeCase(db, principal, found.card.id)
    const slip = await printSlip(context, found, query.language)
    await notePrint(db, 'slip', slip.pages.length, context.clock.now())
    return shown(slip, `slip-${found.card.number}`)
  })
  api.route({ method: 'post', path: '/counter/hand-outs/{id}/undo', summary: 'Take a hand-out back, with a reason', access: { roles: ['head'] }, params: one, body: undoForm, answer: handOutView, problems: ['not-found'] }, async ({ principal, params, body }) => {
    const found = await readHandOut(db, params.id)
    await seeCase(db, principal, found.card.id)
    await undoHandOut(context, params.id, body.reason, registrarOf(principal))
    return presentHandOut(await readHandOut(db, params.id))
  })
}
