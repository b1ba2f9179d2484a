import { open, readFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { syncFolder } from './durable-file.ts'
import { journalEntry, type JournalEntry } from './journal-entries.ts'

/** An append-only file of JSON lines. A line that `append` returned for survives a power cut. */
export type Journal = { append(entry: JournalEntry): Promise<void>; close(): Promise<void> }

/** Starts a journal with its first entry. */
export async function createJournal(path: string, first: JournalEntry): Promise<Journal> {
  const journal = appendTo(await open(path, 'ax', 0o600), 0)
  await journal.append(first)
  await syncFolder(dirname(path))
  return journal
}

/**
 * Reads a journal and opens it for more. A last line that was being written when the power went is
 * cut off: nothing was promised for it.
 *
 * @throws OpisError `integrity` when a line before the last is damaged
 */
export async function reopenJournal(path: string): Promise<{ entries: JournalEntry[]; journal: Journal }> {
  const { entries, bytes } = readEntries(await readFile(path))
  const file = await open(path, 'r+')
  await file.truncate(bytes)
  await file.sync()
  return { entries, journal: appendTo(file, bytes) }
}

/** Reads a journal that another process may be writing. */
export async function readJournal(path: string): Promise<JournalEntry[]> {
  return readEntries(await readFile(path)).entries
}

/** The good entries and how many bytes they take. */
function readEntries(content: Buffer): { entries: JournalEntry[]; bytes: number } {
  const entries: JournalEntry[] = []
  let start = 0
  for (;;) {
    const end = content.indexOf(0x0a, start)
    if (end < 0) return { entries, bytes: start }
    const entry = parseLine(content.toString('utf8', start, end))
    if (entry === null) {
      if (end === content.length - 1) return { entries, bytes: start }
      throw new OpisError('integrity', `Line ${entries.length + 1} of the journal of a batch is damaged. Nothing was deleted; have the disk of this station checked.`)
    }
    entries.push(entry)
    start = end + 1
  }
}

function parseLine(line: string): JournalEntry | null {
  try {
    return journalEntry.parse(JSON.parse(line))
  } catch {
    return null
  }
}

/** Appends go one after the other. One that failed (disk full) is cut off again, so that the next line is whole. */
function appendTo(file: FileHandle, startBytes: number): Journal {
  let position = startBytes
  let last: Promise<void> = Promise.resolve()
  const write = async (entry: JournalEntry): Promise<void> => {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8')
    try {
      for (let done = 0; done < line.length; ) {
        done += (await file.write(line, done, line.length - done, position + done)).bytesWritten
      }
      await file.datasync()
    } catch (error) {
      await file.truncate(position)
      throw error
    }
    position += line.length
  }
  return {
    append(entry) {
      const turn = last.then(() => write(entry))
      last = turn.catch(() => undefined)
      return turn
    },
    async close() {
      await last
      await file.close()
    },
  }
}
