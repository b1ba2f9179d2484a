import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Addresses that no service lies at, and those by which clouds hand out secrets: never called, whatever name leads there. */
const never = new BlockList()
never.addSubnet('169.254.0.0', 16, 'ipv4')
never.addSubnet('0.0.0.0', 8, 'ipv4')
never.addSubnet('224.0.0.0', 3, 'ipv4')
never.addSubnet('fe80::', 10, 'ipv6')
never.addSubnet('ff00::', 8, 'ipv6')
never.addAddress('::', 'ipv6')
never.addAddress('fd00:ec2::254', 'ipv6')

/** Whether an address may be called at all. An IPv4 address within IPv6 is looked at as IPv4. */
export function mayBeCalled(address: string): boolean {
  const bare = address.replace(/^\[(.*)\]$/, '$1')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
  const family = isIP(mapped)
  return family !== 0 && !never.check(mapped, family === 6 ? 'ipv6' : 'ipv4')
}

/** Looks a name up and takes only addresses that may be called; what was checked is what is connected to. */
const lookup: LookupFunction = (name, options, done) => {
  systemLookup(name, { ...options, all: true }, (error, found) => {
    if (error) return done(error, [])
    const good = found.filter(({ address }) => mayBeCalled(address))
    const [first] = good
    if (first === undefined) return done(Object.assign(new Error(`${name} lies at an address that is not called`), { code: 'EFORBIDDEN' }), [])
    if (options.all === true) return done(null, good)
    done(null, first.address, first.family)
  })
}

/** `status` null: there was no answer; `said` tells why. */
export type CallAnswer = { status: number | null; said: string }

const patienceMs = 10_000

/** Sends a JSON body to an address. Follows no redirect, waits ten seconds, reads nothing of the answer but its status. */
export function callOut(address: string, body: string, headers: Record<string, string>): Promise<CallAnswer> {
  const url = new URL(address)
  const host = url.hostname
  if (isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0 && !mayBeCalled(host)) return Promise.resolve({ status: null, said: `${host} is an address that is not called` })
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? tlsRequest : plainRequest
    const call = send(url, { method: 'POST', lookup, agent: false, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'opis', ...headers }, signal: AbortSignal.timeout(patienceMs) }, (answer) => {
      resolve({ status: answer.statusCode ?? null, said: `${answer.statusCode ?? ''} ${answer.statusMessage ?? ''}`.trim().slice(0, 200) })
      answer.destroy()
    })
    call.on('error', (error) => resolve({ status: null, said: (error.name === 'TimeoutError' || error.name === 'AbortError' ? `no answer within ${patienceMs / 1000} seconds` : error.message).slice(0, 200) }))
    call.end(body)
  })
}
