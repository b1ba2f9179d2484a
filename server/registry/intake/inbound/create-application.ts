import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { InboundApplication, InboundStatus } from '#contract/inbound.ts'
import { canonicalJson, type Json } from '#kernel/canonical-json.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import { inLanguage } from '#kernel/language.ts'
import type { Db, Tx } from '#platform/database.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { documentKind } from '../../data-schema.ts'
import { inForceOn, noSuchService, versionsOf, type ServiceRow } from '../../services/read-service.ts'
import type { UploadContext } from '../../uploads/receive-file.ts'
import { keepBytes, keepItemIn, type KeptFile } from '../keep-item.ts'
import { acceptAtOnce } from './accept-at-once.ts'
import { presentApplications } from './read-status.ts'
import { inboundRequest, type InboundClient } from './schema.ts'

/** At most so many of one program wait; more would be a program that runs wild. */
const waitingMax = 5000

/**
 * Takes an application of a program: its files durable first, then item, provisional number and answer in one transaction.
 * The same key with the same body gives the same answer, also while the first request still runs; with another body it
 * is refused with `request-key-used`. Refuses with `no-such-service`, `no-such-kind`, `too-many-requests`.
 */
export async function createApplication(context: UploadContext, client: InboundClient, form: InboundApplication, key: string): Promise<InboundStatus> {
  const body = createHash('sha256').update(canonicalJson(JSON.parse(JSON.stringify(form)) as Json)).digest('hex')
  const before = await answered(context.db, client, key, body)
  if (before !== null) return before
  const served = form.service === undefined ? null : await serviceInForce(context, form.service)
  if (form.kind !== undefined && (await context.db.$count(documentKind, eq(documentKind.code, form.kind))) === 0) throw refusal('no-such-kind', { kind: form.kind }, `There is no kind of document ${form.kind}.`)
  const files = await keepFiles(context, form, served)
  let wasTaken = false
  try {
    return await context.db.transaction(async (tx) => {
      await refuseFlood(tx, client)
      // Waits for a first request that still runs; what that one rolls back is free again.
      const [request] = await tx.insert(inboundRequest).values({ client: client.id, key, body, madeAt: context.clock.now() }).onConflictDoNothing().returning()
      if (request === undefined) return (await answered(tx, client, key, body)) ?? fail()
      const item = (await keepItemIn(context, tx, arrival(client, form, served, files, await provisionalNumber(tx, context)))) ?? fail()
      const now = client.autoAccept ? await acceptAtOnce(context, tx, client, item, form) : item
      const answer = (await presentApplications(tx, [now]))[0] ?? fail()
      await tx.update(inboundRequest).set({ answer }).where(and(eq(inboundRequest.client, client.id), eq(inboundRequest.key, key)))
      wasTaken = true
      return answer
    })
  } catch (error) {
    wasTaken = false
    throw error
  } finally {
    if (!wasTaken) for (const { id } of files) await context.uploads.remove(id)
    else context.outbox.wake()
  }
}

async function answered(db: Db | Tx, client: InboundClient, key: string, body: string): Promise<InboundStatus | null> {
  const [found] = await db.select().from(inboundRequest).where(and(eq(inboundRequest.client, client.id), eq(inboundRequest.key, key)))
  if (found === undefined) return null
  if (found.body !== body) throw refusal('request-key-used', {}, 'Another application was sent under this Idempotency-Key. Send a new key with a new application.')
  return found.answer
}

function fail(): never {
  throw new Error('an application was there a moment ago')
}

async function serviceInForce(context: UploadContext, code: string): Promise<ServiceRow> {
  const found = inForceOn(await versionsOf(context.db, code), dayIn(context.timeZone, context.clock.now()))
  if (found === null) throw noSuchService(code)
  return found
}

async function keepFiles(context: UploadContext, form: InboundApplication, served: ServiceRow | null): Promise<KeptFile[]> {
  for (const { paper } of form.files) if (paper !== undefined && !(served?.papers ?? []).some(({ code }) => code === paper)) throw new OpisError('bad-request', `files: the service has no paper ${paper}.`)
  const kept: KeptFile[] = []
  for (const { name, content, paper } of form.files) kept.push({ ...(await keepBytes(context, name, Buffer.from(content, 'base64'))), paper })
  if (form.kind !== undefined) kept.push(await keepBytes(context, 'application.txt', Buffer.from(`${form.applicant.name}\n${form.subject ?? ''}\n\n${form.text}\n`)))
  return kept
}

function arrival(client: InboundClient, form: InboundApplication, served: ServiceRow | null, files: readonly KeptFile[], provisionalNumber: string): Parameters<typeof keepItemIn>[2] {
  const { applicant, text, fields, reference, subject, language } = form
  const service = served === null ? '' : inLanguage(served.name, language ?? 'en')
  return {
    ...{ source: 'api', sourceKey: null, title: subject ?? [service, text].filter((part) => part !== '').join(': '), sender: applicant.name, senderEmail: applicant.email?.toLowerCase() ?? null, language: language ?? null },
    payload: { program: client.name, message: text, fields, ...(reference === undefined ? {} : { reference }), ...Object.fromEntries((['code', 'phone', 'address'] as const).flatMap((name) => (applicant[name] === undefined ? [] : [[name, applicant[name]]]))) },
    ...{ text, note: null, files },
    more: { client: client.id, provisionalNumber, proposedService: served?.code ?? null, proposedUnit: served?.unit ?? null, proposedRegister: served?.register ?? client.register, proposedKind: served?.kind ?? form.kind ?? null },
  }
}

/** `PROV-2026-000042`: it says by its first letters that it is no registration number. */
async function provisionalNumber(tx: Tx, context: UploadContext): Promise<string> {
  const { rows } = await tx.execute<{ next: string }>(sql`select nextval('inbound_number')::text as next`)
  return `PROV-${dayIn(context.timeZone, context.clock.now()).slice(0, 4)}-${(rows[0]?.next ?? '').padStart(6, '0')}`
}

async function refuseFlood(tx: Tx, client: InboundClient): Promise<void> {
  const { rows } = await tx.execute<{ waiting: number }>(sql`select count(*)::int as waiting from intake_item where state = 'waiting' and client = ${client.id}`)
  if ((rows[0]?.waiting ?? 0) >= waitingMax) throw new OpisError('too-many-requests', `At most ${waitingMax} applications of one program wait at once.`)
}

