import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PageMarks } from '#contract/page-marks.ts'
import { OpisError } from '#kernel/errors.ts'
import type { FeedEvent, PageMediaType } from '../scanner/port.ts'
import { displayName } from '../scanner/display-name.ts'
import { applyEntry, openedState, type BatchState, type ImageState } from './batch-state.ts'
import { hashFile, makeFolder, syncFile, syncFolder } from './durable-file.ts'
import { reopenJournal, type Journal } from './journal.ts'
import type { JournalEntry } from './journal-entries.ts'
import type { Lock } from './lock.ts'

type PageEvent = Extract<FeedEvent, { type: 'page' }>
type RejectedEvent = Extract<FeedEvent, { type: 'rejected' }>

/** A batch in the spool that this process holds. `state` follows the journal and is only read by others. */
export type SpooledBatch = {
  readonly state: Readonly<BatchState>
  /** Empty folder where a feeder lays its pages. */
  readonly feedFolder: string
  pathOf(image: ImageState): string
  /** Makes a delivered page durable and gives it the next number. */
  takeIn(page: PageEvent): Promise<ImageState>
  noteRejected(sheet: RejectedEvent): Promise<void>
  noteMarks(image: number, marks: PageMarks): Promise<void>
  /** The server returned this checksum from durable storage: the page leaves the spool. */
  acknowledge(image: number, sha512: string): Promise<void>
  /** The server will not have this page; its file is kept aside until a person removes it. */
  refuse(image: number, code: string, detail: string): Promise<void>
  finishFeed(feedSeconds: number, reason: string): Promise<void>
  noteClosed(): Promise<void>
  /** The person has the report: the batch leaves the spool (refused pages excepted). */
  noteReported(): Promise<void>
  release(): Promise<void>
}

const suffixes: Record<PageMediaType, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/tiff': 'tif', 'image/webp': 'webp' }

/**
 * Opens a batch that lies in the spool. Files that no journal line vouches for are removed (they are
 * still at the feeder); files whose page is acknowledged are removed as they should have been. `onTaken` hears
 * the length of every page that is taken in.
 *
 * @throws OpisError `integrity`
 */
export async function openSpooledBatch(folder: string, lock: Lock, onTaken: (bytes: number) => void): Promise<SpooledBatch> {
  const { entries, journal } = await reopenJournal(join(folder, 'journal.jsonl'))
  const state = openedState(entries[0])
  if (state === null || !entries.slice(1).every((entry) => applyEntry(state, entry))) {
    await journal.close()
    throw new OpisError('integrity', `The journal in ${folder} contradicts itself. Nothing was deleted; have the disk of this station checked.`)
  }
  await tidy(folder, state)
  return operations(folder, state, { journal, lock, onTaken })
}

type Held = { journal: Journal; lock: Lock; onTaken(bytes: number): void }

function operations(folder: string, state: BatchState, { journal, lock, onTaken }: Held): SpooledBatch {
  const images = join(folder, 'images')
  const feedFolder = join(folder, 'feed')
  const pathOf = (image: ImageState): string => join(images, image.file)
  const record = async (entry: JournalEntry): Promise<void> => {
    await journal.append(entry)
    if (!applyEntry(state, entry)) throw new OpisError('internal', `The journal refuses “${entry.type}”.`)
  }
  return {
    state,
    feedFolder,
    pathOf,
    async takeIn(page) {
      const image = state.images.length + 1
      const file = `${String(image).padStart(6, '0')}.${suffixes[page.mediaType]}`
      await syncFile(page.file)
      await rename(page.file, join(images, file))
      await syncFolder(images)
      const { sha512, bytes } = await hashFile(join(images, file))
      const { mediaType, origin, lastOfItem } = page
      const entry = { image, file, sha512, bytes, mediaType, name: displayName(page.name), ...origin, lastOfItem }
      await record({ type: 'spooled', ...entry }).catch(async (error: unknown) => {
        await rm(join(images, file), { force: true })
        throw error
      })
      onTaken(bytes)
      return imageOf(state, image)
    },
    noteRejected: ({ name, code, detail, origin }) =>
      record({ type: 'rejected', name: displayName(name), code, detail: detail.slice(0, 500), ...origin, lastOfItem: false }),
    noteMarks: (image, marks) => record({ type: 'marked', image, marks }),
    async acknowledge(image, sha512) {
      if (imageOf(state, image).sha512 !== sha512) throw new OpisError('checksum-mismatch', `Image ${image} is not what the server has.`)
      await record({ type: 'acknowledged', image, sha512 })
      await rm(pathOf(imageOf(state, image)), { force: true })
    },
    async refuse(image, code, detail) {
      await record({ type: 'refused', image, code, detail: detail.slice(0, 500) })
      await setAside(folder, imageOf(state, image))
    },
    finishFeed: (feedSeconds, reason) => record({ type: 'fed', images: state.images.length, feedSeconds, reason }),
    noteClosed: () => record({ type: 'closed' }),
    async noteReported() {
      await record({ type: 'reported' })
      await removeReported(folder, state)
    },
    async release() {
      await journal.close()
      lock.release()
    },
  }
}

function imageOf(state: BatchState, image: number): ImageState {
  const found = state.images[image - 1]
  if (found === undefined) throw new OpisError('internal', `There is no image ${image} in the batch.`)
  return found
}

/** Brings the files in line with the journal. */
async function tidy(folder: string, state: BatchState): Promise<void> {
  await rm(join(folder, 'feed'), { recursive: true, force: true })
  await mkdir(join(folder, 'feed'), { mode: 0o700 })
  await makeFolder(join(folder, 'images'))
  const waiting = new Map(state.images.map((image) => [image.file, image]))
  for (const file of await readdir(join(folder, 'images'))) {
    const image = waiting.get(file)
    if (image === undefined || image.fate === 'acknowledged') await rm(join(folder, 'images', file))
    else if (image.fate !== 'waiting') await setAside(folder, image)
  }
}

async function setAside(folder: string, image: ImageState): Promise<void> {
  await makeFolder(join(folder, 'refused'))
  const from = join(folder, 'images', image.file)
  const there = await stat(from).then(() => true, () => false)
  if (!there) return
  await rename(from, join(folder, 'refused', image.file))
  await syncFolder(join(folder, 'refused'))
}

/** Removes what is left of a reported batch; the journal goes last, so that a half-done removal is resumed. */
export async function removeReported(folder: string, state: Readonly<BatchState>): Promise<void> {
  if (!state.reported || state.images.some((image) => image.fate !== 'acknowledged')) return
  await rm(join(folder, 'images'), { recursive: true, force: true })
  await rm(join(folder, 'feed'), { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}
