/** Between what bounds a quantile of two samples differs, 95 times of a hundred. */
export type Interval = { low: number; high: number }

const resamples = 1000

/**
 * How much larger a quantile of the first sample is than that of the second: the interval of the difference by the bootstrap
 * (percentile method), which asks for no shape of the distribution. A low quantile of times is that of the tries which
 * nothing else on the machine held up.
 */
export function quantileDifference(first: readonly number[], second: readonly number[], share: number): Interval {
  const differences = Array.from({ length: resamples }, () => quantile(drawn(first), share) - quantile(drawn(second), share)).sort((a, b) => a - b)
  return { low: differences[Math.floor(resamples * 0.025)] ?? 0, high: differences[Math.floor(resamples * 0.975)] ?? 0 }
}

const drawn = (from: readonly number[]): number[] => from.map(() => from[Math.floor(Math.random() * from.length)] ?? 0)

const quantile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
