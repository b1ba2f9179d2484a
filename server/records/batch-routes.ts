import { and, asc, eq } from 'drizzle-orm'
import { streamSSE } from 'hono/streaming'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { batchImages, batchList, batchReport as batchReportAnswer, closeBatch as closeBatchBody, decideException, openBatch as openBatchBody } from '#contract/capture.ts'
import { id } from '#contract/common.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Api } from '#platform/http/api.ts'
import { closeBatch } from '#server/capture/close-batch.ts'
import { openBatch } from '#server/capture/open-batch.ts'
import { decide } from '#server/capture/decide-exception.ts'
import { captureRoles, stationOf } from '#server/capture/routes.ts'
import { batch, batchImage } from '#server/capture/schema.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { batchReport, listBatches } from './batch-report.ts'
import type { RecordsContext } from './context.ts'

/** How often a watched batch is looked at; it is sent only when it changed. */
const watchIntervalMs = 500
const watchLongestMs = 3_600_000

const people = { roles: captureRoles } as const
const params = z.object({ id })

/** The running batch as stations and the capture screen see it: sheets, exceptions, records. */
export function batchRoutes(api: Api, context: RecordsContext): void {
  api.route({ method: 'get', path: '/batches', summary: 'The newest batches', access: people, answer: batchList }, async () => ({ batches: await listBatches(context.db) }))
  api.route({ method: 'post', path: '/batches', summary: 'Open a batch', access: { agent: ['station'] }, body: openBatchBody, answer: batchReportAnswer, status: 201 }, async ({ principal, body }) => {
    await openBatch(context.capture, stationOf(principal), body)
    return batchReport(context.db, body.id)
  })
  api.route({ method: 'get', path: '/batches/{id}', summary: 'The batch report', access: { ...people, agent: ['station'] }, params, answer: batchReportAnswer }, async ({ principal, params }) => {
    if (principal.kind === 'agent') await onlyOwn(context, params.id, principal.id)
    return batchReport(context.db, params.id)
  })
  api.route(
    { method: 'post', path: '/batches/{id}/close', summary: 'Close a batch: the server splits it', access: { agent: ['station'] }, params, body: closeBatchBody, answer: batchReportAnswer, problems: ['batch-incomplete'] },
    async ({ principal, params, body }) => {
      await closeBatch(context.capture, stationOf(principal), params.id, body)
      return batchReport(context.db, params.id)
    },
  )
  api.route(
    { method: 'post', path: '/batches/{id}/decisions', summary: 'Answer an exception', access: people, params, body: decideException, answer: batchReportAnswer, problems: ['not-in-this-state'] },
    async ({ principal, params, body }) => {
      await decide(context.capture, params.id, body, actorOf(principal))
      return batchReport(context.db, params.id)
    },
  )
  api.route({ method: 'get', path: '/batches/{id}/images', summary: 'Every image of a batch with its fate', access: people, params, answer: batchImages }, async ({ params }) => ({
    images: await context.db
      .select({ image: batchImage.image, name: batchImage.name, fate: batchImage.fate, record: batchImage.record })
      .from(batchImage)
      .where(eq(batchImage.batch, params.id))
      .orderBy(asc(batchImage.image)),
  }))
  watchRoute(api, context)
}

async function onlyOwn(context: RecordsContext, id: string, station: string): Promise<void> {
  const [own] = await context.db
    .select({ id: batch.id })
    .from(batch)
    .where(and(eq(batch.id, id), eq(batch.station, station)))
  if (!own) throw new OpisError('not-found', 'There is no such batch of this station.')
}

function watchRoute(api: Api, context: RecordsContext): void {
  api.route({ method: 'get', path: '/batches/{id}/events', summary: 'The batch report whenever it changes (server-sent events)', access: people, params, binaryAnswer: 'text/event-stream' }, async ({ c, params }) => {
    await batchReport(context.db, params.id)
    return streamSSE(c, async (stream) => {
      let last = ''
      const ends = Date.now() + watchLongestMs
      while (!stream.aborted && !stream.closed && Date.now() < ends) {
        const report = JSON.stringify(await batchReport(context.db, params.id))
        if (report !== last) await stream.writeSSE({ event: 'batch', data: report })
        last = report
        await pause(watchIntervalMs)
      }
    })
  })
}
