import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { selfSigned } from '#test/support/certificate.ts'
import { redisIsThere, startRedis, type TestRedis } from '#test/support/redis.ts'
import { freePort } from '#test/support/server-process.ts'
import { askRedis } from './ask-redis.ts'
import { isRedisAddress, redisOptions } from './redis-options.ts'

test.each(['redis://host', 'rediss://host:6380', 'redis://:secret@host/3', 'redis://user:a%20b@[::1]:1/15'])('%s is an address', (address) => {
  expect(isRedisAddress(address)).toBe(true)
})
test.each(['', 'host:6379', 'http://host', 'redis://', 'redis:///0', 'redis://host/zero', 'redis://host/1/2', 'redis://host?db=1', 'redis://host:port'])('%s is none', (address) => {
  expect(isRedisAddress(address)).toBe(false)
})
test('every part of an address counts', () => {
  expect(redisOptions('rediss://user:p%40ss@redis.example:6380/7')).toMatchObject({ host: 'redis.example', port: 6380, db: 7, username: 'user', password: 'p@ss', tls: { servername: 'redis.example' } })
  expect(redisOptions('redis://[::1]')).toMatchObject({ host: '::1', port: 6379, db: 0 })
})

describe.skipIf(!redisIsThere)('asking Redis', () => {
  const password = 'only for this test'
  let folder: string
  let plain: TestRedis
  let secure: TestRedis
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-ask-redis-'))
    plain = await startRedis({ password })
    secure = await startRedis({ tls: selfSigned(folder) })
  })
  afterAll(async () => {
    await plain.stop()
    await secure.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('one that is well tells its version', async () => {
    expect(await askRedis(plain.url)).toEqual({ ok: true, version: expect.stringMatching(/^\d+\.\d+/) })
  })
  test.each<[string, () => Promise<string> | string, string]>([
    ['a wrong password', () => plain.url.replace('only', 'hunter2'), 'refuses the password'],
    ['no password', () => plain.url.replace(/:[^:@]+@/, ''), 'asks for a password'],
    ['nobody there', async () => `redis://:hunter2@127.0.0.1:${await freePort()}`, 'No Redis answers'],
    ['a certificate that nobody knows', () => secure.url, 'NODE_EXTRA_CA_CERTS'],
    ['TLS where there is none', () => plain.url.replace('redis:', 'rediss:'), 'No Redis answers over TLS'],
  ])('%s is said with what to do, never with the password', async (_, url, advice) => {
    const answer = await askRedis(await url())
    expect(answer).toEqual({ ok: false, detail: expect.stringContaining(advice) })
    expect(JSON.stringify(answer)).not.toMatch(/hunter2|only/)
  })
})
