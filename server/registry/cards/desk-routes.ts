import { z } from 'zod'
import { cardDesk, printQuery } from '#contract/card-view.ts'
import { id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import { notePrint } from '#platform/pdf/note-print.ts'
import type { CounterContext } from '../counter/print-case.ts'
import { readDesk } from './read-desk.ts'
import { registrars } from './may-change.ts'
import { printCardReceipt } from './print-receipt.ts'
import { cardFilter, seeCard } from './visible-cards.ts'
import { writeLabel } from './write-label.ts'

const one = z.object({ id })
const pdf = (bytes: Uint8Array, name: string) => new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}.pdf"` } })

/** What the registration screen asks for, and what it prints. */
export function deskRoutes(api: Api, context: CounterContext): void {
  api.route({ method: 'get', path: '/cards/desk', summary: 'What the registration screen needs', access: registrars, answer: cardDesk }, ({ principal }) => readDesk(context, principal))
  api.route({ method: 'get', path: '/cards/{id}/label', summary: 'The label for the paper of a document', access: registrars, params: one, query: printQuery, binaryAnswer: 'application/pdf' }, async ({ principal, params, query }) => {
    const found = await seeCard(context.db, cardFilter(principal), params.id)
    await notePrint(context.db, 'label', 1, context.clock.now())
    return pdf(await writeLabel(found, query.language), 'label')
  })
  api.route({ method: 'get', path: '/cards/{id}/receipt', summary: 'The receipt for who handed a document in', access: registrars, params: one, query: printQuery, binaryAnswer: 'application/pdf' }, async ({ principal, params, query }) => {
    const found = await seeCard(context.db, cardFilter(principal), params.id)
    const receipt = await printCardReceipt(context, found, query.language)
    await notePrint(context.db, 'receipt', receipt.pages.length, context.clock.now())
    return pdf(receipt.bytes, 'receipt')
  })
}
