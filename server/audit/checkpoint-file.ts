import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { asc, gt } from 'drizzle-orm'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Db } from '#platform/database.ts'
import { syncFolder } from '#platform/durable-file.ts'
import { openCheckpoint } from './checkpoint.ts'
import { originOfLog } from './make-checkpoint.ts'
import { auditCheckpoint } from './schema.ts'
import type { NoteKey } from './signed-note.ts'

/** Longer than any line of the file. */
const tailBytes = 4096

/** A checkpoint as a line of an export and of the file of checkpoints. */
export const checkpointLine = (note: string) => `${canonicalJson({ checkpoint: note })}\n`

/**
 * Appends to a file outside the database every checkpoint that it does not have yet, and syncs it. The
 * file is only ever added to: a line that was cut off by a crash stays and a new line begins behind it.
 */
export async function appendCheckpoints(db: Db, file: string, key: NoteKey): Promise<number> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a+', 0o600)
  try {
    const { whole, size } = await lastOf(handle, key, await originOfLog(db))
    const missing = await db.select({ note: auditCheckpoint.note }).from(auditCheckpoint).where(gt(auditCheckpoint.size, size)).orderBy(asc(auditCheckpoint.size))
    if (missing.length > 0) await handle.appendFile(`${whole ? '' : '\n'}${missing.map(({ note }) => checkpointLine(note)).join('')}`)
    await handle.sync()
    return missing.length
  } finally {
    await handle.close()
    await syncFolder(dirname(file))
  }
}

/** Size of the last checkpoint of this log in the file, 0 where there is none; and whether the file ends with a whole line. */
async function lastOf(handle: FileHandle, key: NoteKey, origin: string | null): Promise<{ whole: boolean; size: number }> {
  const { size: bytes } = await handle.stat()
  const tail = Buffer.alloc(Math.min(bytes, tailBytes))
  await handle.read(tail, 0, tail.length, bytes - tail.length)
  const text = tail.toString('utf8')
  const line = text.trimEnd().split('\n').at(-1) ?? ''
  const last = openCheckpoint([key], noteOf(line) ?? '')
  return { whole: text === '' || text.endsWith('\n'), size: last?.origin === origin ? last.size : 0 }
}

/** The note in such a line, null where it is none. */
export function noteOf(line: string): string | null {
  try {
    const value: unknown = JSON.parse(line)
    const note = typeof value === 'object' && value !== null && 'checkpoint' in value ? value.checkpoint : null
    return typeof note === 'string' && checkpointLine(note) === `${line}\n` ? note : null
  } catch {
    return null
  }
}
