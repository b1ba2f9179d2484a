/** A stretch of a page's text in UTF-16 offsets, end exclusive. */
export type Stretch = { start: number; end: number }

/**
 * Finds each recognised word in the text of its page, one after the other. A word that is not found
 * (recognition may join what a line end broke) is null, and the search goes on behind the last one found.
 */
export function alignWords(text: string, words: readonly { text: string }[]): (Stretch | null)[] {
  let cursor = 0
  return words.map((word) => {
    const start = word.text === '' ? -1 : text.indexOf(word.text, cursor)
    if (start === -1) return null
    cursor = start + word.text.length
    return { start, end: cursor }
  })
}
