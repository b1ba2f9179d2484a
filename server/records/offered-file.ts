import type { Readable } from 'node:stream'
import { and, eq } from 'drizzle-orm'
import { objectIdOf, type RecordsContext } from './context.ts'
import { record, recordRendition } from './schema.ts'

/** More is not handed out over the public page. */
const bytesMax = 20 * 1024 * 1024

/** The one file of a record for somebody outside: its original PDF, else its access PDF; null where there is none within the limit. */
export async function openOfferedFile(context: RecordsContext, id: string): Promise<{ stream: Readable; mediaType: string; bytes: number; extension: string } | null> {
  const files = await context.db.select({ file: recordRendition }).from(recordRendition).innerJoin(record, eq(record.id, recordRendition.record)).where(and(eq(recordRendition.record, id), eq(recordRendition.mediaType, 'application/pdf')))
  const originals = files.filter(({ file }) => file.name === 'original')
  const found = (originals.length === 1 ? originals[0] : files.find(({ file }) => file.name === 'access'))?.file
  if (found === undefined || found.bytes > bytesMax) return null
  const { stream } = await context.store.open(objectIdOf(id), found.path)
  return { stream, mediaType: found.mediaType, bytes: found.bytes, extension: '.pdf' }
}
