/** The value below which that share of the measured ones lies. */
export function percentile(measured: readonly number[], share: number): number {
  const sorted = [...measured].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** `p50 1.2 ms, p95 3.4 ms`. */
export function spread(measuredMs: readonly number[]): string {
  return `p50 ${percentile(measuredMs, 0.5).toFixed(1)} ms, p95 ${percentile(measuredMs, 0.95).toFixed(1)} ms`
}
