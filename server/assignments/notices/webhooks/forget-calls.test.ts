import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tokenCreated } from '#contract/identity.ts'
import { webhookCalls, webhookList, webhookMade } from '#contract/notices.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { openIdentityApp, testClock, type IdentityApp } from '#test/support/identity-app.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import { createPostTimer, type NoticeContext } from '../post-timer.ts'
import { noticeRoutes } from '../routes.ts'

let app: IdentityApp
let context: NoticeContext
let admin: string

beforeAll(async () => {
  const contextOf = (deps: { database: IdentityApp['database']; clock: IdentityApp['clock'] }): NoticeContext => ({ db: deps.database.db, clock: deps.clock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau', mailer: null, url: null, log: { info: () => undefined, warn: () => undefined } })
  app = await openIdentityApp((api, deps) => noticeRoutes(api, contextOf(deps)))
  context = contextOf({ database: app.database, clock: app.clock })
  await seedTownHall(app.database.db)
  const { cookie } = await app.addUser('root', ['administrator'])
  admin = tokenCreated.parse(await (await app.ask('POST', '/api/tokens', { cookie })).json()).token
})
afterAll(() => app.close())

const at = (instant: string) => void Object.assign(app.clock, { now: testClock(instant).now })
const read = async (path: string): Promise<unknown> => (await app.ask('GET', path, { token: admin })).json()

test('G4 calls that were delivered or given up go 90 days later, a bounded number a round; those that wait stay', async () => {
  at('2026-03-02T08:00:00Z')
  const hook = webhookMade.parse(await (await app.ask('POST', '/api/webhooks', { token: admin, json: { name: 'Portal', url: 'http://127.0.0.1:9/', events: ['card.stage'] } })).json())
  await app.ask('PUT', `/api/webhooks/${hook.id}`, { token: admin, json: { name: 'Portal', url: hook.url, events: ['card.stage'], active: false } })
  const insert = (state: string, count: number, doneAt: string | null) =>
    app.database.db.execute(sql`insert into webhook_call (id, webhook, event, body, state, next_try_at, made_at, done_at, key) select gen_random_uuid(), ${hook.id}, ${state}, '{}', ${state}, '2026-01-01', '2026-01-01', ${doneAt}::timestamptz, ${state} || ${doneAt}::text || n from generate_series(1, ${count}) n`)
  await insert('delivered', 1, '2026-03-02T08:00:00Z')
  await insert('failed', 1, '2026-03-02T08:00:00Z')
  await insert('delivered', 1, '2026-03-02T08:00:02Z')
  await insert('queued', 1, null)
  const states = async () => webhookCalls.parse(await read(`/api/webhooks/${hook.id}/calls`)).calls.map(({ state }) => state).sort()
  const timer = createPostTimer(context)

  at('2026-05-31T08:00:00Z')
  await timer.look()
  expect(await states()).toEqual(['delivered', 'delivered', 'failed', 'queued'])
  at('2026-05-31T08:00:01Z')
  await timer.look()
  expect(await states()).toEqual(['delivered', 'queued'])
  expect(webhookList.parse(await read('/api/webhooks')).webhooks).toMatchObject([{ waiting: 1, failed: 0 }])

  // A backlog of a house that was updated: it goes in two rounds.
  await insert('failed', 20_500, '2026-01-15T00:00:00Z')
  await timer.look()
  expect(webhookList.parse(await read('/api/webhooks')).webhooks).toMatchObject([{ failed: 500 }])
  await timer.look()
  expect(await states()).toEqual(['delivered', 'queued'])
})
