import { Readable } from 'node:stream'
import { z } from 'zod'
import { fileName, id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import { progressAnswer, type Progress } from '#platform/http/progress-answer.ts'
import { writeTar } from '#platform/tar/write-tar.ts'
import { appendAudit } from '#server/audit/append.ts'
import { actorOf, recordFilter } from '#server/identity/permissions.ts'
import { verifyStore, type StoreVerdict } from '#server/storage/verify-store.ts'
import type { RecordsContext } from './context.ts'
import { exportRecords } from './export-records.ts'
import { rebuild } from './rebuild/rebuild.ts'

const administrator = { roles: ['administrator'] } as const
const jsonLines = 'application/jsonl'
const selection = z.object({ record: id.optional(), file: fileName.optional() })

/** Runs over many records or the whole content store; each leaves an entry in the audit log. */
export function storeRoutes(api: Api, context: RecordsContext): void {
  api.route(
    { method: 'post', path: '/store/verify', summary: 'Check every stored object', access: administrator, query: z.object({ full: z.stringbool().default(false) }), binaryAnswer: jsonLines },
    async ({ principal, query }) => progressAnswer(verifyAudited(context, query, actorOf(principal))),
  )
  api.route({ method: 'post', path: '/store/rebuild', summary: 'Bring the rows of records back from the content store', access: administrator, binaryAnswer: jsonLines }, async ({ principal }) => progressAnswer(rebuild(context, actorOf(principal))))
  api.route(
    { method: 'get', path: '/export', summary: 'Records with all their files as one tar archive', access: 'any-user', query: selection, binaryAnswer: 'application/x-tar', problems: ['not-found'] },
    async ({ principal, query }) => {
      const files = await exportRecords(context, query, recordFilter(principal), actorOf(principal))
      return new Response(Readable.from(writeTar(files), { objectMode: false }) as unknown as ReadableStream, { headers: { 'content-type': 'application/x-tar' } })
    },
  )
}

async function* verifyAudited(context: RecordsContext, options: { full: boolean }, actor: string): AsyncGenerator<Progress, StoreVerdict> {
  const verdict = yield* verifyStore(context.store, options)
  const { objects, files, bytes, bad } = verdict
  const damaged = [...new Set(bad.map((one) => one.record))]
  const details = { full: options.full, objects, files, bytes, bad: damaged.length, damaged: damaged.slice(0, damagedNamed) }
  await context.db.transaction((tx) => appendAudit(tx, { actor, action: 'records.verify', object: 'store', details }, context.clock.now()))
  return verdict
}

/** Objects named in the audit entry; the report names all. */
const damagedNamed = 100
