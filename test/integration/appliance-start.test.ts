import { readFileSync } from 'node:fs'
import { chown, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { importAnswer } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { stationCode } from '#contract/identity.ts'
import { callerWithToken, type Caller } from '#test/support/caller.ts'
import { stagesOf } from '#test/support/dockerfile.ts'
import { likeAContainer, type Room, type RoomProcess } from '#test/support/like-a-container.ts'
import { postgres15IsThere, startPostgres15, type Postgres15 } from '#test/support/postgres15.ts'
import { redisIsThere, startRedis, type TestRedis } from '#test/support/redis.ts'
import { renderPage } from '#test/support/render-page.ts'
import { freePort } from '#test/support/server-process.ts'

/** What the images run, run with the words of the Dockerfile in rooms like theirs: there may be no engine here. */
const stages = stagesOf(readFileSync(resolve(import.meta.dirname, '../../appliance/Dockerfile'), 'utf8'))
const wordsOf = (stage: string, word: string): string[] => {
  const rest = stages.inherited(stage).findLast((line) => line.word === word)?.rest ?? '[]'
  return JSON.parse(rest.slice(rest.indexOf('['))) as string[]
}
const userOf = (stage: string) => {
  const [uid = NaN, gid = NaN] = (stages.inherited(stage).findLast((line) => line.word === 'USER')?.rest ?? '').split(':').map(Number)
  return { uid, gid }
}

const metricsToken = 'a token of forty letters, without spaces'.replaceAll(' ', '-')
let postgres: Postgres15
let redis: TestRedis
let serverRoom: Room
let agentRoom: Room
let server: RoomProcess
let recogniser: RoomProcess | undefined
let serverEnv: Record<string, string>
let agentEnv: Record<string, string>
let admin: Caller
let url: string

/** A secret as the engine would hand it in: a file that only the user of the image may read. */
async function secret(name: string, text: string): Promise<string> {
  const folder = join(serverRoom.data, '..', 'secrets')
  const { uid, gid } = userOf('server')
  await mkdir(folder, { recursive: true })
  const file = join(folder, name)
  await writeFile(file, `${text}\n`, { mode: 0o400 })
  if (serverRoom.closed) await chown(file, uid, gid)
  return file
}

const health = (room: Room, part: 'server' | 'recogniser', env: Record<string, string>) => room.run(wordsOf(part, 'HEALTHCHECK'), env)

describe.skipIf(!postgres15IsThere || !redisIsThere)('the appliance without an engine', () => {
  beforeAll(async () => {
    postgres = await startPostgres15()
    redis = await startRedis({ password: 'of-redis' })
    const { url: databaseUrl } = await postgres.createDatabase()
    serverRoom = await likeAContainer(userOf('server'))
    agentRoom = await likeAContainer(userOf('recogniser'))
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    serverEnv = {
      OPIS_DATA: serverRoom.data,
      OPIS_HOST: '0.0.0.0',
      OPIS_PORT: String(port),
      OPIS_RECOGNISERS: '0',
      DATABASE_URL_FILE: await secret('database_url', databaseUrl),
      REDIS_URL_FILE: await secret('redis_url', redis.url),
      OPIS_METRICS_TOKEN_FILE: await secret('metrics_token', metricsToken),
    }
    agentEnv = { OPIS_DATA: agentRoom.data, OPIS_SERVER: url }
    server = serverRoom.run([...wordsOf('server', 'ENTRYPOINT'), ...wordsOf('server', 'CMD'), '--json'], serverEnv)
    await vi.waitUntil(() => server.output().includes('"ready":true') || server.child.exitCode !== null, { timeout: 60_000 })
    if (!server.output().includes('"ready":true')) throw new Error(`the server did not start: ${server.output()}`)
    const file = JSON.parse(readFileSync(join(serverRoom.data, 'run/server.json'), 'utf8')) as { token: string }
    admin = callerWithToken(url, file.token)
  })
  afterAll(async () => {
    for (const one of [recogniser, server]) {
      if (!one) continue
      one.child.kill('SIGTERM')
      await one.ended
    }
    await serverRoom.remove()
    await agentRoom.remove()
    await redis.stop()
    await postgres.stop()
  })

  test('the server starts with secrets from files, and its health command says so', async () => {
    expect(server.output()).toContain('"jobs":"redis"')
    const asked = health(serverRoom, 'server', serverEnv)
    expect([await asked.ended, asked.output()]).toEqual([0, 'server: ready\n'])
    expect((await callerWithToken(url, metricsToken).send('GET', '/metrics')).status).toBe(200)
  })

  test('nothing but its data folder can be written', async () => {
    if (!serverRoom.closed) return
    const tried = serverRoom.run(['/bin/sh', '-c', 'touch /opt/opis/x; touch /var/x; touch $OPIS_DATA/x && rm $OPIS_DATA/x && id -u'], serverEnv)
    expect(await tried.ended).toBe(0)
    expect(tried.output().match(/Read-only file system/g)).toHaveLength(2)
    expect(tried.output()).toContain('10001')
  })

  test('a recogniser is enrolled once, starts, reads a page, and is healthy until it ends', async () => {
    const before = health(agentRoom, 'recogniser', agentEnv)
    expect([await before.ended, before.output()]).toEqual([7, 'recogniser: has not run yet\n'])
    const { code } = await admin.get(stationCode, 'POST', '/api/stations/code')
    const enrolled = agentRoom.run([...wordsOf('recogniser', 'ENTRYPOINT'), 'station', 'enrol', '--server', url, '--role', 'recogniser', '--code', code], agentEnv)
    expect([await enrolled.ended, enrolled.output()]).toEqual([0, expect.any(String)])
    recogniser = agentRoom.run([...wordsOf('recogniser', 'ENTRYPOINT'), ...wordsOf('recogniser', 'CMD')], agentEnv)
    const { png } = await renderPage({ lines: ['The council decided to mend the bridge', 'before the winter comes to the valley', 'and to pay for it from the reserve'], seed: 1 })
    await admin.get(importAnswer, 'POST', '/api/import?name=bridge.png', { body: png })
    await vi.waitUntil(async () => (await admin.get(searchResult, 'GET', '/api/search?q=winter')).total === 1, { timeout: 90_000, interval: 250 })
    const after = health(agentRoom, 'recogniser', agentEnv)
    expect([await after.ended, after.output()]).toEqual([0, expect.stringMatching(/^recogniser: alive/)])
  })

  test('both end politely when they are asked to', async () => {
    for (const one of [recogniser, server]) {
      one?.child.kill('SIGTERM')
      expect(await one?.ended).toBe(0)
    }
    const asked = health(serverRoom, 'server', serverEnv)
    expect([await asked.ended, asked.output()]).toEqual([7, 'server: not running\n'])
  })
})
