import { BlockList, isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { HttpEnv } from './api.ts'

/** Says whether an address is a proxy of ours, whose `X-Forwarded-For` is believed. */
export type TrustsProxy = (address: string) => boolean

/** Nobody is believed: the address of a request is that of its connection. */
export const trustNobody: TrustsProxy = () => false

/** Longest chain of proxies that is followed. */
const hopsMax = 10

/**
 * Reads a list of addresses and CIDR ranges, separated by commas or spaces.
 * @returns null when one of them is neither
 */
export function readProxies(list: string): TrustsProxy | null {
  const blocks = new BlockList()
  for (const entry of list.split(/[\s,]+/).filter((one) => one !== '')) {
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address)
    const bits = family === 4 ? 32 : 128
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
    if (family === 0 || !(length >= 0 && length <= bits)) return null
    blocks.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6')
  }
  return (address) => {
    const plain = plainAddress(address)
    const family = isIP(plain)
    return family !== 0 && blocks.check(plain, family === 4 ? 'ipv4' : 'ipv6')
  }
}

/**
 * The address a request came from. Each proxy adds at the right end of `X-Forwarded-For` whom it spoke
 * with, so from the right the first that is no proxy of ours is the client; what stands left of it is
 * the client's own claim. An entry that is no address ends the search at the proxy that sent it.
 */
export function clientAddress(peer: string, forwarded: string, trusts: TrustsProxy): string {
  let address = plainAddress(peer)
  for (const entry of forwarded.split(',').slice(-hopsMax).reverse()) {
    if (!trusts(address)) break
    const next = plainAddress(withoutPort(entry.trim()))
    if (isIP(next) === 0) break
    address = next
  }
  return address
}

/** Keeps the address of the client with the request, for limits by address. */
export function rememberClientAddress(trusts: TrustsProxy): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    c.set('clientAddress', clientAddress(peerAddress(c), c.req.header('x-forwarded-for') ?? '', trusts))
    await next()
  }
}

/** An IPv4 address that a socket for both families reports as `::ffff:192.0.2.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(entry)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(entry)?.[1] ?? entry
}

/** Address of the peer, or `local` where there is no connection (requests made inside the process). */
function peerAddress(c: Parameters<typeof getConnInfo>[0]): string {
  try {
    return getConnInfo(c).remote.address ?? 'local'
  } catch {
    return 'local'
  }
}
