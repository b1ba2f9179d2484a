/** `go`: the try may be made, and `leave` must be called with whether it was wrong. `wait`: not before so many milliseconds. */
export type Entry = { kind: 'go'; leave(wrong: boolean): void } | { kind: 'wait'; retryAfterMs: number }

type Place = { wrongAtMs: number[]; pending: number; queue: (() => void)[] }

/** More than this many waiting tries of one key are turned away at once. */
const queueMax = 200
const fullQueueMs = 1000

/**
 * Counts wrong tries by key in a sliding window, exactly: tries under way count as wrong until they end, so that a
 * hundred at once are no way around the limit; right ones do not count. Memory is bounded: of more than `keysMax` keys
 * the oldest idle ones are forgotten.
 */
export function createTryCounter(options: { wrongMax: number; windowMs: number; keysMax: number; now: () => number }): { enter(key: string): Promise<Entry>; size(): number } {
  const { wrongMax, windowMs, keysMax, now } = options
  const places = new Map<string, Place>()

  const placeOf = (key: string): Place => {
    const known = places.get(key)
    if (known) return known
    if (places.size >= keysMax) forgetSome(places, keysMax, (place) => (place.wrongAtMs.at(-1) ?? -Infinity) <= now() - windowMs)
    const made: Place = { wrongAtMs: [], pending: 0, queue: [] }
    places.set(key, made)
    return made
  }
  const leave = (key: string, place: Place, wrong: boolean): void => {
    place.pending -= 1
    if (wrong) place.wrongAtMs.push(now())
    // Everybody who waits looks again: one wrong answer may have used the last try up.
    const waiting = place.queue.splice(0)
    for (const wake of waiting) wake()
    if (waiting.length === 0 && place.pending === 0 && place.wrongAtMs.length === 0) places.delete(key)
  }

  return {
    size: () => places.size,
    async enter(key) {
      const place = placeOf(key)
      for (;;) {
        const sinceMs = now() - windowMs
        while ((place.wrongAtMs[0] ?? Infinity) <= sinceMs) place.wrongAtMs.shift()
        if (place.wrongAtMs.length >= wrongMax) return { kind: 'wait', retryAfterMs: (place.wrongAtMs[0] ?? now()) + windowMs - now() }
        if (place.wrongAtMs.length + place.pending < wrongMax) break
        if (place.queue.length >= queueMax) return { kind: 'wait', retryAfterMs: fullQueueMs }
        await new Promise<void>((wake) => place.queue.push(wake))
      }
      place.pending += 1
      return { kind: 'go', leave: (wrong) => leave(key, place, wrong) }
    },
  }
}

/** First those whose window is over; if that is not enough the oldest tenth, so that a flood does not search the map each time. */
function forgetSome(places: Map<string, Place>, keysMax: number, over: (place: Place) => boolean): void {
  for (const [key, place] of places) if (place.pending === 0 && over(place)) places.delete(key)
  let surplus = places.size < keysMax ? 0 : Math.ceil(keysMax / 10)
  for (const [key, place] of places) {
    if (surplus <= 0) return
    if (place.pending > 0) continue
    places.delete(key)
    surplus -= 1
  }
}
