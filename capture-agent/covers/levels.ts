/** How many pixels have each of the 256 grey levels. */
export function histogram(data: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256)
  for (const level of data) counts[level] = (counts[level] ?? 0) + 1
  return counts
}

/** The level below which lies this share of the pixels, 0..1. */
export function percentile(counts: Uint32Array, share: number): number {
  let total = 0
  for (const count of counts) total += count
  const wanted = total * share
  let seen = 0
  for (const [level, count] of counts.entries()) {
    seen += count
    if (seen >= wanted) return level
  }
  return 255
}

/** The darkest level that can still be paper. */
const darkestPaper = 96

/** The level of the bare paper: the most frequent bright one, neighbours counted along. */
export function paperLevel(counts: Uint32Array): number {
  let best = 255
  let most = 0
  for (let level = darkestPaper; level < 256; level += 1) {
    let near = 0
    for (let other = level - 3; other <= level + 3; other += 1) near += counts[other] ?? 0
    if (near <= most) continue
    most = near
    best = level
  }
  return best
}
