import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { roles } from '#contract/identity.ts'
import { filePlan } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { newId } from '#kernel/ids.ts'
import { addUser, callerSigning, callerWith, nobody, sessionCookie, type Answer, type Caller } from '#test/support/caller.ts'
import { userCreated } from '#contract/identity.ts'
import { pageImage } from '#test/support/pile.ts'
import { archiveRights } from './rights/archive-table.ts'
import { registryRights } from './rights/registry-table.ts'
import type { Speaker } from './rights/speakers.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, readingOf, runServer, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

/** Who may call what, written down a second time: a route that is not here fails the test. */
const table = { ...archiveRights, ...registryRights }

let server: RunningServer
let station: TestAgent
let recogniser: TestAgent
let speakers: Map<Speaker, Caller>
let withOneTimePassword: Caller
let routes: string[]

beforeAll(async () => {
  server = await runServer()
  station = await enrolStation(server)
  recogniser = await enrolStation(server, 'recogniser')
  speakers = new Map<Speaker, Caller>([
    ['nobody', nobody(server.url)],
    ['station', callerSigning(server.url, station.signer)],
    ['recogniser', callerSigning(server.url, recogniser.signer)],
  ])
  for (const role of roles) speakers.set(role, (await addUser(server.url, server.admin, { name: `the-${role}`, roles: [role], units: ['registry'] })).byToken)
  const fresh = await server.admin.get(userCreated, 'POST', '/api/users', { json: { name: 'fresh', roles: [...roles] } })
  withOneTimePassword = callerWith(server.url, { cookie: await sessionCookie(server.url, 'fresh', fresh.oneTimePassword ?? '') })
  const document = await nobody(server.url).get(z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }), 'GET', '/api/openapi.json')
  routes = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
}, 300_000)
afterAll(async () => {
  await station.close()
  await recogniser.close()
  await server.stop()
})

/** The route with names that could exist and do not; whoever may call it gets past the door and no further. */
function aim(route: string, id: string): { method: string; path: string } {
  const [method = '', path = ''] = route.split(' ')
  const values: Record<string, string> = { page: path.includes('recognition') ? id : '1', image: '1', name: 'original', level: '8', tile: '0_0.jpg' }
  const query = route === 'POST /api/inbound/applications/{id}/files' ? '?name=photo.pdf' : ''
  return { method, path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? id) + query }
}

/** An empty form: whoever may call is told what is missing. One door reads the form before it asks for the key. */
const bodyOf = (method: string, path: string) => (path === '/api/inbound/applications' && method === 'POST' ? { json: { kind: 'letter', applicant: { name: 'A' }, text: 'b' } } : ['POST', 'PUT', 'PATCH'].includes(method) ? { json: {} } : {})

test('the table names every route of the OpenAPI document and no other', () => {
  expect(routes.toSorted()).toEqual(Object.keys(table).toSorted())
})

describe.each(['nobody', ...roles, 'station', 'recogniser'] as const)('%s', (speaker) => {
  test.each(Object.entries(table))('%s', async (route, allowed) => {
    const { method, path } = aim(route, newId())
    const answer = await speakers.get(speaker)?.send(method, path, bodyOf(method, path))
    const wanted = allowed === 'key' ? 401 : allowed === 'public' || allowed.includes(speaker) ? 'in' : speaker === 'nobody' ? 401 : 403
    const got = answer?.status === 401 || answer?.status === 403 ? answer.status : 'in'
    expect([route, got]).toEqual([route, wanted])
    expect(answer?.status).toBeLessThan(500)
  })
})

test('a one-time password opens nothing but its replacement', async () => {
  for (const [route, allowed] of Object.entries(table)) {
    const { method, path } = aim(route, newId())
    const open = allowed === 'public' || path.startsWith('/api/session')
    if (method === 'DELETE') continue
    const { status } = await withOneTimePassword.send(method, path, bodyOf(method, path))
    expect([route, status === 403 || status === 401]).toEqual([route, !open])
  }
})

test('a token that is none, a cookie that is none and a signature that is none are nobody', async () => {
  const liars = [{ authorization: 'Bearer opis_x' }, { cookie: 'opis=x' }, { 'opis-signature': 'x', 'opis-agent': newId(), 'opis-time': String(Date.now()) }, { 'opis-signature': 'x' }]
  for (const headers of liars) expect((await callerWith(server.url, headers).send('GET', '/api/search?q=a')).status).toBe(401)
})

