import { eq } from 'drizzle-orm'
import { readFile } from 'node:fs/promises'
import { annexBytesMax, annexesMax, annexPagesMax, type Annex } from '#contract/drafts.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import { drawPdf } from '#platform/pdf/draw-pdf.ts'
import { findUpload, noSuchUpload } from '#server/registry/uploads/receive-file.ts'
import { holdUpload } from '#server/registry/uploads/hold-file.ts'
import { serveUpload } from '#server/registry/uploads/serve-file.ts'
import type { Upload } from '#server/registry/uploads/schema.ts'
import type { Acting, DraftsContext } from './context.ts'
import { refuseUnlessAuthor, seeDraft } from './lock-draft.ts'
import { changeDraft } from './save-version.ts'
import { draftVersion } from './schema.ts'

/**
 * Adds PDF files that have arrived whole to a draft, which makes a new version of it; the same bytes twice are one annex. Each is
 * opened and drawn first, so that nothing is approved which the archive would not take. Refuses with `annex-not-pdf`,
 * `annex-too-large`, `too-many-annexes`, `no-such-upload`, as `changeDraft` does, and with the code of a PDF that cannot be drawn.
 */
export async function addAnnexes(context: DraftsContext, id: string, form: { uploads: readonly string[]; seen: number }, by: Acting): Promise<void> {
  const { draft: of, names } = await seeDraft(context, context.db, by, id)
  refuseUnlessAuthor(of, names)
  const wanted: Annex[] = []
  for (const one of new Set(form.uploads)) wanted.push(await readAnnex(context, await findUpload(context, one, by.name)))
  await changeDraft(context, id, {
    seen: form.seen,
    note: { event: 'annexes-added', details: { names: wanted.map(({ name }) => name) } },
    async content(tx, before) {
      const known = new Set(before.annexes.map(({ sha512 }) => sha512))
      const added = wanted.filter(({ sha512 }) => !known.has(sha512) && known.add(sha512))
      const annexes = [...before.annexes, ...added]
      if (annexes.length > annexesMax) throw refusal('too-many-annexes', { limit: annexesMax }, `A draft has at most ${annexesMax} annexes. Put several into one PDF.`)
      for (const annex of added) await holdUpload(tx, annex.id, by.name, id)
      return { text: before.text, annexes }
    },
  }, by)
}

/** Takes an annex out, which makes a new version; one that is not there changes nothing. */
export async function removeAnnex(context: DraftsContext, id: string, form: { annex: string; seen: number }, by: Acting): Promise<void> {
  await changeDraft(context, id, { seen: form.seen, note: { event: 'annex-removed' }, content: async (_tx, { text, annexes }) => ({ text, annexes: annexes.filter((one) => one.id !== form.annex) }) }, by)
}

/** The bytes of an annex of any version, for who sees the draft; once the archive has it, it is read there. */
export async function readAnnexFile(context: DraftsContext, id: string, annex: string, by: Acting): Promise<Response> {
  await seeDraft(context, context.db, by, id)
  const versions = await context.db.select({ annexes: draftVersion.annexes }).from(draftVersion).where(eq(draftVersion.draft, id))
  if (versions.every(({ annexes }) => annexes.every((one) => one.id !== annex))) throw new OpisError('not-found', 'The draft has no such annex.')
  return serveUpload(context, annex)
}

async function readAnnex(context: DraftsContext, { id, name, bytes, sha512, state, mediaType }: Upload): Promise<Annex> {
  if (bytes > annexBytesMax) throw refusal('annex-too-large', { name, limit: annexBytesMax / 1024 / 1024 }, `${name} is larger than ${annexBytesMax / 1024 / 1024} MB. Divide it.`)
  if (state === 'open') throw refusal('upload-elsewhere', { offset: await context.uploads.offset(id) }, 'The file has not arrived whole. Send the rest of it first.')
  if (state !== 'complete') throw noSuchUpload()
  const content = await readFile(context.uploads.fileOf(id))
  if (mediaType !== 'application/pdf' || content.subarray(0, 5).toString('latin1') !== '%PDF-') throw refusal('annex-not-pdf', { name }, `${name} is no PDF. Save it as PDF and attach that.`)
  let pages = 0
  for await (const _page of drawPdf(content)) {
    pages += 1
    if (pages > annexPagesMax) throw new OpisError('too-many-pages', `${name} has more than ${annexPagesMax} pages. Divide it.`)
  }
  return { id, name, bytes, sha512, pages }
}
