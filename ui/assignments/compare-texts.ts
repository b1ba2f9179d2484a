/** A line of two texts laid beside each other. */
export type ComparedLine = { kind: 'same' | 'added' | 'removed'; text: string }

/** More lines than this are shown as wholly replaced: the table of the comparison grows with the square. */
const mostLines = 2000

/** What became of each line, by the longest sequence that both texts share. */
export function compareTexts(before: string, after: string): ComparedLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  if (old.length > mostLines || now.length > mostLines) return [...old.map((text): ComparedLine => ({ kind: 'removed', text })), ...now.map((text): ComparedLine => ({ kind: 'added', text }))]
  const shared = sharedLengths(old, now)
  const width = now.length + 1
  const lines: ComparedLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]]
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left })
      i += 1
      j += 1
    } else if (left !== undefined && (right === undefined || (shared[(i + 1) * width + j] ?? 0) >= (shared[i * width + j + 1] ?? 0))) {
      lines.push({ kind: 'removed', text: left })
      i += 1
    } else {
      lines.push({ kind: 'added', text: right ?? '' })
      j += 1
    }
  }
  return lines
}

/** Length of the longest sequence that the rests of both texts share, by the places where they begin. */
function sharedLengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1) lengths[i * width + j] = old[i] === now[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
  return lengths
}
