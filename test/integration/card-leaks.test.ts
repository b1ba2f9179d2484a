import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '#kernel/ids.ts'
import { addUser, nobody, type Answer, type TestUser } from '#test/support/caller.ts'
import { registryAtWork, type RegistryAtWork } from '#test/support/registry-at-work.ts'
import { orderCovers, runServer, type RunningServer } from '#test/support/run-server.ts'

let server: RunningServer
let at: RegistryAtWork
/** Does everything with documents, in another body: no role of his sees those of the city hall. */
let stranger: TestUser
let routes: string[]
let cover: string | undefined

beforeAll(async () => {
  server = await runServer()
  at = await registryAtWork(server)
  stranger = await addUser(server.url, server.admin, { name: 'outsider', roles: ['clerk', 'counter', 'operator', 'reader'], units: ['buiucani'] })
  ;[cover] = await orderCovers(server, { count: 1 })
  const document = await nobody(server.url).get(z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }), 'GET', '/api/openapi.json')
  routes = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
}, 300_000)
afterAll(() => server.stop())

/** What lies behind `{id}` below each of these addresses; of the city hall, all of it. */
const owned: Record<string, keyof RegistryAtWork['ids']> = {
  '/api/cards/{id}': 'letter',
  '/api/tasks/{id}': 'task',
  '/api/drafts/{id}': 'draft',
  '/api/counter/cases/{id}': 'case',
  '/api/uploads/{id}': 'upload',
  '/api/absences/{id}': 'absence',
}
const below = (route: string) => Object.keys(owned).find((path) => route.endsWith(` ${path}`) || route.includes(` ${path}/`))

const day = '2099-03-01'
const task = { executor: 'outsider' }
/** A form that would do, so that nothing but the right is missing; a new route is told of its form by 400 instead of 404. */
const forms: Record<string, unknown> = {
  'PATCH /api/cards/{id}': { version: 1, subject: 'x' },
  'POST /api/cards/{id}/annul': { reason: 'x' },
  'POST /api/cards/{id}/pass': { unit: 'buiucani' },
  'POST /api/cards/{id}/entries': { register: 'pretura-incoming' },
  'POST /api/cards/{id}/extend': { version: 1, reason: 'long work' },
  'POST /api/cards/{id}/forward': { version: 1, to: 'Ministry' },
  'POST /api/cards/{id}/ask-papers': { version: 1, reason: 'plan missing' },
  'POST /api/cards/{id}/complete': { version: 1 },
  'POST /api/cards/{id}/urgency': { version: 1, urgent: true },
  'POST /api/cards/{id}/filing': { class: 'correspondence', number: '1' },
  'POST /api/cards/{id}/resolutions': { text: 'x', tasks: [task] },
  'POST /api/cards/{id}/points': { points: [{ point: 1, text: 'x', ...task, controller: 'boris', dueOn: day }] },
  'POST /api/tasks/{id}/moves': { version: 1, what: { move: 'extend', dueOn: day, reason: 'x' } },
  'POST /api/tasks/{id}/subtasks': { tasks: [task] },
  'POST /api/drafts/{id}/versions': { text: 'x', seen: 1 },
  'POST /api/drafts/{id}/ask': { version: 1, people: ['outsider'], approver: 'outsider' },
  'POST /api/drafts/{id}/visa': { sha512: '0'.repeat(128), decision: 'agreed' },
  'POST /api/drafts/{id}/annexes': { uploads: [newId()], seen: 1 },
  'POST /api/drafts/{id}/overrule': { sha512: '0'.repeat(128), person: 'outsider', reason: 'x' },
  'POST /api/drafts/{id}/approve': { sha512: '0'.repeat(128) },
  'POST /api/drafts/{id}/withdraw': { reason: 'x' },
  'POST /api/drafts/{id}/send': { channel: 'post' },
  'POST /api/counter/cases/{id}/requests': { paper: 'application', unit: 'buiucani' },
  'POST /api/counter/cases/{id}/papers': { papers: ['application'] },
}
const lateForms: Record<string, () => unknown> = {
  'PUT /api/cards/{id}/cover': () => ({ code: cover }),
  'POST /api/cards/{id}/relations': () => ({ relation: 'see-also', to: at.ids.case }),
  'POST /api/cards/{id}/replies': () => ({ record: at.ids.paper, name: 'x' }),
  'POST /api/cards/{id}/replies/withdraw': () => ({ record: at.ids.paper }),
  'POST /api/uploads/{id}/link': () => ({ card: at.ids.case }),
}
const queries: Record<string, string> = {
  'POST /api/cards/{id}/papers': '?form=scanned-copy&name=x.txt',
  'PATCH /api/uploads/{id}': '?offset=0',
  'DELETE /api/drafts/{id}/annexes/{annex}': '?seen=1',
}

/** Where his roles do not let him in at all, whatever the document. */
const shut = ['GET /api/cards/{id}/filing', 'POST /api/cards/{id}/filing', 'POST /api/cards/{id}/reopen']

function call(route: string, id: string): Promise<Answer> {
  const [method = '', path = ''] = route.split(' ')
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ({ id, relation: 'see-also', to: at.ids.case })[name] ?? newId())
  const form = lateForms[route]?.() ?? forms[route]
  const body = method === 'GET' || method === 'DELETE' ? {} : route in queries ? { body: Buffer.from('%PDF-1.4 x') } : { json: form ?? {} }
  return stranger.byToken.send(method, filled + (queries[route] ?? ''), body)
}

/** Without what names this one request: its id, its moment, the address that was asked. */
function comparable(answer: Answer): unknown {
  const text = answer.bytes.toString('utf8').replace(/"instance":"[^"]*"/, '')
  return { status: answer.status, type: answer.headers.get('content-type'), length: text.length, text }
}

test('nothing tells whoever may not see a document, task, draft or case that it is there: every route answers as if it were not', async () => {
  const about = routes.filter((route) => below(route) !== undefined)
  expect(about.length).toBeGreaterThan(45)
  const faults: unknown[] = []
  for (const route of about) {
    const of = below(route)
    const id = of === undefined ? undefined : at.ids[owned[of] ?? 'letter']
    const [there, absent] = [await call(route, id ?? ''), await call(route, newId())]
    const same = JSON.stringify(comparable(there)) === JSON.stringify(comparable(absent))
    const wanted = shut.includes(route) ? [403, 404] : [404]
    if (!same || !wanted.includes(there.status)) faults.push({ route, there: there.bytes.toString('utf8').slice(0, 300), absent: absent.bytes.toString('utf8').slice(0, 300) })
  }
  expect(faults).toEqual([])
})
