/** Fewest and most lines that share a transaction, and with how many it begins. Fewer would not be shorter: each transaction has a score of statements. */
export const pace = { least: 16, first: 16, most: 64 } as const

/** A hold waits for transactions that are under way (decision 0021): one takes about this long, and never twice as long again. */
const shortMs = 75
const longMs = 150

/** How many lines the next transaction takes, after one of `lines` took so long: as many as are decided in a short time. */
export function nextPace(lines: number, tookMs: number): number {
  if (tookMs > longMs) return Math.max(pace.least, Math.floor(lines / 2))
  return tookMs < shortMs ? Math.min(pace.most, lines * 2) : lines
}
