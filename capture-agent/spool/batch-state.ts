import type { ImageAnnouncement } from '#contract/capture.ts'
import type { PageMarks } from '#contract/page-marks.ts'
import type { Delivered } from '../scanner/port.ts'
import type { BatchSource, JournalEntry, SpooledImage } from './journal-entries.ts'

export type ImageState = SpooledImage & {
  marks: PageMarks | null
  fate: 'waiting' | 'acknowledged' | { refused: { code: string; detail: string } }
}
export type RejectedItem = Extract<JournalEntry, { type: 'rejected' }>

/** What a journal amounts to. `fed` is null while more sheets may come. */
export type BatchState = {
  batch: string
  openedAt: string
  source: BatchSource
  profile: string | null
  /** Image n lies at index n - 1. */
  images: ImageState[]
  rejected: RejectedItem[]
  fed: { feedSeconds: number } | null
  closed: boolean
  reported: boolean
}

/** State after the first entry, or null where the journal does not begin as one. */
export function openedState(entry: JournalEntry | undefined): BatchState | null {
  if (entry?.type !== 'opened') return null
  const { batch, at, source, profile } = entry
  return { batch, openedAt: at, source, profile, images: [], rejected: [], fed: null, closed: false, reported: false }
}

/** Takes one more entry into the state, in place. False: the entry cannot follow here. */
export function applyEntry(state: BatchState, entry: JournalEntry): boolean {
  switch (entry.type) {
    case 'opened':
      return false
    case 'spooled': {
      const { type: _, ...image } = entry
      if (image.image !== state.images.length + 1) return false
      state.images.push({ ...image, marks: null, fate: 'waiting' })
      return true
    }
    case 'marked':
    case 'acknowledged':
    case 'refused':
      return applyToImage(state.images[entry.image - 1], entry)
    case 'rejected':
      state.rejected.push(entry)
      return true
    case 'fed':
      if (entry.images !== state.images.length) return false
      state.fed = { feedSeconds: entry.feedSeconds }
      return true
    case 'closed':
      state.closed = true
      return true
    case 'reported':
      state.reported = true
      return true
  }
}

function applyToImage(image: ImageState | undefined, entry: Extract<JournalEntry, { image: number; type: 'marked' | 'acknowledged' | 'refused' }>): boolean {
  if (image === undefined) return false
  if (entry.type === 'marked') image.marks = entry.marks
  else if (entry.type === 'acknowledged') {
    if (entry.sha512 !== image.sha512) return false
    image.fate = 'acknowledged'
  } else image.fate = { refused: { code: entry.code, detail: entry.detail } }
  return true
}

/** What the feeder need not feed again. */
export function deliveredOf(state: BatchState): Delivered[] {
  return [...state.images, ...state.rejected].map(({ item, page, lastOfItem }) => ({ item, page, lastOfItem }))
}

/** What is said to the server about an image that has been looked at. */
export function announcementOf(image: ImageState, marks: PageMarks): ImageAnnouncement {
  const { sha512, bytes, mediaType, name } = image
  return { sha512, bytes, mediaType, name, marks }
}
