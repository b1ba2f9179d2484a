import { OpisError } from '#kernel/errors.ts'

const keysMax = 10_000

/** Allows so many tries a window for one key (an address, a name), then refuses with `too-many-requests` and the fact `retryAfterSeconds`. */
export function createThrottle(options: { tries: number; windowMs: number; now: () => number }): (key: string) => void {
  let tries = new Map<string, { count: number; sinceMs: number }>()
  return (key) => {
    const now = options.now()
    if (tries.size > keysMax) tries = new Map([...tries].filter(([, entry]) => now - entry.sinceMs < options.windowMs))
    const entry = tries.get(key)
    if (!entry || now - entry.sinceMs >= options.windowMs) {
      tries.set(key, { count: 1, sinceMs: now })
      return
    }
    entry.count += 1
    if (entry.count > options.tries) throw new OpisError('too-many-requests', 'Too many tries. Wait a minute.', { facts: { retryAfterSeconds: Math.max(1, Math.ceil((entry.sinceMs + options.windowMs - now) / 1000)) } })
  }
}
