import { copyFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { disk } from './disk.ts'
import type { FilePort } from './file-port.ts'

/**
 * How a run ends at the operation of number `at`, counted from 1. `fails`: this one operation fails
 * and the process lives on. `dies`: neither this nor anything later happens. `power`: the same,
 * and of the names that were not yet made durable all, the oldest or the newest are lost.
 */
export type Plan = { at: number; end: 'fails' | 'dies' | { power: 'all' | 'oldest' | 'newest' } }

/** Counts operations and plans its fault only while armed; it is not at first. */
export type FaultyPort = { files: FilePort; operations(): number; arm(on: boolean): void; losePower(): Promise<void> }

/** A name that is not durable yet. `from`: it was there before; `backup`: what it replaced. */
type Pending = { name: string; from: string | null; backup: string | null }

/**
 * The disk with a fault planned; for tests. `scratch` is a folder for what undoing needs; `store` is the
 * folder whose names count for the oldest and the newest.
 */
export function faultyPort(plan: Plan, { scratch, store }: { scratch: string; store: string }): FaultyPort {
  let count = 0
  let armed = false
  let pending: Pending[] = []

  const hit = (): boolean => count === plan.at || (count > plan.at && plan.end !== 'fails')
  const step = (): boolean => {
    if (armed) count += 1
    return armed && hit()
  }
  // To die while reading leaves the disk as to die at the change before, so only changes are counted then.
  const readStep = (): boolean => (plan.end === 'fails' ? step() : armed && hit())
  const fault = (): Error => Object.assign(new Error(`planned fault at operation ${count}`), { code: plan.end === 'fails' ? 'ENOSPC' : 'EIO' })
  const guarded = <A extends unknown[], R>(act: (...args: A) => Promise<R>, reached = step) => async (...args: A): Promise<R> => {
    if (reached()) throw fault()
    return act(...args)
  }

  async function noteRename(from: string, to: string): Promise<void> {
    const backup = (await disk.facts(to))?.kind === 'file' ? join(scratch, `replaced-${count}`) : null
    if (backup !== null) await copyFile(to, backup)
    await disk.rename(from, to)
    pending = pending
      .filter((one) => one.name !== from && one.name !== to)
      .map((one) => (one.name.startsWith(`${from}/`) ? { ...one, name: to + one.name.slice(from.length) } : one))
    pending.push({ name: to, from, backup })
  }
  const noteNew = (name: string): void => {
    pending.push({ name, from: null, backup: null })
  }

  const files: FilePort = {
    makeFolder: guarded(async (path) => {
      if ((await disk.facts(path)) !== null) return
      await disk.makeFolder(path)
      noteNew(path)
    }),
    async write(path, chunks) {
      if (step()) {
        // A write that breaks off leaves half a file.
        await disk.write(path, firstHalf(chunks))
        throw fault()
      }
      await disk.write(path, chunks)
      noteNew(path)
    },
    syncFolder: guarded(async (path) => {
      await disk.syncFolder(path)
      pending = pending.filter((one) => dirname(one.name) !== path)
    }),
    rename: guarded(noteRename),
    removeEmptyFolder: guarded(disk.removeEmptyFolder),
    removeTree: guarded(disk.removeTree),
    list: guarded(disk.list, readStep),
    facts: guarded(disk.facts, readStep),
    async *chunks(path) {
      if (readStep()) throw fault()
      yield* disk.chunks(path)
    },
  }

  async function losePower(): Promise<void> {
    if (typeof plan.end === 'string') return
    const ofStore = pending.filter((one) => one.name.startsWith(`${store}/`))
    const lost = { all: pending.toReversed(), oldest: ofStore.slice(0, 1), newest: ofStore.slice(-1) }[plan.end.power]
    for (const one of lost) await lose(one)
  }
  const arm = (on: boolean): void => {
    armed = on
  }
  return { files, operations: () => count, arm, losePower }
}

async function lose({ name, from, backup }: Pending): Promise<void> {
  if ((await disk.facts(name)) === null) return
  if (from !== null && (await disk.facts(dirname(from))) !== null) await rename(name, from)
  else await rm(name, { recursive: true })
  if (backup !== null) await copyFile(backup, name)
}

async function* firstHalf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk.subarray(0, chunk.length >> 1)
    return
  }
}
