import { isIP } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'
import { OpisError } from '#kernel/errors.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import type { TrustsProxy } from '#platform/http/client-address.ts'

const loopback = /^(127\.|::1$|::ffff:127\.)/
const yearSeconds = 31_536_000

/**
 * Number and check value travel encrypted or within one machine: a request comes over loopback, or through a proxy of
 * ours that says it came by https. Anything else is refused before a body is read (`insecure-transport`).
 */
export function tlsOnly(trusts: TrustsProxy): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const peer = peerOf(c)
    const scheme = c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim().toLowerCase()
    if (peer !== null && !loopback.test(peer) && !trusts(peer)) throw new OpisError('insecure-transport', 'Plain HTTP from another machine is not answered. Put a proxy with TLS in front and name it in OPIS_TRUSTED_PROXY.')
    if (scheme === 'http') throw new OpisError('insecure-transport', 'Use the address that begins with https.')
    await next()
    if (scheme === 'https') c.header('strict-transport-security', `max-age=${yearSeconds}`)
  }
}

/** Null for a request made inside the process. */
function peerOf(c: Context<HttpEnv>): string | null {
  try {
    const { address } = getConnInfo(c).remote
    return address === undefined || isIP(address) === 0 ? null : address
  } catch {
    return null
  }
}
