import type { EngineWord } from './ocr-engine.ts'
import { scriptOf } from './letters.ts'
import type { Language } from '#kernel/language.ts'

/**
 * Median height of the boxes of words, pixels, at which the models read fastest without loss: print of 7.7 points
 * at 300 dpi. The models scale each line to their own height of 36 pixels, so more pixels only cost time and
 * carry dust. Measured for 8 to 15 points with dust: the error rate falls with the scale down to a height of
 * 19 pixels and rises steeply below 17; small print on the same page keeps a margin of a third.
 */
const bestHeightPx = { latin: 26, cyrillic: 26, georgian: 35 } as const
/** Fewer words than this say little about the size of the print on the page. */
const fewWords = 5
/** Gains beyond this are small, and a wrong measure costs words. */
const leastScale = 0.4
/** Coarse steps, so that a pixel more or less in what was seen first gives the same reading. */
const steps = 20
/** Less than this is not worth the work of scaling. */
const worthwhile = 0.92

/**
 * From this median height on, pixels (11.5 points at 300 dpi), a quick model makes hardly more errors than a full one, dust or not;
 * at 10 points with dust it makes 0.2 % more (decision 13).
 */
const largePrintPx = 37

/** Whether the print of a page that looks like `words` (boxes in its pixels) is large enough for a quick model. */
export function isLargePrint(words: readonly EngineWord[]): boolean {
  const median = medianHeight(words)
  return median !== null && median >= largePrintPx
}

function medianHeight(words: readonly EngineWord[]): number | null {
  const heights = words.filter((word) => word.text.length > 1).map((word) => word.box[3]).sort((a, b) => a - b)
  return heights.length < fewWords ? null : (heights[Math.floor(heights.length / 2)] ?? null)
}

/** By how much a page whose print looks like `words` (boxes in its pixels) is made smaller before it is read, 0.4..1. */
export function chooseScale(words: readonly EngineWord[], language: Language | null): number {
  const median = medianHeight(words)
  if (median === null || language === null) return 1
  const scale = Math.max(leastScale, bestHeightPx[scriptOf[language]] / median)
  return scale < worthwhile ? Math.ceil(scale * steps) / steps : 1
}
