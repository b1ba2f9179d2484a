import type { MiddlewareHandler } from 'hono'
import { OpisError } from '#kernel/errors.ts'
import type { HttpEnv } from './api.ts'

const windowMs = 60_000
const addressesMax = 10_000

/**
 * A fixed window per address of the client (`client-address.ts`). One Map of bounded size, emptied with
 * each window.
 */
export function createRateLimit(options: { perMinute: number; now: () => number }): MiddlewareHandler<HttpEnv> {
  let windowStart = options.now()
  let counts = new Map<string, number>()
  return async (c, next) => {
    if (options.now() - windowStart > windowMs || counts.size > addressesMax) {
      windowStart = options.now()
      counts = new Map()
    }
    const address = c.get('clientAddress')
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    if (count > options.perMinute) throw new OpisError('too-many-requests', 'Too many requests from this address. Wait a minute.')
    await next()
  }
}
