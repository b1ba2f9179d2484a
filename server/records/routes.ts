import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { asc, count, eq } from 'drizzle-orm'
import { z } from 'zod'
import { classCode, id, imageMediaTypes, impreciseDate, language } from '#contract/common.ts'
import { eventList, filePlan, history, importAnswer, newEvent, recordText, recordView, type RecordView } from '#contract/records.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Language } from '#kernel/language.ts'
import { limits } from '#kernel/limits.ts'
import type { Api } from '#platform/http/api.ts'
import { readBytes } from '#platform/http/read-body.ts'
import { listEntries } from '#server/audit/list-entries.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { actorOf, recordFilter, seesHolds } from '#server/identity/permissions.ts'
import { objectIdOf, type RecordsContext } from './context.ts'
import { listEvents, recordNewEvent, retractEvent, type RecordEvent } from './events.ts'
import { importFile } from './import-file.ts'
import { readImportedFile } from './imported-file.ts'
import { openRecord } from './open-record.ts'
import { readPages } from './read-text.ts'
import { record, recordPage, recordRendition } from './schema.ts'
import { seeRecord, visibleTo } from './visible.ts'

const one = z.object({ id })
const keepers = { roles: ['administrator', 'archivist', 'records-manager'] } as const
const importers = { roles: ['administrator', 'archivist'] } as const

/** Answers the retention sentence, with what holds say of it for those who may know; retention lies below records, so the assembly hands it in. */
export type ExplainRetention = (record: string, language: string, withHolds: boolean) => Promise<RecordView['retention']>

/** Finds the language of a text; the word lists are the recogniser's, so the assembly hands it in. */
export type LanguageOf = (text: string) => Language | null

export function recordRoutes(api: Api, context: RecordsContext, explain: ExplainRetention, languageOf: LanguageOf, workFolder: string): void {
  readingRoutes(api, context, explain)
  eventRoutes(api, context)
  importRoutes(api, context, languageOf, workFolder)
}

function readingRoutes(api: Api, context: RecordsContext, explain: ExplainRetention): void {
  const { db } = context
  api.route(
    { method: 'get', path: '/records/{id}', summary: 'A record', access: 'any-user', params: one, query: z.object({ language: language.default('en') }), answer: recordView },
    async ({ principal, params, query }) => {
      const found = await openRecord(context, principal, params.id)
      const renditions = await db.select().from(recordRendition).where(eq(recordRendition.record, found.id)).orderBy(asc(recordRendition.name), asc(recordRendition.path))
      const [pages] = await db.select({ count: count() }).from(recordPage).where(eq(recordPage.record, found.id))
      const events = await listEvents(db, found.id)
      return {
        ...{ id: found.id, title: found.title, class: found.class, unit: found.unit, language: found.language, state: found.state },
        ...(found.file ? { file: found.file } : {}),
        ...(found.recordDate ? { date: found.recordDate } : {}),
        ...(found.source ? { source: found.source } : {}),
        ...(found.cover ? { cover: found.cover } : {}),
        pages: pages?.count ?? 0,
        renditions: renditions.map(({ name, mediaType, bytes, sha512 }) => ({ name, mediaType, bytes, sha512 })),
        retention: await explain(found.id, query.language, seesHolds(principal)),
        events: events.length,
      }
    },
  )
  api.route({ method: 'get', path: '/records/{id}/text', summary: 'Text and words of every page', access: 'any-user', params: one, answer: recordText }, async ({ principal, params }) => {
    const found = await openRecord(context, principal, params.id)
    const pages = await readPages(db, found.id)
    return {
      id: found.id,
      pages: pages.map(({ page, language: spoken, confidence, text, widthPx, heightPx, hasPicture, words }) => ({ page, language: spoken, confidence, text, widthPx, heightPx, hasPicture, words })),
    }
  })
  api.route({ method: 'get', path: '/records/{id}/history', summary: 'What happened to a record', access: 'any-user', params: one, answer: history }, async ({ principal, params }) => {
    const found = await openRecord(context, principal, params.id)
    const entries = await listEntries(db, `record:${found.id}`)
    return { entries: entries.map(({ at, actor, action, details }) => ({ at: at.toISOString(), actor, action, detail: JSON.stringify(details), details: { ...(details as object) } })) }
  })
  api.route(
    {
      method: 'get',
      path: '/records/{id}/renditions/{name}',
      summary: 'Download a rendition; an original of several files by page',
      access: 'any-user',
      params: z.object({ id, name: z.enum(['original', 'access']) }),
      query: z.object({ page: z.coerce.number().int().min(1).optional() }),
      binaryAnswer: ['application/pdf', ...imageMediaTypes, 'text/plain'],
    },
    async ({ principal, params, query }) => {
      const found = await openRecord(context, principal, params.id)
      return download(context, found.id, params.name, query.page ?? 1)
    },
  )
  api.route({ method: 'get', path: '/file-plan', summary: 'Classes and files', access: 'any-user', answer: filePlan }, async ({ principal }) => {
    const classes = await db.select().from(fileClass).orderBy(asc(fileClass.code))
    const files = await db.select({ class: record.class, name: record.file, records: count() }).from(record).where(visibleTo(recordFilter(principal))).groupBy(record.class, record.file)
    return { classes: classes.map(({ code, title, unit }) => ({ code, title, unit })), files: files.flatMap((file) => (file.name ? [{ ...file, name: file.name }] : [])) }
  })
}

