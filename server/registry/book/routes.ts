import { z } from 'zod'
import { language } from '#contract/common.ts'
import { periodName, registerCheck } from '#contract/register-views.ts'
import { dataCode } from '#contract/registers.ts'
import type { Api } from '#platform/http/api.ts'
import { notePrint } from '#platform/pdf/note-print.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { registrarOf } from '../cards/may-enter.ts'
import type { RegistryContext } from '../context.ts'
import { periodOf } from '../numbers/period.ts'
import { checkRegister } from '../registers/check-register.ts'
import { closeBook } from '../registers/close-book.ts'
import { refuseForeignRegister } from '../registers/enterable-units.ts'
import { findRegister } from '../registers/find-register.ts'
import { loadBook } from './load-book.ts'
import { pdfAnswer } from './pdf-answer.ts'
import { writeBook } from './write-book.ts'

const wanted = z.object({ period: periodName.optional(), year: z.coerce.number().int().min(1900).max(9998).optional(), language: language.default('en') })

/** The register book: printed at any time, closed when its period is over. */
export function bookRoutes(api: Api, context: RegistryContext): void {
  const { db } = context
  api.route({ method: 'get', path: '/registers/{code}/book.pdf', summary: 'The register book of a period as PDF/A; the running one unless said', access: 'any-user', params: z.object({ code: dataCode }), query: wanted, binaryAnswer: 'application/pdf', problems: ['not-found', 'bad-request'] }, async ({ principal, params, query }) => {
    const register = await findRegister(db, params.code)
    await refuseForeignRegister(db, register, principal)
    const running = periodOf(register.reset, register.constants, dayIn(context.timeZone, context.clock.now())).period
    const book = await loadBook(context, register, principal, { period: query.period ?? running, test: await isTestMode(db), year: query.year, language: query.language })
    const printed = await writeBook(book, query.language)
    await notePrint(db, 'report', printed.pages.length, context.clock.now())
    return pdfAnswer(printed, `${register.code}-${query.year ?? book.period}`)
  })
  api.route({ method: 'post', path: '/registers/{code}/periods/{period}/close', summary: 'Close the book of a period for ever', access: { roles: ['administrator', 'clerk'] }, params: z.object({ code: dataCode, period: periodName }), answer: registerCheck, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params }) => {
    await closeBook(context, params.code, params.period, registrarOf(principal))
    return checkRegister(db, await findRegister(db, params.code))
  })
}
