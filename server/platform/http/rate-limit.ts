import type { MiddlewareHandler } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'
import { OpisError } from '#kernel/errors.ts'

const windowMs = 60_000
const addressesMax = 10_000

/**
 * A fixed window per peer address of the TCP connection; forwarded headers are not believed. One
 * Map of bounded size, emptied with each window.
 */
export function createRateLimit(options: { perMinute: number; now: () => number }): MiddlewareHandler {
  let windowStart = options.now()
  let counts = new Map<string, number>()
  return async (c, next) => {
    if (options.now() - windowStart > windowMs || counts.size > addressesMax) {
      windowStart = options.now()
      counts = new Map()
    }
    const address = peerAddress(c)
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    if (count > options.perMinute) throw new OpisError('too-many-requests', 'Too many requests from this address. Wait a minute.')
    await next()
  }
}

/** Address of the peer, or `local` where there is no connection (requests made inside the process). */
export function peerAddress(c: Parameters<typeof getConnInfo>[0]): string {
  try {
    return getConnInfo(c).remote.address ?? 'local'
  } catch {
    return 'local'
  }
}
