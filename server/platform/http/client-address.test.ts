import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, describe, expect, test } from 'vitest'
import type { HttpEnv } from './api.ts'
import { clientAddress, readProxies, rememberClientAddress, trustNobody } from './client-address.ts'
import { createRateLimit } from './rate-limit.ts'

const proxies = readProxies('10.0.0.1, 192.168.7.0/24 2001:db8:1::/48') ?? trustNobody

describe('the address of a client', () => {
  test.each([
    ['a stranger is not believed', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a proxy says who it spoke with', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['what the client itself claims stands further left', '10.0.0.1', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['through two proxies of ours', '10.0.0.1', '198.51.100.1, 192.168.7.20', '198.51.100.1'],
    ['a proxy that is not ours is the client', '10.0.0.1', '198.51.100.1, 172.16.0.1', '172.16.0.1'],
    ['no header', '10.0.0.1', '', '10.0.0.1'],
    ['nonsense ends at the proxy', '10.0.0.1', '198.51.100.1, unknown', '10.0.0.1'],
    ['with ports', '10.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['IPv6 with a port', '2001:db8:1::5', '[2001:db8:9::1]:4711', '2001:db8:9::1'],
    ['a socket for both families', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['only proxies of ours', '10.0.0.1', '192.168.7.3', '192.168.7.3'],
  ])('%s', (_name, peer, forwarded, expected) => {
    expect(clientAddress(peer, forwarded, proxies)).toBe(expected)
  })

  test.each(['10.0.0.1/33', 'proxy.example', '10.0.0', '::1/129', '10.0.0.1/', '10.0.0.1/x'])('%s is no list of proxies', (list) => {
    expect(readProxies(list)).toBeNull()
  })

  test('an empty list trusts nobody', () => {
    expect(readProxies(' ')?.('127.0.0.1')).toBe(false)
  })
})

describe('the limit by address, over a real connection', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  async function serve(list: string): Promise<(from: string) => Promise<number>> {
    const app = new Hono<HttpEnv>()
    app.onError((_error, c) => c.body(null, 429))
    app.use(rememberClientAddress(readProxies(list) ?? trustNobody), createRateLimit({ perMinute: 2, now: () => 0 }))
    app.get('/', (c) => c.body(null, 204))
    const listening = createServer(getRequestListener(app.fetch))
    server = listening
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
    const address = listening.address()
    const port = typeof address === 'object' && address ? address.port : 0
    return async (from) => (await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-forwarded-for': from } })).status
  }

  test('behind a trusted proxy each person has their own', async () => {
    const ask = await serve('127.0.0.0/8')
    expect([await ask('198.51.100.1'), await ask('198.51.100.1'), await ask('198.51.100.1'), await ask('198.51.100.2')]).toEqual([204, 204, 429, 204])
  })

  test('without one a forged header buys nothing', async () => {
    const ask = await serve('')
    expect([await ask('1.1.1.1'), await ask('1.1.1.2'), await ask('1.1.1.3')]).toEqual([204, 204, 429])
  })
})
