import { z } from 'zod'
import { reportItems, reportItemsQuery, reportNames, reportQuery, reportRules, reportView } from '#contract/reports.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import { notePrint } from '#platform/pdf/note-print.ts'
import { tableAnswer, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { pdfAnswer } from '#server/registry/book/pdf-answer.ts'
import { readReader } from '../reader.ts'
import type { ReportsContext } from './context.ts'
import { listItems } from './list-items.ts'
import { readReport } from './read-report.ts'
import { reportTable, writeReport } from './report-file.ts'
import { readRules } from './rules.ts'
import { saveRules } from './save-rules.ts'

const one = z.object({ report: z.enum(reportNames) })

/** Reports for heads of units and for control; each number leads to the documents behind it. */
export function reportRoutes(api: Api, context: ReportsContext): void {
  const { db, clock, timeZone } = context
  const readerOf = (principal: Principal) => readReader(db, principal, dayIn(timeZone, clock.now()))
  api.route({ method: 'get', path: '/reports/{report}', summary: 'A report of a period; with ?format= as a file', access: 'any-user', params: one, query: reportQuery, answer: reportView, binaryAnswer: [...tableMediaTypes, 'application/pdf'], problems: ['not-found', 'bad-request', 'forbidden'] }, async ({ principal, params, query }) => {
    const report = await readReport(context, await readerOf(principal), params.report, query)
    if (query.format === undefined) return report
    if (query.format !== 'pdf') return tableAnswer(reportTable(report, query.language), query.format)
    const now = clock.now()
    const paper = await writeReport(report, { archiveName: context.archiveName, test: await isTestMode(db), now, language: query.language })
    await notePrint(db, 'report', paper.pages.length, now)
    return pdfAnswer(paper, `${report.title}-${report.from}-${report.to}`)
  })
  api.route({ method: 'get', path: '/reports/{report}/items', summary: 'The documents or tasks behind one number of a report', access: 'any-user', params: one, query: reportItemsQuery, answer: reportItems, problems: ['not-found', 'bad-request', 'forbidden'] }, async ({ principal, params, query }) =>
    listItems(context, await readerOf(principal), params.report, query),
  )
  api.route({ method: 'get', path: '/report-rules', summary: 'Working days by which documents are registered and tasks are opened', access: 'any-user', answer: reportRules }, () => readRules(db))
  api.route({ method: 'put', path: '/report-rules', summary: 'Set these working days', access: { roles: ['administrator'] }, body: reportRules, answer: reportRules, problems: ['not-found'] }, async ({ principal, body }) => {
    await saveRules(db, body, { actor: actorOf(principal), now: clock.now() })
    return readRules(db)
  })
}
