import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { cardRegistered } from '#contract/cards.ts'
import { id, language } from '#contract/common.ts'
import { blockCard, blockClosing, blockList, blockView, newBlock } from '#contract/register-views.ts'
import { dataCode } from '#contract/registers.ts'
import { inLanguage } from '#kernel/language.ts'
import type { Api } from '#platform/http/api.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { unit } from '#server/identity/units/schema.ts'
import { bodyOf } from '../book/load-book.ts'
import { pdfAnswer } from '../book/pdf-answer.ts'
import { writeBlockList } from '../book/write-block-list.ts'
import { registrarOf } from '../cards/may-enter.ts'
import type { RegistryContext } from '../context.ts'
import { blocksOf, findBlock } from '../numbers/blocks.ts'
import { viewBlock } from './block-numbers.ts'
import { enterBlockCard, handNumbers, reconcileBlock } from './block-work.ts'
import { refuseForeignRegister } from './enterable-units.ts'
import { findRegister } from './find-register.ts'
import { registrars } from './registrars.ts'

const ofRegister = z.object({ code: dataCode })
const one = z.object({ code: dataCode, id })
const refusals = ['not-found', 'not-in-this-state', 'already-exists'] as const

/** Numbers handed to places without the line, and what comes back from them. */
export function blockRoutes(api: Api, context: RegistryContext): void {
  const { db, timeZone } = context
  const show = async (code: string, block: string) => {
    const register = await findRegister(db, code)
    return viewBlock(db, register, await findBlock(db, register.id, block), timeZone)
  }
  api.route({ method: 'get', path: '/registers/{code}/blocks', summary: 'Blocks of numbers; `open=true`: those that wait for their papers', access: registrars, params: ofRegister, query: z.object({ open: z.enum(['true', 'false']).default('false') }), answer: blockList, problems: ['not-found'] }, async ({ principal, params, query }) => {
    const register = await findRegister(db, params.code)
    await refuseForeignRegister(db, register, principal)
    const blocks = await blocksOf(db, register.id, query.open === 'true')
    return { blocks: await Promise.all(blocks.map((block) => viewBlock(db, register, block, timeZone))) }
  })
  api.route({ method: 'post', path: '/registers/{code}/blocks', summary: 'Hand numbers to a place that works without the line', access: registrars, params: ofRegister, body: newBlock, answer: blockView, status: 201, problems: refusals }, async ({ principal, params, body }) => show(params.code, await handNumbers(context, params.code, body, registrarOf(principal))))
  api.route({ method: 'get', path: '/registers/{code}/blocks/{id}/list.pdf', summary: 'The numbers of a block to be written on, as PDF/A', access: registrars, params: one, query: z.object({ language: language.default('en') }), binaryAnswer: 'application/pdf', problems: ['not-found'] }, async ({ principal, params, query }) => {
    const register = await findRegister(db, params.code)
    await refuseForeignRegister(db, register, principal)
    const found = await findBlock(db, register.id, params.id)
    const [place] = await db.select().from(unit).where(eq(unit.code, found.place))
    const block = await viewBlock(db, register, found, timeZone)
    const names = { body: await bodyOf(context, register.unit, query.language), title: inLanguage(register.title, query.language), place: inLanguage(place?.name ?? {}, query.language) || found.place }
    return pdfAnswer(await writeBlockList({ block, ...names, handedOn: dayIn(timeZone, found.handedAt), madeAt: found.handedAt }, query.language), `numbers-${register.code}-${found.firstSeq}-${found.lastSeq}`)
  })
  api.route({ method: 'post', path: '/registers/{code}/blocks/{id}/cards', summary: 'Enter a document that was written on paper under a number of the block', access: registrars, params: one, body: blockCard, answer: cardRegistered, status: 201, problems: refusals }, ({ principal, params, body }) => enterBlockCard(context, params.code, params.id, body, registrarOf(principal)))
  api.route({ method: 'post', path: '/registers/{code}/blocks/{id}/reconcile', summary: 'End a block; its unused numbers are annulled', access: registrars, params: one, body: blockClosing, answer: blockView, problems: refusals }, async ({ principal, params, body }) => {
    await reconcileBlock(context, params.code, params.id, body.unused, registrarOf(principal))
    return show(params.code, params.id)
  })
}
