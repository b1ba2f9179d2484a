import { eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { id } from '#contract/common.ts'
import { newPaper, paperList, paperMove, paperQuery } from '#contract/file-plan.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { tableAnswer, tableFormat, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import type { Column } from '#platform/spreadsheet/table.ts'
import { actorOf, recordFilter } from '#server/identity/permissions.ts'
import type { FilePlanContext } from './context.ts'
import { addPaper, listPaper, movePaper, noSuchPaper, paperOf, type Paper } from './paper.ts'
import { file, paperCopy } from './schema.ts'
import { keepers, seeSubject } from './see-subject.ts'

/** Paper apart from its scan: where it stands, what stands in a box. */
export function paperRoutes(api: Api, context: FilePlanContext): void {
  api.route({ method: 'get', path: '/paper', summary: 'Paper copies by box, shelf and state; with ?format= as a file', access: keepers, query: paperQuery.extend({ format: tableFormat }), answer: paperList, binaryAnswer: tableMediaTypes }, async ({ principal, query: { format, ...query } }) => {
    const paper = await titled(context, principal, await listPaper(context.db, query))
    if (format === undefined) return { paper }
    const rows = paper.map(({ shelf, box, kind, subject, title, sheets, state }) => [shelf, box, kind, subject, title, sheets, state])
    return tableAnswer({ name: 'paper', columns: paperColumns, rows }, format)
  })
  api.route({ method: 'post', path: '/paper', summary: 'Record a paper copy', access: keepers, body: newPaper, answer: paperList, status: 201, problems: ['not-found'] }, async ({ principal, body: { kind, subject: of, ...place } }) => {
    const subject = { kind, id: of }
    await seeSubject(context, principal, subject)
    await addPaper(context, subject, place, actorOf(principal))
    return { paper: await titled(context, principal, await paperOf(context.db, subject)) }
  })
  api.route({ method: 'post', path: '/paper/{id}', summary: 'Change its place or count, or say that it is missing', access: keepers, params: z.object({ id }), body: paperMove, answer: paperList, problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    const [found] = await context.db.select().from(paperCopy).where(eq(paperCopy.id, params.id))
    if (!found) throw noSuchPaper()
    const subject = { kind: found.subjectKind, id: found.subject }
    await seeSubject(context, principal, subject)
    await movePaper(context, params.id, body, actorOf(principal))
    return { paper: await titled(context, principal, await paperOf(context.db, subject)) }
  })
  api.route({ method: 'get', path: '/paper/of/{kind}/{id}', summary: 'Paper copies of a record or file', access: 'any-user', params: z.object({ kind: z.enum(['record', 'file']), id }), answer: paperList }, async ({ principal, params }) => {
    await seeSubject(context, principal, params)
    return { paper: await titled(context, principal, await paperOf(context.db, params)) }
  })
}

const paperColumns: readonly Column[] = ['shelf', 'box', 'kind', 'id', 'title', 'sheets', 'state'].map((title) => ({ title, kind: title === 'sheets' ? 'number' : 'text' }))

/** With the title of what it is the paper of; a destroyed record has none any more, while its paper may still stand there. */
async function titled(context: FilePlanContext, principal: Principal, papers: readonly Paper[]) {
  const of = (kind: Paper['subjectKind']) => papers.filter((one) => one.subjectKind === kind).map((one) => one.subject)
  const records = await context.records.seen(context.db, recordFilter(principal), of('record'))
  const files = of('file').length === 0 ? [] : await context.db.select().from(file).where(inArray(file.id, of('file')))
  const titles = new Map([...records.map((one) => [one.id, one.title] as const), ...files.map((one) => [one.id, one.title ?? one.number] as const)])
  return papers.map(({ id: copy, subjectKind, subject, box, shelf, sheets, state }) => ({ id: copy, kind: subjectKind, subject, title: titles.get(subject) ?? '', box, shelf, sheets, state }))
}
