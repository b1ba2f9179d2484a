import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { civilDate, id, instant, sha512 } from '#contract/common.ts'
import { syncFolder } from '#platform/durable-file.ts'

const text = z.string().nullable()
const hash = z.object({ path: z.string(), sha512, bytes: z.int() })

/** One destroyed record as the log outside the database keeps it: enough to destroy it again in a restored backup, no word of it. */
export const loggedDestruction = z.object({
  form: z.literal('opis-destruction/1'),
  id,
  record: id,
  begunAt: instant,
  hashes: z.array(hash),
  act: z.object({ id, number: z.string(), fonds: z.string(), drawnOn: civilDate, schedule: text }),
  line: z.object({ id, line: z.int(), subjectKind: z.enum(['record', 'file']), subject: id, carrier: z.enum(['digital', 'paper', 'both']) }),
  stub: z.object({
    /** Lines written before transfers were told apart are of destructions. */
    kind: z.enum(['destroyed', 'transferred']).default('destroyed'),
    class: text, unit: text, wholeHouse: z.boolean(), fileNumber: text, dateFirst: text, dateLast: text, title: text,
    hashes: z.array(hash), rule: text, cite: text, schedule: text, version: text, endedOn: civilDate, backupsUntil: text,
  }),
})
export type LoggedDestruction = z.output<typeof loggedDestruction>

/**
 * What was destroyed, in files that a backup of the database does not bring back to an earlier state: one line of JSON a record,
 * only ever added to.
 */
export type DestructionLog = {
  /** Durable in every file on return. A record may be noted more than once. */
  append(entries: readonly LoggedDestruction[]): Promise<void>
  /** Everything in any of the files, by record; and per file how many of those it lacks. */
  read(): Promise<{ entries: ReadonlyMap<string, LoggedDestruction>; lacking: readonly { file: string; records: readonly string[] }[]; unreadable: number }>
  /** Adds to one file what it lacks. */
  complete(file: string, entries: readonly LoggedDestruction[]): Promise<void>
}

export function createDestructionLog(files: readonly string[]): DestructionLog {
  const own = [...new Set(files)]
  return {
    async append(entries) {
      for (const file of own) await appendTo(file, entries)
    },
    complete: appendTo,
    async read() {
      const contents = await Promise.all(own.map(async (file) => ({ file, ...(await readLog(file)) })))
      const entries = new Map(contents.flatMap((one) => [...one.entries]))
      const lacking = contents.map((one) => ({ file: one.file, records: [...entries.keys()].filter((record) => !one.entries.has(record)) }))
      return { entries, lacking, unreadable: contents.reduce((sum, one) => sum + one.unreadable, 0) }
    },
  }
}

/** A line that was cut off by a crash stays and a new line begins behind it. */
async function appendTo(file: string, entries: readonly LoggedDestruction[]): Promise<void> {
  if (entries.length === 0) return
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a+', 0o600)
  try {
    const { size } = await handle.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await handle.read(last, 0, 1, size - 1)
    const isWhole = size === 0 || last.toString() === '\n'
    await handle.appendFile(`${isWhole ? '' : '\n'}${entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')}`)
    await handle.sync()
    if (size === 0) await syncFolder(dirname(file))
  } finally {
    await handle.close()
  }
}

async function readLog(file: string): Promise<{ entries: Map<string, LoggedDestruction>; unreadable: number }> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
  const entries = new Map<string, LoggedDestruction>()
  let unreadable = 0
  for (const line of content.split('\n')) {
    if (line === '') continue
    const entry = parsed(line)
    if (entry === null) unreadable += 1
    else entries.set(entry.record, entry)
  }
  return { entries, unreadable }
}

function parsed(line: string): LoggedDestruction | null {
  try {
    const result = loggedDestruction.safeParse(JSON.parse(line))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
