import { createReadStream } from 'node:fs'
import { eq } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import type { UploadContext } from './receive-file.ts'
import { upload } from './schema.ts'

/** What a browser may show of what came from outside; anything else is only saved. */
const shown = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/webp'])

/** The bytes of a file while the upload area has them; the caller has made sure that the reader may see it. Else `not-found`. */
export async function serveUpload(context: Pick<UploadContext, 'db' | 'uploads'>, id: string): Promise<Response> {
  const [found] = await context.db.select().from(upload).where(eq(upload.id, id))
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
