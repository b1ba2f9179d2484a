import { isIP } from 'node:net'
import type { RedisOptions } from 'ioredis'

/** A Redis that does not answer for so long is treated as gone. */
export const silenceLimitMs = 3_000
const longestReconnectMs = 2_000

/**
 * What the client library needs for `redis://[user:password@]host[:port][/number]`, or `rediss://` for
 * TLS with a certificate that this machine trusts. A lost connection is sought again for ever, and
 * whatever is under way on it fails at once instead of waiting in memory.
 */
export function redisOptions(address: string): RedisOptions {
  const url = new URL(address)
  const host = url.hostname.replace(/^\[(.+)\]$/, '$1')
  return {
    host,
    port: url.port === '' ? 6379 : Number(url.port),
    db: Number(url.pathname.slice(1)),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(url.protocol === 'rediss:' ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
    connectTimeout: silenceLimitMs,
    socketTimeout: silenceLimitMs,
    enableReadyCheck: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    disableClientInfo: true,
    connectionName: 'opis',
    retryStrategy: (attempt) => Math.min(attempt * 100, longestReconnectMs),
  }
}

/** Whether an address is one that `redisOptions` understands: no path but the number of a database, nothing behind it. */
export function isRedisAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  return url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '' && /^(\/\d{0,4})?$/.test(url.pathname) && url.search === '' && url.hash === ''
}
