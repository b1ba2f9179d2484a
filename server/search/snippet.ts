import type { MatchedToken } from './find-matches.ts'

/** Characters of the text that a snippet shows, about. */
const snippetChars = 240
/** How much of it stands before the first match. */
const leadChars = 60

/**
 * The part of a text in which most of what was asked for stands together, with the matches marked. The
 * text is escaped; the only markup is `<mark>`. Line breaks become spaces, and words broken at a line end
 * are shown whole. Without a match (found by title) it is the beginning.
 */
export function snippetOf(text: string, matches: readonly MatchedToken[]): string {
  const { start, end } = cut(text, bestPlace(matches))
  let shown = start > 0 ? '… ' : ''
  let at = start
  for (const match of matches) {
    if (match.start < start || match.end > end) continue
    shown += plain(text.slice(at, match.start))
    shown += `<mark>${plain(text.slice(match.start, match.end))}</mark>`
    at = match.end
  }
  shown += plain(text.slice(at, end))
  return `${shown.trim()}${end < text.trimEnd().length ? ' …' : ''}`
}

/** The window that serves most clauses, then holds most matches, then comes first. */
function bestPlace(matches: readonly MatchedToken[]): number {
  let best = { start: 0, clauses: 0, matches: 0 }
  matches.forEach((first, index) => {
    const clauses = new Set<number>()
    let count = 0
    for (let each = index; each < matches.length; each += 1) {
      const match = matches[each]
      if (match === undefined || match.end > first.start + snippetChars - leadChars) break
      match.clauses.forEach((clause) => clauses.add(clause))
      count += 1
    }
    if (clauses.size > best.clauses || (clauses.size === best.clauses && count > best.matches)) {
      best = { start: first.start, clauses: clauses.size, matches: count }
    }
  })
  return best.start
}

/** A window around a place that begins and ends between words. */
function cut(text: string, place: number): { start: number; end: number } {
  const earliest = Math.max(0, Math.min(place - leadChars, text.length - snippetChars))
  const start = earliest === 0 ? 0 : Math.min(place, afterSpace(text, earliest, place))
  const latest = Math.min(text.length, start + snippetChars)
  if (latest === text.length) return { start, end: latest }
  const space = lastSpace(text, latest)
  return { start, end: space > place ? space : wholeCharacter(text, latest) }
}

function afterSpace(text: string, from: number, place: number): number {
  const found = text.slice(from, place).search(/\s/)
  return found === -1 ? place : from + found + 1
}

function lastSpace(text: string, before: number): number {
  for (let at = before; at > before - leadChars && at > 0; at -= 1) if (/\s/.test(text.charAt(at))) return at
  return -1
}

function wholeCharacter(text: string, at: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) ? at - 1 : at
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function plain(text: string): string {
  return text
    .replace(/(?<=\p{L})[-\u00AD\u00AC\u2010\u2011][ \t]*\r?\n[ \t]*(?=[\p{Ll}\p{Lo}])/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[&<>"']/g, (char) => escapes[char] ?? '')
}
