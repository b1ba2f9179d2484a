import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ProblemCode } from '#kernel/errors.ts'
import { errorText } from '../error-text.ts'
import { copyIn } from './copy-in.ts'
import { deliverItem, type Delivery, type Item } from './deliver-item.ts'
import { listPile, type Pile, type PileItem } from './list-pile.ts'
import type { Capabilities, FeedEvent, FeedJob, Scanner } from './port.ts'

const prefix = 'folder:'

/** Device id of a folder whose files are the sheets of a pile. */
export function folderDevice(folder: string): string {
  return prefix + resolve(folder)
}

const capabilities: Capabilities = {
  sources: [],
  resolutionsDpi: { kind: 'fixed' },
  modes: [],
  duplex: false,
  pageSizes: [],
  resumable: true,
}

/**
 * A scanner whose paper is files: JPEG, PNG, TIFF, WebP and PDF in natural name order. A single image
 * is delivered bit for bit; pages of PDF and multi-page TIFF become lossless images of their own.
 * `folders` are those it lists; any other folder can be fed by its device id.
 */
export function folderFeeder(folders: string[] = []): Scanner {
  return {
    list: async () => folders.map((folder) => ({ id: folderDevice(folder), name: folder, kind: 'folder' })),
    async capabilities(device) {
      const pile = await tryList(device)
      return pile.ok ? { ok: true, capabilities } : { ok: false, fault: 'device-gone', detail: pile.detail }
    },
    feed: feedFolder,
  }
}

async function* feedFolder(job: FeedJob, signal: AbortSignal): AsyncGenerator<FeedEvent> {
  const pile = await tryList(job.device)
  if (!pile.ok) {
    yield { type: 'ended', reason: 'device-gone', detail: pile.detail }
    return
  }
  for (const name of pile.leftOut) yield { type: 'notice', detail: `“${name}” is not a file and was left out.` }
  const delivered = Map.groupBy(job.delivered, (page) => page.item)
  let number = 0
  for (const [index, item] of pile.items.entries()) {
    if (signal.aborted) break
    const before = delivered.get(item.key) ?? []
    if (before.some((page) => page.lastOfItem)) continue
    const done = new Set(before.map(({ page }) => page))
    for await (const delivery of feedItem(item, { folder: job.folder, prefix: String(index + 1), done, signal })) {
      const end = delivery.ok ? null : stationFault(delivery.code)
      if (end !== null && !delivery.ok) {
        yield { type: 'ended', reason: end, detail: delivery.detail }
        return
      }
      if (delivery.ok) number += 1
      yield eventOf(item, delivery, number)
    }
  }
  yield signal.aborted
    ? { type: 'ended', reason: 'stopped', detail: 'Feeding was stopped; what was fed is kept.' }
    : { type: 'ended', reason: 'feeder-empty', detail: '' }
}

async function* feedItem(item: PileItem, into: Omit<Item, 'file' | 'kind'>): AsyncGenerator<Delivery> {
  const file = join(into.folder, 'item.part')
  try {
    await rm(file, { force: true })
    const copied = await copyIn(item.path, file)
    if (copied.ok) yield* deliverItem({ file, kind: copied.kind, ...into })
    else if (!into.done.has(1)) yield { ok: false, page: 1, code: copied.code, detail: copied.detail }
  } finally {
    // Also when the disk is full or the reader has left: half a copy would take the room that journals need.
    await rm(file, { force: true })
  }
}

/** Troubles that lie with the station, not with the file: feeding ends, the file waits for the next time. */
function stationFault(code: ProblemCode): 'storage-full' | 'fault' | null {
  if (code === 'storage-full') return 'storage-full'
  return code === 'internal' ? 'fault' : null
}

function eventOf(item: PileItem, delivery: Delivery, number: number): FeedEvent {
  const origin = { item: item.key, page: delivery.page }
  if (!delivery.ok) return { type: 'rejected', name: item.name, code: delivery.code, detail: delivery.detail, origin }
  const { file, mediaType, last } = delivery
  return { type: 'page', file, mediaType, name: item.name, number, origin, lastOfItem: last }
}

async function tryList(device: string): Promise<({ ok: true } & Pile) | { ok: false; detail: string }> {
  if (!device.startsWith(prefix)) return { ok: false, detail: `“${device}” is not a folder.` }
  try {
    return { ok: true, ...(await listPile(device.slice(prefix.length))) }
  } catch (error) {
    return { ok: false, detail: `The folder cannot be read (${errorText(error)}).` }
  }
}
