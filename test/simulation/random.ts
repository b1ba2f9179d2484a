/** Chance that a seed repeats exactly. */
export type Random = {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  /** True with that probability. */
  chance(probability: number): boolean
  /** One of them; undefined where there is none. */
  pick<T>(of: readonly T[]): T | undefined
  /** So many of them at most, each once. */
  some<T>(of: readonly T[], most: number): T[]
}

/** The generator mulberry32 over a seed of 32 bits. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (of) => of[int(0, of.length - 1)],
    some(of, most) {
      const left = [...of]
      return Array.from({ length: Math.min(most, left.length) }, () => left.splice(int(0, left.length - 1), 1)).flat()
    },
  }
}
