import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#kernel/clock.ts'
import { isId, newId } from '#kernel/ids.ts'
import { systemCode } from '../error-text.ts'
import { makeFolder, syncFolder } from './durable-file.ts'
import { openedState, type BatchState, applyEntry } from './batch-state.ts'
import { createJournal, readJournal } from './journal.ts'
import type { BatchSource } from './journal-entries.ts'
import { lockFolder, type Lock } from './lock.ts'
import { openSpooledBatch, removeReported, type SpooledBatch } from './spooled-batch.ts'

/** Where pages wait until the server has them: one folder a batch. */
export type Spool = {
  /** Starts a batch, held by this process; under `wanted` unless the spool has that one already. */
  create(source: BatchSource, profile: string | null, wanted?: string): Promise<SpooledBatch>
  /** Batches in the spool, oldest first, as their journals say now; damaged ones with the reason. */
  list(): Promise<Listed[]>
  /** Takes hold of a batch; null if another process has it or it is gone. */
  hold(batch: string): Promise<SpooledBatch | null>
  /** Why no further page may be taken in, or null. */
  fullBecause(): Promise<string | null>
}
export type Listed = { batch: string; state: BatchState } | { batch: string; state: null; detail: string }

export type SpoolOptions = {
  folder: string
  clock: Clock
  /** Pages that wait may take this many bytes in all. */
  maxBytes: number
  /** Room that must stay free on the disk, bytes, so that journals can still be written. */
  reserveBytes: number
}

/** Opens the spool under `folder`, which is made if need be. */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { folder } = options
  await makeFolder(folder)
  const pathOf = (batch: string): string => join(folder, batch)
  const tally = createTally(() => bytesWaiting(folder))
  return {
    async create(source, profile, wanted) {
      const now = options.clock.now()
      const ownId = newId(now.getTime())
      const asWanted = wanted === undefined ? null : await makeLocked(pathOf(wanted))
      const batch = asWanted === null || wanted === undefined ? ownId : wanted
      const lock = asWanted ?? (await mustMake(pathOf(ownId)))
      await syncFolder(folder)
      const journal = await createJournal(join(pathOf(batch), 'journal.jsonl'), {
        type: 'opened', version: 1, batch, at: now.toISOString(), source, profile,
      })
      await journal.close()
      return openSpooledBatch(pathOf(batch), lock, tally.add)
    },
    async list() {
      const names = (await readdir(folder)).filter(isId).sort()
      return (await Promise.all(names.map((batch) => listed(pathOf(batch), batch)))).filter((one) => one !== null)
    },
    async hold(batch) {
      const lock = await lockFolder(pathOf(batch))
      if (lock === null) return null
      try {
        return await holdLocked(pathOf(batch), lock, tally.add)
      } catch (error) {
        lock.release()
        throw error
      }
    },
    fullBecause: () => fullBecause(options, tally),
  }
}

async function holdLocked(path: string, lock: Lock, onTaken: (bytes: number) => void): Promise<SpooledBatch | null> {
  const one = await listed(path, '')
  if (one === null) {
    // Killed between making the folder and the first line, or while removing a reported batch.
    const images = await readdir(join(path, 'images')).catch(() => [])
    if (images.length === 0) await rm(path, { recursive: true, force: true })
    lock.release()
    return null
  }
  const batch = await openSpooledBatch(path, lock, onTaken)
  if (!batch.state.reported) return batch
  await removeReported(path, batch.state)
  await batch.release()
  return null
}

/** Makes the folder of a batch and holds it; null where it is there or held already. */
async function makeLocked(path: string): Promise<Lock | null> {
  const lock = await lockFolder(path)
  if (lock === null) return null
  try {
    await mkdir(path, { mode: 0o700 })
    return lock
  } catch (error) {
    lock.release()
    if (systemCode(error) === 'EEXIST') return null
    throw error
  }
}

async function mustMake(path: string): Promise<Lock> {
  const lock = await makeLocked(path)
  if (lock === null) throw new Error('a new batch cannot be there already')
  return lock
}

async function listed(path: string, batch: string): Promise<Listed | null> {
  try {
    const entries = await readJournal(join(path, 'journal.jsonl'))
    const state = openedState(entries[0])
    if (state === null) return entries.length === 0 ? null : { batch, state, detail: 'The journal has no beginning.' }
    const good = entries.slice(1).every((entry) => applyEntry(state, entry))
    return good ? { batch, state } : { batch, state: null, detail: 'The journal contradicts itself.' }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    return { batch, state: null, detail: error instanceof Error ? error.message : String(error) }
  }
}

async function fullBecause(options: SpoolOptions, tally: Tally): Promise<string | null> {
  const { bavail, bsize } = await statfs(options.folder)
  const freeBytes = bavail * bsize
  if (freeBytes < options.reserveBytes) return `The disk of this station has only ${megabytes(freeBytes)} MB left.`
  const bytes = await tally.bytes()
  return bytes > options.maxBytes ? `${megabytes(bytes)} MB of pages wait for the server; ${megabytes(options.maxBytes)} MB is the limit.` : null
}

async function bytesWaiting(folder: string): Promise<number> {
  let bytes = 0
  for (const batch of (await readdir(folder)).filter(isId)) {
    const images = join(folder, batch, 'images')
    const files = await readdir(images).catch(() => [])
    for (const file of files) bytes += await stat(join(images, file)).then((found) => found.size, () => 0)
  }
  return bytes
}

type Tally = { bytes(): Promise<number>; add(bytes: number): void }

/**
 * Bytes that wait: counted on disk, and between counts what was taken in is added. Counting a long queue for
 * every page would slow the feeder down; a twentieth of the time is enough for it.
 */
function createTally(count: () => Promise<number>): Tally {
  let last = { untilMs: 0, bytes: 0 }
  return {
    add(bytes) {
      last.bytes += bytes
    },
    async bytes() {
      const startMs = performance.now()
      if (startMs < last.untilMs) return last.bytes
      const bytes = await count()
      const endMs = performance.now()
      last = { untilMs: endMs + 20 * (endMs - startMs), bytes }
      return bytes
    },
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}
