import { eq } from 'drizzle-orm'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import type { Language } from '#kernel/language.ts'
import { noteCard } from '#server/registry/cards/note-card.ts'
import { upload, type Upload } from '#server/registry/uploads/schema.ts'
import type { UploadArea } from '#server/registry/uploads/upload-area.ts'
import type { RecordsContext } from '../context.ts'
import { readImportedFile, type ImportedFile } from '../imported-file.ts'
import { attachFile } from './attach-file.ts'

export type AttachUploadContext = RecordsContext & { uploads: UploadArea; workFolder: string; languageOf: (text: string) => Language | null }

/**
 * The task after a file has arrived whole for a case: makes it a record of the case. The file goes only when the archive
 * has it. One that the archive does not take stays where it is, marked with the code of the reason. Safe to run twice.
 */
export async function attachUpload(context: AttachUploadContext, id: string): Promise<void> {
  const [found] = await context.db.select().from(upload).where(eq(upload.id, id))
  if (!found || found.card === null) return
  if (found.state === 'complete') await attach(context, found, found.card)
  // A run that was cut off after the record was made left the file.
  const [now] = await context.db.select({ state: upload.state }).from(upload).where(eq(upload.id, id))
  if (now?.state === 'attached') await context.uploads.remove(id)
}

/** A file of the upload area taken apart as the archive keeps it, for as long as `use` needs its pictures. Refuses as `readImportedFile`. */
export async function withUpload<T>(context: Pick<AttachUploadContext, 'uploads' | 'workFolder' | 'languageOf'>, { id, name }: Pick<Upload, 'id' | 'name'>, use: (file: ImportedFile) => Promise<T>): Promise<T> {
  await mkdir(context.workFolder, { recursive: true })
  const folder = await mkdtemp(join(context.workFolder, 'upload-'))
  try {
    const read = await readImportedFile(name, await readFile(context.uploads.fileOf(id)), folder)
    return await use({ ...read, pages: read.pages.map((page) => (page.text === undefined ? page : { ...page, language: context.languageOf(page.text) })) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function attach(context: AttachUploadContext, of: Upload, card: string): Promise<void> {
  const actor = of.owner === '' ? 'system' : `user:${of.owner}`
  const { name, role, paper } = of
  const form = of.owner === '' ? ('electronic-original' as const) : ('scanned-copy' as const)
  const filter = { everyUnit: true, units: [], name: of.owner === '' ? 'system' : of.owner }
  try {
    const { record } = await withUpload(context, of, (file) => attachFile(context, { name, role, form, ...(paper === null ? {} : { paper }), card, file }, filter, actor))
    await context.db.update(upload).set({ state: 'attached', record }).where(eq(upload.id, of.id))
  } catch (error) {
    if (!(error instanceof OpisError) || error.retry) throw error
    await context.db.transaction(async (tx) => {
      await tx.update(upload).set({ state: 'refused', refusal: error.code }).where(eq(upload.id, of.id))
      await noteCard(tx, card, { event: 'file-refused', details: { name: of.name, code: error.code } }, { actor: 'system', now: context.clock.now() })
    })
  }
}
