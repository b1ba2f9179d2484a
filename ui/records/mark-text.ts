import type { Stretch } from './align-words.ts'

/** A piece of a page's text; `current` is the hit the viewer stands on. */
export type TextPart = { text: string; marked: boolean; current: boolean }

/** Cuts a text at its hits (in order; where two overlap the earlier one wins). */
export function markText(text: string, hits: readonly Stretch[], current: Stretch | null): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const hit of hits) {
    const start = Math.max(done, hit.start)
    if (hit.end <= start) continue
    if (start > done) parts.push({ text: text.slice(done, start), marked: false, current: false })
    parts.push({ text: text.slice(start, hit.end), marked: true, current: hit === current })
    done = hit.end
  }
  if (done < text.length) parts.push({ text: text.slice(done), marked: false, current: false })
  return parts
}
