import { asc, eq } from 'drizzle-orm'
import { canonicalJson, type Json } from '#kernel/canonical-json.ts'
import type { Db } from '#platform/database.ts'
import { checkpointLine } from './checkpoint-file.ts'
import { leafOf, type EntryRow } from './entry-leaf.ts'
import { originOfLog } from './make-checkpoint.ts'
import { readEntries } from './read-entries.ts'
import { auditCheckpoint } from './schema.ts'
import { keyText, type NoteKey } from './signed-note.ts'

export const exportFormat = 'opis-audit/1'

/**
 * The log up to `size` as lines of canonical JSON (RFC 8785): a head with the name of the log and the
 * public key, every entry, each checkpoint behind the last entry that it covers, and an end with the
 * counts. `size` must be that of a checkpoint, so that every entry is covered.
 */
export async function* exportLog(db: Db, key: NoteKey, size: number): AsyncGenerator<string> {
  yield line({ format: exportFormat, key: keyText(key), origin: (await originOfLog(db)) ?? '' })
  const checkpoints = await db.select({ size: auditCheckpoint.size }).from(auditCheckpoint).orderBy(asc(auditCheckpoint.size))
  const covered = new Set(checkpoints.map((one) => one.size))
  let made = 0
  for await (const row of readEntries(db, 0, size)) {
    yield line({ entry: entryOf(row) })
    if (!covered.has(row.seq)) continue
    for (const note of await notesAt(db, row.seq)) {
      yield checkpointLine(note)
      made += 1
    }
  }
  yield line({ end: { checkpoints: made, entries: size } })
}

const line = (value: Json) => `${canonicalJson(value)}\n`

function entryOf(row: EntryRow): Json {
  return { ...leafOf(row), details: row.details, salt: row.detailsSalt, leafHash: row.leafHash }
}

async function notesAt(db: Db, size: number): Promise<string[]> {
  const rows = await db.select({ note: auditCheckpoint.note }).from(auditCheckpoint).where(eq(auditCheckpoint.size, size))
  return rows.map((row) => row.note)
}
