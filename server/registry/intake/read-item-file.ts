import { createReadStream } from 'node:fs'
import { eq } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import type { UploadContext } from '../uploads/receive-file.ts'
import { upload } from '../uploads/schema.ts'
import type { IntakeItem } from './schema.ts'

/** What a browser may show of what a stranger sent; anything else is only saved. */
const shown = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/webp'])

/** The bytes of a file of an item, while the archive does not have them yet. `not-found` for a file of anything else. */
export async function readItemFile(context: Pick<UploadContext, 'db' | 'uploads'>, item: IntakeItem, id: string): Promise<Response> {
  const [found] = item.files.some((file) => file.upload === id) ? await context.db.select().from(upload).where(eq(upload.id, id)) : []
  const bytes = found === undefined ? 0 : await context.uploads.offset(id)
  if (found === undefined || bytes === 0) throw new OpisError('not-found', 'There is no such file here any more. Once registered, it lies with the card.')
  const isShown = shown.has(found.mediaType)
  return new Response(createReadStream(context.uploads.fileOf(id)) as unknown as ReadableStream, {
    headers: {
      'content-type': isShown ? found.mediaType : 'application/octet-stream',
      'content-length': String(bytes),
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      // The viewer of a browser shows a PDF in a process of its own, but not in a sandboxed page.
      ...(found.mediaType === 'application/pdf' ? {} : { 'content-security-policy': "default-src 'none'; sandbox" }),
    },
  })
}
