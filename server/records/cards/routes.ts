import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { assignCover, attached, attachQuery, cardPapers, coverAssigned, handOverPaper as handOverForm, paperList, paperWhere } from '#contract/card-papers.ts'
import { id } from '#contract/common.ts'
import type { Language } from '#kernel/language.ts'
import { limits } from '#kernel/limits.ts'
import type { Api } from '#platform/http/api.ts'
import { readBytes } from '#platform/http/read-body.ts'
import { notePrint } from '#platform/pdf/note-print.ts'
import { issueCovers } from '#server/capture/covers/issue-covers.ts'
import { printCovers } from '#server/capture/covers/print-covers.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { filterToday } from '#server/registry/cards/filter-today.ts'
import { cardFilter, seeCard } from '#server/registry/cards/visible-cards.ts'
import type { RecordsContext } from '../context.ts'
import { readImportedFile } from '../imported-file.ts'
import { attachFile } from './attach-file.ts'
import { handOverPaper, listMissingPapers } from './hand-over-paper.ts'
import { assignCoverToCard } from './join-card.ts'
import { classOfCard } from './link-record.ts'
import { listPapers } from './list-papers.ts'

export type CardPapersContext = RecordsContext & { workFolder: string; archiveName: string; languageOf: (text: string) => Language | null }

const one = z.object({ id })
const desk = { roles: ['clerk', 'counter', 'operator', 'archivist', 'administrator'] } as const
const refusedFiles = ['empty-file', 'bad-image', 'image-too-large', 'unknown-format', 'encrypted-file', 'too-many-pages', 'bad-name', 'body-too-large', 'storage-full'] as const

/** Papers of registration cards: files laid to them, cover sheets under which they are scanned, where the paper is. */
export function cardPaperRoutes(api: Api, context: CardPapersContext): void {
  api.route({ method: 'get', path: '/cards/{id}/papers', summary: 'The records of a document', access: 'any-user', params: one, answer: cardPapers, problems: ['not-found'] }, async ({ principal, params }) => listPapers(context.db, await filterToday(context, principal), params.id))
  api.route(
    { method: 'post', path: '/cards/{id}/papers', summary: 'Lay a file to a document; the same bytes twice are one', access: 'any-user', params: one, query: attachQuery, binaryBody: true, answer: attached, status: 201, problems: ['not-found', 'not-in-this-state', ...refusedFiles] },
    async ({ c, principal, params, query }) => {
      await seeCard(context.db, cardFilter(principal), params.id)
      const bytes = await readBytes(c.req.raw, limits.fileBytes)
      const folder = await mkdtemp(join(context.workFolder, 'attach-'))
      try {
        const file = await readImportedFile(query.name, bytes, folder)
        const pages = file.pages.map((page) => (page.text === undefined ? page : { ...page, language: context.languageOf(page.text) }))
        return await attachFile(context, { ...query, card: params.id, file: { ...file, pages } }, cardFilter(principal), actorOf(principal))
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  )
  api.route({ method: 'put', path: '/cards/{id}/cover', summary: 'Assign a cover sheet to a document', access: desk, params: one, body: assignCover, answer: coverAssigned, problems: ['not-found', 'not-in-this-state'] }, ({ principal, params, body }) =>
    assignCoverToCard(context, params.id, body.code, cardFilter(principal), actorOf(principal)),
  )
  api.route({ method: 'post', path: '/cards/{id}/cover-sheet', summary: 'Print a cover sheet for a document', access: desk, params: one, query: z.object({ language: z.enum(['en', 'ro', 'uk', 'ru', 'ka']).default('en') }), binaryAnswer: 'application/pdf', problems: ['not-found', 'not-in-this-state'] }, async ({ principal, params, query }) => {
    const of = await seeCard(context.db, cardFilter(principal), params.id)
    const code = await classOfCard(context.db, of)
    const [issued] = await issueCovers(context.capture, { count: 1, ...(code === null ? {} : { class: code }) }, actorOf(principal))
    if (issued === undefined) throw new Error('one cover was ordered')
    await assignCoverToCard(context, of.id, issued.id, cardFilter(principal), actorOf(principal))
    const pdf = await printCovers([{ id: issued.id, file: of.number, date: of.registeredOn, ...(of.language === null ? {} : { language: of.language }) }], { language: query.language, archiveName: context.archiveName, test: of.test })
    await notePrint(context.db, 'cover-sheet', 1, context.clock.now())
    return new Response(new Uint8Array(pdf), { headers: { 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="cover.pdf"' } })
  })
  api.route({ method: 'post', path: '/papers/hand-over', summary: 'Note where the paper of a document is and who holds it', access: 'any-user', body: handOverForm, answer: paperWhere, problems: ['not-found', 'bad-request'] }, ({ principal, body }) =>
    handOverPaper(context, body, cardFilter(principal), { actor: actorOf(principal), name: principal.kind === 'user' ? principal.name : '' }),
  )
  api.route({ method: 'get', path: '/papers/missing', summary: 'Documents whose paper is missing', access: 'any-user', query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }), answer: paperList }, ({ principal, query }) => listMissingPapers(context.db, cardFilter(principal), query.limit))
}