describe('a record of another unit', () => {
  let reader: Caller
  const words = 'water pump of the common street'
  const read = () => readingOf(`${words} with a secret diagnosis`)

  beforeAll(async () => {
    reader = (await addUser(server.url, server.admin, { name: 'reader-of-registry', roles: ['reader', 'operator'], units: ['registry'] })).byToken
    await archive('petitions', 'open/1', 101, '2023-02-01', () => readingOf(`${words} seen by all of the registry`))
  })

  async function archive(code: string, file: string, page: number, date: string, reading: typeof read): Promise<string> {
    const [cover = ''] = await orderCovers(server, { count: 1, class: code, file, date })
    const id = await feedBatch(station, [{ bytes: await pageImage(page + 500), marks: marks.cover(cover) }, { bytes: await pageImage(page) }])
    const report = await awaitBatch(server, id, (one) => one.searchable, { recogniser, read: reading })
    return report.records[0]?.id ?? ''
  }

  const queries = ['water', '"common street"', 'diagnosis', 'diagn*', 'water -secret', 'secret OR pump', 'water&class=personnel', 'water&class=petitions', 'water&year=2023', 'water&lang=en', 'water&sort=date', 'water&limit=1&offset=1', 'water&from=2020-01-01&to=2025-01-01', 'personnel', 'secret/7']
  const paths = [...queries.map((query) => `/api/search?q=${query.replaceAll('"', '%22').replaceAll(' ', '+')}`), '/api/file-plan']
  const look = async () => {
    const answers: Record<string, unknown> = {}
    for (const path of paths) answers[path] = comparable(await reader.send('GET', path))
    return answers
  }

  test('changes no byte of what a reader sees', async () => {
    const before = await look()
    const secret = await archive('personnel', 'secret/7', 102, '2023-03-01', read)
    expect(await look()).toEqual(before)

    const archivist = speakers.get('archivist')
    const total = async (caller: Caller | undefined) => (await caller?.get(searchResult, 'GET', '/api/search?q=water'))?.total
    expect([await total(reader), await total(archivist)]).toEqual([1, 2])
    expect((await archivist?.get(filePlan, 'GET', '/api/file-plan'))?.files.map((file) => file.name).sort()).toEqual(['open/1', 'secret/7'])
    await looksLikeNothing(secret)
  })

  async function looksLikeNothing(secret: string): Promise<void> {
    const about = Object.keys(table).filter((route) => route.startsWith('GET /api/records/{id}') || route === 'GET /api/retention/records/{id}')
    expect(about.length).toBeGreaterThan(6)
    for (const route of about) {
      const there = aim(route, secret).path
      expect((await server.admin.send('GET', there)).status, there).toBeLessThan(300)
      const [forbidden, absent] = [await reader.send('GET', there), await reader.send('GET', aim(route, newId()).path)]
      expect(forbidden.status).toBe(404)
      expect(comparable(forbidden)).toEqual(comparable(absent))
    }
  }

  test('is seen when the rights change, and no longer when they change back', async () => {
    const clerk = await addUser(server.url, server.admin, { name: 'clerk', roles: ['reader'], units: ['personnel'] })
    const total = async () => (await clerk.byToken.get(searchResult, 'GET', '/api/search?q=diagnosis')).total
    expect(await total()).toBe(1)
    await server.admin.get(userCreated, 'PATCH', `/api/users/${clerk.id}`, { json: { units: ['finance'] } })
    expect(await total()).toBe(0)
    expect((await clerk.bySession.send('GET', '/api/search?q=diagnosis')).status).toBe(401)
  })
})

/** An answer without what names this one request: its id, its moment, how long it took. */
function comparable(answer: Answer): unknown {
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !['x-request-id', 'date'].includes(name)))
  const text = answer.bytes.toString('utf8').replace(/"instance":"[^"]*"/, '"instance":""').replace(/"tookMs":[\d.]+/, '"tookMs":0')
  return { status: answer.status, headers: { ...headers, 'content-length': String(Buffer.byteLength(text)) }, text }
}
