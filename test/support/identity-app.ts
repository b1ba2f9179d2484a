import { openDatabase, type Database } from '#platform/database.ts'
import { createApi, type Api } from '#platform/http/api.ts'
import { createApp } from '#platform/http/app.ts'
import type { Clock } from '#kernel/clock.ts'
import { problem, type Problem } from '#contract/problem.ts'
import { userCreated, type Role } from '#contract/identity.ts'
import { createIdentify } from '#server/identity/identify.ts'
import { authorise } from '#server/identity/permissions.ts'
import { identityRoutes } from '#server/identity/routes.ts'
import { testDatabase } from './postgres.ts'

/** A clock that goes only when it is told to. */
export type TestClock = Clock & { forward(by: { seconds?: number; minutes?: number; hours?: number }): void }

export function testClock(from: string): TestClock {
  let nowMs = Date.parse(from)
  return {
    now: () => new Date(nowMs),
    forward: ({ seconds = 0, minutes = 0, hours = 0 }) => (nowMs += ((hours * 60 + minutes) * 60 + seconds) * 1000),
  }
}

export type Said = { cookie?: string; token?: string; headers?: Record<string, string>; json?: unknown; body?: string }

/** The routes of identity with real middleware and database, and a clock in the hand of the test. */
export type IdentityApp = {
  database: Database
  clock: TestClock
  ask(method: string, path: string, said?: Said): Promise<Response>
  problem(method: string, path: string, said?: Said): Promise<Problem>
  /** Sends bytes with the token of the box. */
  send(method: string, path: string, bytes: Uint8Array | string): Promise<Response>
  /** Signs in and gives the cookie. */
  signIn(name: string, password: string): Promise<string>
  /** Makes a user whose one-time password has been replaced. */
  addUser(name: string, roles?: Role[]): Promise<{ id: string; name: string; password: string; cookie: string }>
  /** Past every window of a throttle. */
  rest(): void
  close(): Promise<void>
}

export const localToken = 'the-local-token'
const host = 'opis.test'

/** `more`: routes of other parts beside those of identity. */
export async function openIdentityApp(more: (api: Api, deps: { database: Database; clock: TestClock }) => void = () => undefined): Promise<IdentityApp> {
  const own = await testDatabase()
  const database = openDatabase(own.url, () => undefined, 8)
  const clock = testClock('2026-03-02T08:00:00Z')
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const api = createApi(authorise)
  identityRoutes(api, { secureCookies: false, db: database.db, clock })
  more(api, { database, clock })
  const identify = createIdentify({ db: database.db, clock, localToken })
  const app = createApp({ api, identify, ready: async () => true, uiFolder: '/nonexistent', version: 'test', log: silent, now: () => clock.now().getTime() })

  const ask = async (method: string, path: string, said: Said = {}): Promise<Response> => {
    const body = said.json === undefined ? said.body : JSON.stringify(said.json)
    const headers = {
      host,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(said.cookie === undefined ? {} : { cookie: said.cookie }),
      ...(said.token === undefined ? {} : { authorization: `Bearer ${said.token}` }),
      ...said.headers,
    }
    return app.request(`http://${host}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
  }
  const cookieIn = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const parts: IdentityApp = {
    database,
    clock,
    ask,
    async problem(method, path, said) {
      const answer = await ask(method, path, said)
      if (answer.status < 400) throw new Error(`${method} ${path} was not refused: ${answer.status}`)
      return problem.parse(await answer.json())
    },
    send: async (method, path, bytes) => app.request(`http://${host}${path}`, { method, headers: { host, authorization: `Bearer ${localToken}`, 'content-type': 'application/octet-stream' }, body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes) }),
    async signIn(name, password) {
      const answer = await ask('POST', '/api/session', { json: { name, password } })
      if (answer.status !== 200) throw new Error(await answer.text())
      return cookieIn(answer)
    },
    async addUser(name, roles = ['reader']) {
      parts.rest()
      const made = userCreated.parse(await (await ask('POST', '/api/users', { token: localToken, json: { name, roles } })).json())
      const current = made.oneTimePassword ?? ''
      const password = `the long password of ${name}`
      const answer = await ask('POST', '/api/session/password', { cookie: await parts.signIn(name, current), json: { current, next: password } })
      return { id: made.id, name, password, cookie: cookieIn(answer) }
    },
    rest: () => clock.forward({ seconds: 61 }),
    async close() {
      await database.close()
      await own.drop()
    },
  }
  return parts
}
