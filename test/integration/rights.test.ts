import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { roles, type Role } from '#contract/identity.ts'
import { filePlan } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { newId } from '#kernel/ids.ts'
import { addUser, callerSigning, callerWith, nobody, sessionCookie, type Answer, type Caller } from '#test/support/caller.ts'
import { userCreated } from '#contract/identity.ts'
import { pageImage } from '#test/support/pile.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, readingOf, runServer, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

type Speaker = 'nobody' | Role | 'station' | 'recogniser'
const everybody = roles
const capture = ['administrator', 'archivist', 'operator'] as const
const holdWatchers = ['administrator', 'archivist', 'records-manager', 'head'] as const
const actReaders = ['administrator', 'archivist', 'records-manager', 'head', 'commission-member'] as const
const keepers = ['administrator', 'archivist', 'records-manager'] as const

/** Who may call what, written down a second time: a route that is not here fails the test. */
const table: Record<string, 'public' | readonly Speaker[]> = {
  'POST /api/session': 'public',
  'GET /api/session': everybody,
  'DELETE /api/session': everybody,
  'POST /api/session/password': everybody,
  'POST /api/tokens': everybody,
  'GET /api/tokens': everybody,
  'DELETE /api/tokens/{id}': everybody,
  'POST /api/users/{id}/tokens': ['administrator'],
  'GET /api/users': ['administrator'],
  'POST /api/users': ['administrator'],
  'PATCH /api/users/{id}': ['administrator'],
  'GET /api/stations': ['administrator', 'archivist'],
  'PATCH /api/stations/{id}': ['administrator', 'archivist'],
  'POST /api/stations/code': ['administrator', 'archivist'],
  'POST /api/stations': 'public',
  'POST /api/covers': capture,
  'PUT /api/batches/{batch}/images/{image}': ['station'],
  'GET /api/batches': capture,
  'POST /api/batches': ['station'],
  'POST /api/batches/by-hand': [...capture, 'station'],
  'GET /api/batches/by-hand': [...capture, 'station'],
  'POST /api/batches/{id}/withdraw': [...capture, 'station'],
  'GET /api/batches/{id}': [...capture, 'station'],
  'POST /api/batches/{id}/close': ['station'],
  'POST /api/batches/{id}/decisions': capture,
  'GET /api/batches/{id}/images': capture,
  'GET /api/batches/{id}/images/{image}/thumbnail': capture,
  'GET /api/batches/{id}/images/{image}/picture.dzi': capture,
  'GET /api/batches/{id}/images/{image}/picture_files/{level}/{tile}': capture,
  'GET /api/batches/{id}/events': capture,
  'GET /api/cards/{id}/tasks': everybody,
  'POST /api/cards/{id}/resolutions': everybody,
  'POST /api/cards/{id}/points': everybody,
  'GET /api/resolution-templates': everybody,
  'POST /api/resolution-templates': everybody,
  'DELETE /api/resolution-templates/{id}': everybody,
  'GET /api/tasks': everybody,
  'GET /api/tasks/executors': everybody,
  'GET /api/tasks/{id}': everybody,
  'POST /api/tasks/{id}/moves': everybody,
  'POST /api/tasks/{id}/subtasks': everybody,
  'GET /api/control/decisions': everybody,
  'GET /api/records/{id}': everybody,
  'GET /api/records/{id}/text': everybody,
  'GET /api/records/{id}/history': everybody,
  'GET /api/records/{id}/renditions/{name}': everybody,
  'GET /api/records/{id}/events': everybody,
  'POST /api/records/{id}/events': keepers,
  'POST /api/records/{id}/events/{event}/retract': keepers,
  'GET /api/records/{id}/pages/{page}/thumbnail': everybody,
  'GET /api/records/{id}/pages/{page}/picture.dzi': everybody,
  'GET /api/records/{id}/pages/{page}/picture_files/{level}/{tile}': everybody,
  'GET /api/file-plan': everybody,
  'GET /api/files': everybody,
  'POST /api/files': keepers,
  'GET /api/files/{id}': everybody,
  'POST /api/files/{id}/title': keepers,
  'POST /api/files/{id}/number': keepers,
  'POST /api/files/{id}/close': keepers,
  'POST /api/files/{id}/reopen': keepers,
  'POST /api/files/{id}/volumes': keepers,
  'POST /api/files/{id}/volumes/{volume}/close': keepers,
  'POST /api/files/{id}/records': keepers,
  'POST /api/files/{id}/records/{record}/take-out': keepers,
  'GET /api/facts': everybody,
  'POST /api/facts': keepers,
  'POST /api/facts/{id}/retract': keepers,
  'GET /api/people': keepers,
  'POST /api/people': keepers,
  'GET /api/people/{id}': keepers,
  'POST /api/people/{id}/name': keepers,
  'POST /api/people/{id}/links': keepers,
  'POST /api/people/{id}/unlink': keepers,
  'GET /api/paper': keepers,
  'POST /api/paper': keepers,
  'POST /api/paper/{id}': keepers,
  'GET /api/paper/of/{kind}/{id}': everybody,
  'GET /api/fonds': everybody,
  'PUT /api/fonds': keepers,
  'PUT /api/classes': keepers,
  'PUT /api/body': keepers,
  'POST /api/import': ['administrator', 'archivist'],
  'POST /api/recognition/leases': ['recogniser'],
  'GET /api/recognition/pages/{page}/image': ['recogniser'],
  'POST /api/recognition/pages/{page}/renew': ['recogniser'],
  'POST /api/recognition/pages/{page}/finish': ['recogniser'],
  'POST /api/recognition/pages/{page}/fail': ['recogniser'],
  'GET /api/holds': holdWatchers,
  'POST /api/holds': holdWatchers,
  'GET /api/holds/{number}': holdWatchers,
  'GET /api/holds/{number}/records': holdWatchers,
  'POST /api/holds/{number}/release': holdWatchers,
  'POST /api/holds/{number}/review': holdWatchers,
  'GET /api/erasure-requests': holdWatchers,
  'POST /api/erasure-requests': keepers,
  'GET /api/erasure-requests/{number}': holdWatchers,
  'POST /api/erasure-requests/{number}/assess': keepers,
  'POST /api/erasure-requests/{number}/decide': keepers,
  'GET /api/erasure-requests/{number}/letter': holdWatchers,
  'GET /api/retention/kept-longer': holdWatchers,
  'GET /api/retention/records/{id}': everybody,
  'GET /api/retention/records/{id}/history': holdWatchers,
  'GET /api/retention/files/{id}': everybody,
  'GET /api/retention/files/{id}/history': holdWatchers,
  'GET /api/retention/overview': holdWatchers,
  'GET /api/retention/calendar': holdWatchers,
  'GET /api/retention/answers': holdWatchers,
  'GET /api/stubs/{id}': everybody,
  'GET /api/acts/{id}/result': actReaders,
  'POST /api/acts/{id}/execute': ['administrator', 'records-manager'],
  'POST /api/acts/{id}/lines/{line}/paper': ['administrator', 'records-manager'],
  'GET /api/retention/runs': ['administrator', 'records-manager'],
  'POST /api/retention/runs': ['administrator'],
  'GET /api/due': holdWatchers,
  'GET /api/acts': actReaders,
  'POST /api/acts': keepers,
  'GET /api/acts/{id}': actReaders,
  'GET /api/acts/{id}/lines': actReaders,
  'POST /api/acts/{id}/lines': keepers,
  'POST /api/acts/{id}/withdraw': keepers,
  'POST /api/acts/{id}/sittings': keepers,
  'POST /api/acts/{id}/approvals': ['records-manager', 'head'],
  'POST /api/sittings/{id}/votes': actReaders,
  'POST /api/sittings/{id}/close': actReaders,
  'GET /api/commissions': actReaders,
  'POST /api/commissions': ['administrator', 'records-manager', 'head'],
  'PATCH /api/commissions/{id}': ['administrator', 'records-manager', 'head'],
  'GET /api/preconditions': actReaders,
  'POST /api/preconditions': ['records-manager', 'head'],
  'GET /api/acts/{id}/form.pdf': actReaders,
  'GET /api/acts/{id}/certificate.pdf': actReaders,
  'GET /api/acts/{id}/protocol.pdf': actReaders,
  'GET /api/transfers': actReaders,
  'GET /api/transfers/candidates': actReaders,
  'POST /api/transfers': keepers,
  'GET /api/transfers/{id}': actReaders,
  'GET /api/transfers/{id}/inventory': actReaders,
  'GET /api/transfers/{id}/inventory.pdf': actReaders,
  'POST /api/transfers/{id}/agree': ['records-manager', 'head'],
  'POST /api/transfers/{id}/approve': ['records-manager', 'head'],
  'POST /api/transfers/{id}/package': keepers,
  'POST /api/transfers/{id}/handed-over': keepers,
  'POST /api/transfers/{id}/receipt': keepers,
  'POST /api/transfers/{id}/end': ['head'],
  'GET /api/search': everybody,
  'POST /api/search/reindex': ['administrator'],
  'GET /api/export': everybody,
  'POST /api/store/verify': ['administrator'],
  'POST /api/store/rebuild': ['administrator'],
  'GET /api/retention/schedules': ['administrator', 'archivist', 'records-manager', 'head', 'commission-member'],
  'POST /api/retention/schedules/versions': keepers,
  'GET /api/retention/schedules/versions/{id}': ['administrator', 'archivist', 'records-manager', 'head', 'commission-member'],
  'PUT /api/retention/schedules/versions/{id}': keepers,
  'POST /api/retention/schedules/versions/{id}/simulate': keepers,
  'POST /api/retention/schedules/versions/{id}/propose': keepers,
  'POST /api/retention/schedules/versions/{id}/return': ['records-manager', 'head'],
  'POST /api/retention/schedules/versions/{id}/approve': ['records-manager', 'head'],
  'POST /api/retention/schedules/versions/{id}/withdraw': keepers,
  'POST /api/retention/schedules/import': keepers,
  'POST /api/retention/schedules/reload': ['administrator', 'records-manager'],
  'POST /api/retention/schedules/confirmations': ['records-manager'],
  'POST /api/retention/schedules/confirmations/retract': ['records-manager'],
  'POST /api/retention/simulate': ['administrator', 'records-manager'],
  'GET /api/audit/key': ['administrator'],
  'POST /api/audit/export': ['administrator'],
  'GET /api/status': capture,
}

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
})
afterAll(async () => {
  await station.close()
  await recogniser.close()
  await server.stop()
})

/** The route with names that could exist and do not; whoever may call it gets past the door and no further. */
function aim(route: string, id: string): { method: string; path: string } {
  const [method = '', path = ''] = route.split(' ')
  const values: Record<string, string> = { page: path.includes('recognition') ? id : '1', image: '1', name: 'original', level: '8', tile: '0_0.jpg' }
  return { method, path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? id) }
}

const bodyOf = (method: string) => (['POST', 'PUT', 'PATCH'].includes(method) ? { json: {} } : {})

test('the table names every route of the OpenAPI document and no other', () => {
  expect(routes.toSorted()).toEqual(Object.keys(table).toSorted())
})

describe.each(['nobody', ...roles, 'station', 'recogniser'] as const)('%s', (speaker) => {
  test.each(Object.entries(table))('%s', async (route, allowed) => {
    const { method, path } = aim(route, newId())
    const answer = await speakers.get(speaker)?.send(method, path, bodyOf(method))
    const wanted = allowed === 'public' || allowed.includes(speaker) ? 'in' : speaker === 'nobody' ? 401 : 403
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
    const { status } = await withOneTimePassword.send(method, path, bodyOf(method))
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