/** Streams a stored file; its last bytes leave only after the checksum was right. */
export async function download(context: RecordsContext, id: string, name: 'original' | 'access', page: number): Promise<Response> {
  const files = await context.db.select().from(recordRendition).where(eq(recordRendition.record, id)).orderBy(asc(recordRendition.path))
  const fitting = files.filter((file) => file.name === name)
  const file = fitting.length === 1 ? fitting[0] : fitting[page - 1]
  if (!file) throw new OpisError('not-found', 'There is no such rendition of this record.')
  const { stream } = await context.store.open(objectIdOf(id), file.path)
  const extension = file.path.slice(file.path.lastIndexOf('.'))
  return new Response(stream as unknown as ReadableStream, {
    headers: {
      'content-type': file.mediaType,
      'content-length': String(file.bytes),
      'content-disposition': `attachment; filename="${id}${fitting.length > 1 ? `-${page}` : ''}${extension}"`,
      'opis-sha512': file.sha512,
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}

function eventRoutes(api: Api, context: RecordsContext): void {
  const list = async (recordId: string) => ({ events: (await listEvents(context.db, recordId)).map(presentEvent) })
  api.route({ method: 'get', path: '/records/{id}/events', summary: 'Facts by which retention counts', access: 'any-user', params: one, answer: eventList }, async ({ principal, params }) => {
    const found = await openRecord(context, principal, params.id)
    return list(found.id)
  })
  api.route({ method: 'post', path: '/records/{id}/events', summary: 'Record an event', access: keepers, params: one, body: newEvent, answer: eventList, status: 201 }, async ({ principal, params, body }) => {
    const found = await seeRecord(context.db, recordFilter(principal), params.id)
    await recordNewEvent(context, found.id, body, actorOf(principal))
    return list(found.id)
  })
  api.route(
    { method: 'post', path: '/records/{id}/events/{event}/retract', summary: 'Retract an event', access: keepers, params: z.object({ id, event: id }), answer: eventList },
    async ({ principal, params }) => {
      const found = await seeRecord(context.db, recordFilter(principal), params.id)
      await retractEvent(context, found.id, params.event, actorOf(principal))
      return list(found.id)
    },
  )
}

function presentEvent({ id: eventId, event, date, evidence, recordedBy, recordedAt, retractedAt }: RecordEvent) {
  return { id: eventId, event, date, evidence, recordedBy, recordedAt: recordedAt.toISOString(), retracted: retractedAt !== null }
}

function importRoutes(api: Api, context: RecordsContext, languageOf: LanguageOf, workFolder: string): void {
  const query = z.object({ name: z.string().min(1).max(limits.fileNameChars), class: classCode.optional(), date: impreciseDate.optional() })
  api.route(
    { method: 'post', path: '/import', summary: 'Import one file as a record', access: importers, query, binaryBody: true, answer: importAnswer, status: 201, problems: ['not-found', 'empty-file', 'bad-image', 'image-too-large', 'unknown-format', 'encrypted-file', 'too-many-pages', 'bad-name', 'storage-full'] },
    async ({ c, principal, query: wanted }) => {
      const bytes = await readBytes(c.req.raw, limits.fileBytes)
      const folder = await mkdtemp(join(workFolder, 'import-'))
      try {
        const file = await readImportedFile(wanted.name, bytes, folder)
        const pages = file.pages.map((page) => (page.text === undefined ? page : { ...page, language: languageOf(page.text) }))
        return await importFile(context, { ...wanted, file: { ...file, pages } }, actorOf(principal))
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  )
}
