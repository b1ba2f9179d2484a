import type { z } from 'zod'
import { problem, type Problem } from '#contract/problem.ts'
import { newCard, type CardRegistered } from '#contract/cards.ts'
import type { Role } from '#contract/identity.ts'
import { openDatabase, type Db } from '#platform/database.ts'
import { createApi, type Api } from '#platform/http/api.ts'
import { createApp } from '#platform/http/app.ts'
import { createOutbox } from '#platform/outbox.ts'
import { authorise } from '#server/identity/permissions.ts'
import { userByName } from '#server/identity/sessions.ts'
import { subscriptions } from '#server/line.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { testClock, type TestClock } from './identity-app.ts'
import { testDatabase } from './postgres.ts'
import { seedAccount, seedTownHall } from './town-hall.ts'

/** Routes over a real database with the small town hall, a clock in the hand of the test, and people named by a header. */
export type RegistryApp = {
  db: Db
  context: RegistryContext
  clock: TestClock
  /** A call of the API by somebody, its answer held against the contract. */
  as<S extends z.ZodType>(name: string, schema: S, method: string, path: string, json?: unknown): Promise<z.output<S>>
  refused(name: string, method: string, path: string, json?: unknown): Promise<Problem>
  /** A file that somebody downloads. */
  download(name: string, path: string): Promise<{ mediaType: string; bytes: Buffer }>
  addPerson(name: string, roles: Role[], units?: string[]): Promise<void>
  /** Registers a document as the clerk `ana` of the city hall. */
  register(more?: object): Promise<CardRegistered>
  close(): Promise<void>
}

/** @param routes declares the routes that the test calls */
export async function openRegistryApp(routes: (api: Api, context: RegistryContext) => void): Promise<RegistryApp> {
  const own = await testDatabase()
  const database = openDatabase(own.url, () => undefined, 8)
  const { db } = database
  await seedTownHall(db)
  const clock = testClock('2026-03-02T08:00:00Z')
  const context: RegistryContext = { db, clock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  const api = createApi(authorise)
  routes(api, context)
  const silent = { info: () => undefined, warn: () => undefined, error: (message: string, facts?: unknown) => void process.stderr.write(`${message} ${JSON.stringify(facts)}\n`) }
  const identify = async (c: { req: { header(name: string): string | undefined } }) => (await userByName(db, c.req.header('test-user') ?? '')) ?? ({ kind: 'nobody' } as const)
  const app = createApp({ api, identify, ready: async () => true, uiFolder: '/nonexistent', version: 'test', log: silent, now: () => clock.now().getTime() })

  const send = (name: string, method: string, path: string, json?: unknown) => {
    // Each call takes a second, so that what happened later stands later.
    clock.forward({ seconds: 1 })
    return app.request(`http://opis.test${path}`, { method, headers: { host: 'opis.test', 'test-user': name, 'content-type': 'application/json' }, ...(json === undefined ? {} : { body: JSON.stringify(json) }) })
  }
  return {
    ...{ db, context, clock },
    async as(name, schema, method, path, json) {
      const answer = await send(name, method, path, json)
      if (answer.status >= 300) throw new Error(`${name} ${method} ${path}: ${answer.status} ${await answer.text()}`)
      return schema.parse(await answer.json())
    },
    async refused(name, method, path, json) {
      const answer = await send(name, method, path, json)
      if (answer.status < 400) throw new Error(`${name} ${method} ${path} was not refused: ${answer.status}`)
      return problem.parse(await answer.json())
    },
    async download(name, path) {
      const answer = await send(name, 'GET', path)
      if (answer.status !== 200) throw new Error(`${name} GET ${path}: ${answer.status} ${await answer.text()}`)
      return { mediaType: answer.headers.get('content-type') ?? '', bytes: Buffer.from(await answer.arrayBuffer()) }
    },
    addPerson: (name, roles, units = []) => seedAccount(db, { name, roles, units, displayName: `${name[0]?.toUpperCase()}${name.slice(1)}` }),
    register: (more = {}) => registerCard(context, newCard.parse({ register: 'incoming', kind: 'letter', subject: 'Street light', ...more }), { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }),
    async close() {
      await database.close()
      await own.drop()
    },
  }
}
