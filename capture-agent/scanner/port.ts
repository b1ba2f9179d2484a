import type { ProblemCode } from '#kernel/errors.ts'

/** Image formats in which a page may be delivered; the same list as in the contract. */
export type PageMediaType = 'image/jpeg' | 'image/png' | 'image/tiff' | 'image/webp'

/** Something that feeds pages. `id` is what `FeedJob.device` takes. */
export type Device = { id: string; name: string; kind: 'folder' | 'scanner' }

/** What a device can do, in its own terms. */
export type Capabilities = {
  /** Names of its sources, such as `ADF Duplex`; empty where there is no choice. */
  sources: string[]
  resolutionsDpi: { kind: 'fixed' } | { kind: 'list'; values: number[] } | { kind: 'range'; min: number; max: number; step: number }
  modes: ScanMode[]
  duplex: boolean
  pageSizes: PageSize[]
  /** Whether a feed that was cut off can go on at the sheet where it stopped (`FeedJob.delivered`). */
  resumable: boolean
}
export type ScanMode = 'colour' | 'grey' | 'lineart'
export type PageSize = 'a3' | 'a4' | 'a5' | 'letter' | 'legal' | 'full'

/** Where a page came from at the feeder: key of the item and page within it, counted from 1. */
export type Origin = { item: string; page: number }

/** A page that need not be fed again; `lastOfItem`: nor anything else of its item. */
export type Delivered = Origin & { lastOfItem: boolean }

/** What to feed. Null leaves the choice to the device. */
export type FeedJob = {
  device: string
  source: string | null
  resolutionDpi: number | null
  duplex: boolean
  mode: ScanMode | null
  pageSize: PageSize | null
  /** Empty folder of this job; delivered files are laid here. The receiver takes them away. */
  folder: string
  /** What an earlier feed of the same pile has delivered or rejected already; a resumable device leaves it out. */
  delivered: Delivered[]
}

export type FeedEnd =
  | 'feeder-empty'
  | 'stopped'
  | 'jam'
  | 'cover-open'
  | 'no-paper'
  | 'device-busy'
  | 'device-gone'
  | 'storage-full'
  | 'fault'

/**
 * What happens while feeding, in feed order. After `ended` nothing follows.
 * - `page`: `file` is complete and stays until the receiver removes or moves it. `number` counts the
 *   pages of this feed from 1. `name` is data for people, never a path. `lastOfItem`: the item at the
 *   feeder (one file, one sheet) is used up.
 * - `rejected`: a sheet or file that cannot become an image; the feed goes on.
 * - `notice`: something a person may want to know; nothing is missing.
 */
export type FeedEvent =
  | { type: 'page'; file: string; mediaType: PageMediaType; name: string; number: number; origin: Origin; lastOfItem: boolean }
  | { type: 'rejected'; name: string; code: ProblemCode; detail: string; origin: Origin }
  | { type: 'notice'; detail: string }
  | { type: 'ended'; reason: FeedEnd; detail: string }

/** A device that cannot be asked or used now; `detail` says what to do. */
export type DeviceFault = { fault: Exclude<FeedEnd, 'feeder-empty' | 'stopped'>; detail: string }

/**
 * The door to anything that feeds pages. Errors are values: neither method throws for what a device
 * does. A feed waits for its reader between pages only as far as its device can; aborting `signal`
 * or leaving the loop stops the feeder, and pages already given stay.
 */
export type Scanner = {
  list(): Promise<Device[]>
  capabilities(device: string): Promise<{ ok: true; capabilities: Capabilities } | ({ ok: false } & DeviceFault)>
  feed(job: FeedJob, signal: AbortSignal): AsyncIterable<FeedEvent>
}
