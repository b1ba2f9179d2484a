import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { id, imageMediaTypes } from '#contract/common.ts'
import { failPage as failBody, finishPage as finishBody, leaseAnswer, leaseRequest, renewLease as renewBody } from '#contract/recognition.ts'
import { OpisError } from '#kernel/errors.ts'
import { languages } from '#kernel/language.ts'
import type { Api } from '#platform/http/api.ts'
import { objectIdOf, type RecordsContext } from '#server/records/context.ts'
import { recordPage } from '#server/records/schema.ts'
import { failPage, finishPage, leasePages, leaseSeconds, renewLease } from './queue.ts'
import { recognitionPage } from './schema.ts'

const recogniser = { agent: ['recogniser'] } as const
const onePage = z.object({ page: id })

/** What recognisers speak: lend pages, fetch their images, hand in what was read. */
export function recognitionRoutes(api: Api, context: RecordsContext): void {
  api.route({ method: 'post', path: '/recognition/leases', summary: 'Lease pages to be read', access: recogniser, body: leaseRequest, answer: leaseAnswer }, async ({ body }) => {
    const leases = await leasePages(context, body.count, body.station ?? null)
    return {
      leaseSeconds,
      pages: leases.map(({ page, lease, sha512, dpi, languageHint }) => ({
        page,
        lease,
        imagePath: `/api/recognition/pages/${page}/image?lease=${lease}`,
        sha512: sha512 ?? '',
        dpi,
        languageHint: languages.find((one) => one === languageHint) ?? null,
      })),
    }
  })
  api.route(
    { method: 'get', path: '/recognition/pages/{page}/image', summary: 'The image of a leased page', access: recogniser, params: onePage, query: z.object({ lease: id }), binaryAnswer: imageMediaTypes, problems: ['lease-lost'] },
    async ({ params, query }) => imageOf(context, params.page, query.lease),
  )
  api.route({ method: 'post', path: '/recognition/pages/{page}/renew', summary: 'Keep a lease', access: recogniser, params: onePage, body: renewBody, problems: ['lease-lost'] }, ({ params, body }) =>
    renewLease(context, params.page, body.lease),
  )
  api.route({ method: 'post', path: '/recognition/pages/{page}/finish', summary: 'Hand in what was read', access: recogniser, params: onePage, body: finishBody, problems: ['lease-lost'] }, ({ params, body }) =>
    finishPage(context, params.page, body.lease, body.reading),
  )
  api.route({ method: 'post', path: '/recognition/pages/{page}/fail', summary: 'Say why a page cannot be read', access: recogniser, params: onePage, body: failBody, problems: ['lease-lost'] }, ({ params, body }) =>
    failPage(context, params.page, body),
  )
}

async function imageOf(context: RecordsContext, page: string, lease: string): Promise<Response> {
  const [found] = await context.db
    .select({ record: recordPage.record, path: recordPage.contentPath, mediaType: recordPage.mediaType, lease: recognitionPage.lease })
    .from(recognitionPage)
    .innerJoin(recordPage, eq(recordPage.id, recognitionPage.page))
    .where(eq(recognitionPage.page, page))
  if (!found?.path || found.lease !== lease) throw new OpisError('lease-lost', 'The lease has run out. Ask for new pages.')
  const { stream, bytes } = await context.store.open(objectIdOf(found.record), found.path)
  return new Response(stream as unknown as ReadableStream, { headers: { 'content-type': found.mediaType ?? 'application/octet-stream', 'content-length': String(bytes) } })
}
