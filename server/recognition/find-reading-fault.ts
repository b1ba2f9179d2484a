import type { PageReading } from '#contract/recognition.ts'
import { limits } from '#kernel/limits.ts'

/** Sides of the stored image in pixels; null where they are not known. */
export type StoredSides = { widthPx: number | null; heightPx: number | null }

/** Words are cut to this by recognisers before they are handed in. */
const wordChars = 200

/**
 * What shows that a reading cannot be of this page, as a sentence; null if nothing does. The form and the bounds
 * of every number are checked before (`pageReading`).
 */
export function findReadingFault(reading: PageReading, stored: StoredSides): string | null {
  const sideways = reading.turn === 90 || reading.turn === 270
  const widthPx = sideways ? reading.heightPx : reading.widthPx
  const heightPx = sideways ? reading.widthPx : reading.heightPx
  if (stored.widthPx !== null && stored.heightPx !== null && (widthPx !== stored.widthPx || heightPx !== stored.heightPx))
    return `The reading is of an image of ${widthPx} × ${heightPx} pixels, this page has ${stored.widthPx} × ${stored.heightPx}. Read the page that was leased.`
  if (!isMadeOf(reading.text, reading.words)) return 'The text is not made of the words. Update the recogniser, or see whether its engine is damaged.'
  return null
}

/** Whether the text has the letters of the words in their order; what separates them is free. A text cut at its limit is a beginning. */
function isMadeOf(text: string, words: PageReading['words']): boolean {
  const letters = text.replaceAll(/\s+/gu, '')
  const ofWords = words.map((word) => word.text.replaceAll(/\s+/gu, '')).join('')
  if (letters === ofWords) return true
  if (text.length === limits.textPerPageChars) return ofWords.startsWith(letters)
  // A word that was cut has less letters than the text.
  return words.some((word) => word.text.length >= wordChars)
}
