import { and, eq, inArray, isNull, lt, ne, sql } from 'drizzle-orm'
import type { NewUpload, UploadView } from '#contract/counter.ts'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { RegistryContext } from '../context.ts'
import { upload, type Upload } from './schema.ts'
import type { UploadArea } from './upload-area.ts'

export type UploadContext = RegistryContext & { uploads: UploadArea }

/** Files of one person that are under way at once. */
const openMax = 100
/** After so many days without a byte a file that belongs to no case is gone. */
export const idleDays = 7
/** So long what came with a rejected submission is kept after the decision. */
const rejectedDays = 90

/** Announces a file; the same bytes announced again by the same person are the same upload, wherever it stopped. */
export async function beginUpload(context: UploadContext, form: NewUpload, owner: string): Promise<UploadView> {
  await removeIdle(context)
  const now = context.clock.now()
  const [known] = await context.db.select().from(upload).where(and(eq(upload.owner, owner), eq(upload.sha512, form.sha512), eq(upload.bytes, form.bytes), inArray(upload.state, ['open', 'complete']), isNull(upload.heldBy))).limit(1)
  if (known) return presentUpload(context, known)
  const { rows } = await context.db.execute<{ open: number }>(sql`select count(*)::int as open from upload where owner = ${owner} and state = 'open'`)
  if ((rows[0]?.open ?? 0) >= openMax) throw refusal('too-many-uploads', { limit: openMax }, `At most ${openMax} files are under way at once. Wait until some have arrived, or remove some.`)
  const [made] = await context.db.insert(upload).values({ id: newId(now.getTime()), owner, ...form, state: 'open', madeAt: now, touchedAt: now }).returning()
  if (!made) throw new Error('an upload was not inserted')
  return presentUpload(context, made)
}

export const noSuchUpload = () => refusal('no-such-upload', {}, 'There is no such file under way. Attach it again.')

/** The upload of that person; one of somebody else does not exist for them. */
export async function findUpload(context: Pick<UploadContext, 'db'>, id: string, owner: string): Promise<Upload> {
  const [found] = await context.db.select().from(upload).where(and(eq(upload.id, id), eq(upload.owner, owner)))
  if (!found) throw noSuchUpload()
  return found
}

/** Pieces of one upload come one after the other; this process alone writes them. */
const busy = new Set<string>()

/**
 * Takes a piece that begins at `offset`. Whatever came of it counts, also when the line was cut in the middle: the sender
 * asks for the offset and goes on. With the last byte the checksum is compared; bytes that are not those announced go.
 */
export async function receivePiece(context: UploadContext, id: string, owner: string, offset: number, source: (limitBytes: number) => AsyncIterable<Uint8Array>): Promise<UploadView> {
  const found = await findUpload(context, id, owner)
  if (found.state !== 'open') return presentUpload(context, found)
  const there = await context.uploads.offset(id)
  if (there !== offset || busy.has(id)) throw refusal('upload-elsewhere', { offset: there }, `The file has ${there} bytes already. Go on there.`)
  busy.add(id)
  try {
    await context.uploads.append(id, offset, source(found.bytes - offset))
    await context.db.update(upload).set({ touchedAt: context.clock.now() }).where(eq(upload.id, id))
    if ((await context.uploads.offset(id)) < found.bytes) return await presentUpload(context, found)
    if ((await context.uploads.sha512(id)) !== found.sha512) {
      await context.uploads.empty(id)
      throw new OpisError('checksum-mismatch', 'The bytes that arrived are not those announced. Send the file again.')
    }
    return await presentUpload(context, await completeUpload(context, id))
  } finally {
    busy.delete(id)
  }
}

async function completeUpload(context: UploadContext, id: string): Promise<Upload> {
  const done = await context.db.transaction(async (tx) => {
    const [complete] = await tx.update(upload).set({ state: 'complete' }).where(and(eq(upload.id, id), eq(upload.state, 'open'))).returning()
    if (!complete) throw noSuchUpload()
    if (complete.card !== null) await context.outbox.announce(tx, 'upload.assigned', id)
    return complete
  })
  context.outbox.wake()
  return done
}

/** Says for which case files are; those that are complete go to the archive now, the others when they are. */
export async function assignUploads(context: Pick<RegistryContext, 'outbox'>, tx: Tx, owner: string, files: readonly { upload: string; paper?: string | undefined }[], to: { card: string; role: Upload['role'] }): Promise<void> {
  for (const { upload: id, paper } of files) {
    const [assigned] = await tx
      .update(upload)
      .set({ ...to, paper: paper ?? null })
      .where(and(eq(upload.id, id), eq(upload.owner, owner), isNull(upload.card), isNull(upload.heldBy), ne(upload.state, 'refused')))
      .returning()
    if (!assigned) throw noSuchUpload()
    if (assigned.state === 'complete') await context.outbox.announce(tx, 'upload.assigned', id)
  }
}

/** Takes back a file that belongs to no case yet. */
export async function dropUpload(context: UploadContext, id: string, owner: string): Promise<void> {
  const [gone] = await context.db.delete(upload).where(and(eq(upload.id, id), eq(upload.owner, owner), isNull(upload.card), isNull(upload.heldBy))).returning()
  if (!gone) throw noSuchUpload()
  await context.uploads.remove(id)
}

/** Removes files that nobody went on with, and those of submissions rejected long ago. */
export async function removeIdle(context: UploadContext): Promise<number> {
  const before = (days: number) => new Date(context.clock.now().getTime() - days * 86_400_000)
  const idle = await context.db.delete(upload).where(and(ne(upload.owner, ''), isNull(upload.card), isNull(upload.heldBy), lt(upload.touchedAt, before(idleDays)))).returning({ id: upload.id })
  const { rows: rejected } = await context.db.execute<{ id: string }>(
    sql`delete from upload u using intake_item i where i.state = 'rejected' and i.decided_at < ${before(rejectedDays)} and u.card is null and u.owner = ''
          and i.files @> jsonb_build_array(jsonb_build_object('upload', u.id::text)) returning u.id`,
  )
  for (const { id } of [...idle, ...rejected]) await context.uploads.remove(id)
  return idle.length + rejected.length
}

/** As the API shows it; once attached, the bytes are counted as they were. */
export async function presentUpload(context: Pick<UploadContext, 'uploads'>, { id, name, bytes, state, refusal: why }: Upload): Promise<UploadView> {
  return { id, name, bytes, offset: state === 'open' ? await context.uploads.offset(id) : bytes, state, refusal: why }
}
