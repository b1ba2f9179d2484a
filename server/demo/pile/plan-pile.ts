import { seededRandom } from '../add-noise.ts'
import type { DemoPage, DemoRecord } from '../texts/demo-text.ts'

/** What happened to a page between the typewriter and the glass. */
export type Wear = { turn: 0 | 180; skewDegrees: number; noise: number; jpeg: boolean; seed: number }

export type Sheet =
  | { kind: 'cover'; record: number; upsideDown: boolean }
  | { kind: 'page'; record: number; page: DemoPage; wear: Wear }
  | { kind: 'blank'; seed: number }

/** The record whose last sheet has its empty back in the pile. */
const recordWithBlankBack = 1
/** The record whose cover lies the wrong way round. */
const recordWithTurnedCover = 3

function wearOf(index: number, random: () => number): Wear {
  const direction = random() < 0.5 ? -1 : 1
  const amount = 1 + random()
  return {
    turn: index % 5 === 4 ? 180 : 0,
    skewDegrees: index % 3 === 1 ? Math.round(direction * amount * 100) / 100 : 0,
    noise: index % 4 === 2 ? 0.002 : 0,
    jpeg: index % 4 === 3,
    seed: Math.floor(random() * 2 ** 31),
  }
}

/**
 * The order of the pile: before each record its cover, and one empty back among the pages. Some
 * pages lean by 1 to 2 degrees, are dusty or lie upside down; the same seed gives the same pile.
 */
export function planPile(records: readonly DemoRecord[], seed: number): Sheet[] {
  const random = seededRandom(seed)
  const sheets: Sheet[] = []
  let pages = 0
  records.forEach((record, index) => {
    sheets.push({ kind: 'cover', record: index, upsideDown: index === recordWithTurnedCover })
    for (const page of record.pages) {
      sheets.push({ kind: 'page', record: index, page, wear: wearOf(pages, random) })
      pages += 1
    }
    if (index === recordWithBlankBack) sheets.push({ kind: 'blank', seed: Math.floor(random() * 2 ** 31) })
  })
  return sheets
}
