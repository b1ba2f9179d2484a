import { z } from 'zod'
import { coverOrder, imageAnnouncement, imageReceipt, issuedCovers } from '#contract/capture.ts'
import { agentHeaders, announcementHeader } from '#contract/agent-signature.ts'
import { id } from '#contract/common.ts'
import { OpisError } from '#kernel/errors.ts'
import { inLanguage } from '#kernel/language.ts'
import { limits } from '#kernel/limits.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import { bodyStream } from '#platform/http/read-body.ts'
import { notePrint } from '#platform/pdf/note-print.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { byHandRoutes } from './by-hand/routes.ts'
import type { CaptureContext } from './context.ts'
import { issueCovers } from './covers/issue-covers.ts'
import { printCovers } from './covers/print-covers.ts'
import { receiveImage } from './receive-image.ts'

export const captureRoles = ['administrator', 'archivist', 'operator'] as const

/** Intake: what stations send, and the cover sheets that people print or scan by hand. */
export function captureRoutes(api: Api, context: CaptureContext, archiveName: string): void {
  byHandRoutes(api, context, captureRoles)
  api.route(
    { method: 'post', path: '/covers', summary: 'Issue and print cover sheets', access: { roles: captureRoles }, body: coverOrder, answer: issuedCovers, status: 201, problems: ['not-found'] },
    async ({ principal, body }) => {
      const issued = await issueCovers(context, body, actorOf(principal))
      const language = body.language ?? 'en'
      const sheets = issued.map((one) => ({
        id: one.id,
        ...(one.class ? { class: { code: one.class, title: inLanguage(one.classTitle, language) || one.class } } : {}),
        ...(one.file ? { file: one.file } : {}),
        ...(one.sheets ? { sheets: one.sheets } : {}),
        ...(one.recordDate ? { date: one.recordDate } : {}),
      }))
      const pdf = await printCovers(sheets, { language, archiveName, test: await isTestMode(context.db) })
      await notePrint(context.db, 'cover-sheet', sheets.length, context.clock.now())
      const covers = issued.map((one, index) => ({
        id: one.id,
        page: index + 1,
        ...(one.class ? { class: one.class } : {}),
        ...(one.file ? { file: one.file } : {}),
        ...(one.sheets ? { sheets: one.sheets } : {}),
      }))
      return { covers, pdfBase64: Buffer.from(pdf).toString('base64') }
    },
  )
  api.route(
    {
      method: 'put',
      path: '/batches/{batch}/images/{image}',
      summary: 'Send an image; the answer means that it is durable',
      access: { agent: ['station'] },
      params: z.object({ batch: id, image: z.coerce.number().int().min(1).max(1_000_000) }),
      binaryBody: true,
      answer: imageReceipt,
      problems: ['checksum-mismatch', 'empty-file', 'bad-image', 'image-too-large', 'unknown-format', 'batch-closed', 'page-conflict', 'storage-full'],
    },
    async ({ c, principal, params }) => {
      const announced = readAnnouncement(c.req.header(announcementHeader))
      if (c.req.header(agentHeaders.digest) !== announced.sha512) throw new OpisError('checksum-mismatch', 'The signed digest is not that of the announcement. Send the image again.')
      return receiveImage(context, stationOf(principal), { ...params, announced, body: bodyStream(c.req.raw, limits.fileBytes) })
    },
  )
}

export function stationOf(principal: Principal): string {
  if (principal.kind !== 'agent') throw new OpisError('forbidden', 'Only a station does this.')
  return principal.id
}

function readAnnouncement(header: string | undefined) {
  try {
    return imageAnnouncement.parse(JSON.parse(Buffer.from(header ?? '', 'base64url').toString('utf8')))
  } catch (error) {
    throw new OpisError('bad-request', 'Opis-Announcement: base64url JSON of the announcement is needed.', { cause: error })
  }
}
