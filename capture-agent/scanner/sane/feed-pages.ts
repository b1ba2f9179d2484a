import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isLow } from '../is-low.ts'
import type { Delivered, FeedEvent, FeedJob } from '../port.ts'
import { driveFeeder, type Feeder, type Patience } from './drive-feeder.ts'
import { endOfFeed } from './end-of-feed.ts'
import { keepPage } from './keep-page.ts'
import type { SaneSettings } from './settings.ts'

const diskFull = { type: 'ended', reason: 'storage-full' } as const

/**
 * Feeds a pile: each image is given out while the feeder runs on. Aborting the signal stops the feeder between sheets,
 * and the images of those that were under way still come.
 */
export async function* feedPages(
  settings: SaneSettings,
  plan: { args: string[]; single: boolean },
  job: Pick<FeedJob, 'folder' | 'delivered'>,
  patience: Patience,
  signal: AbortSignal,
): AsyncGenerator<FeedEvent> {
  const feeder = driveFeeder(settings, { ...plan, folder: job.folder }, patience)
  signal.addEventListener('abort', feeder.finish)
  if (signal.aborted) feeder.finish()
  const events = eventsOf(feeder, { ...job, single: plan.single, signal })
  const nextEvent = (): Promise<Coming> => {
    const event = events()
    // A fault of the disk is told when the reader comes for it.
    event.catch(() => undefined)
    return event
  }
  // One image is made while the reader takes the one before it.
  let coming = nextEvent()
  try {
    for (;;) {
      const event = await coming
      if (event.type !== 'ended') coming = nextEvent()
      yield event
      if (event.type === 'ended') return
      feeder.taken()
    }
  } finally {
    signal.removeEventListener('abort', feeder.finish)
    feeder.kill()
    await tidy(job.folder, await coming.catch(() => null))
  }
}

type Coming = Extract<FeedEvent, { type: 'page' | 'rejected' | 'ended' }>

/** Gives the next event at each call; one call at a time. */
function eventsOf(feeder: Feeder, feed: { folder: string; delivered: Delivered[]; single: boolean; signal: AbortSignal }): () => Promise<Coming> {
  const { folder, single, signal } = feed
  // Behind a jam the images go on with the numbers of those that were fed before it.
  const before = feed.delivered.length
  let images = 0
  let pages = 0
  return async () => {
    const next = await feeder.next()
    if ('end' in next) {
      const { how, errors } = next.end
      const full = how.kind === 'exited' && how.code !== 0 && (await isLow(folder))
      return full ? { ...diskFull, detail: fullAt(before + images + 1) } : { type: 'ended', ...endOfFeed({ end: how, errors, images, stopped: signal.aborted, single }) }
    }
    images += 1
    const event = await keepImage(next.item, { folder, image: before + images, page: pages + 1 })
    if (event.type === 'page') pages += 1
    return event
  }
}

async function keepImage(file: string, at: { folder: string; image: number; page: number }): Promise<Coming> {
  const { folder, image, page } = at
  const name = `scan ${String(image).padStart(4, '0')}`
  const target = join(folder, `${image}.png`)
  const kept = await keepPage(join(folder, file), target)
  await rm(join(folder, file), { force: true })
  const origin = { item: name, page: 1 }
  if (kept.ok) return { type: 'page', file: target, mediaType: kept.mediaType, name: `${name}.png`, number: page, origin, lastOfItem: true }
  return (await isLow(folder)) ? { ...diskFull, detail: fullAt(image) } : { type: 'rejected', name, code: kept.code, detail: kept.detail, origin }
}

function fullAt(image: number): string {
  return `The disk of this station is full. Image ${image} could not be kept: its sheet and those behind it must be scanned again.`
}

/** What the driver left: half an image, images that nobody took. `untaken`: an event that came after the reader had left. */
async function tidy(folder: string, untaken: Coming | null): Promise<void> {
  const left = (await readdir(folder).catch(() => [])).filter((name) => /\.tif(\.part)?$/.test(name)).map((name) => join(folder, name))
  if (untaken?.type === 'page') left.push(untaken.file)
  await Promise.all(left.map((file) => rm(file, { force: true })))
}
