import { OpisError } from '#kernel/errors.ts'
import type { UploadContext } from '../uploads/receive-file.ts'
import { serveUpload } from '../uploads/serve-file.ts'
import type { IntakeItem } from './schema.ts'

/** The bytes of a file of an item, while the archive does not have them yet. `not-found` for a file of anything else. */
export async function readItemFile(context: Pick<UploadContext, 'db' | 'uploads'>, item: IntakeItem, id: string): Promise<Response> {
  if (item.files.every((file) => file.upload !== id)) throw new OpisError('not-found', 'There is no such file here any more. Once registered, it lies with the card.')
  return serveUpload(context, id)
}
