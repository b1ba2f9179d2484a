import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tokenCreated, tokenList, userCreated } from '#contract/identity.ts'
import { localToken, openIdentityApp, type IdentityApp } from '#test/support/identity-app.ts'

/** Tokens that an administrator makes for programs. Real routes and PostgreSQL; the clock is the test's. */
let app: IdentityApp
let chief: Awaited<ReturnType<IdentityApp['addUser']>>

beforeAll(async () => {
  app = await openIdentityApp()
  chief = await app.addUser('chief', ['administrator'])
})
afterAll(() => app.close())
beforeEach(() => app.rest())

const program = async (name: string) => userCreated.parse(await (await app.ask('POST', '/api/users', { cookie: await chiefNow(), json: { name, roles: ['archivist'] } })).json())
const make = async (user: string, json: object) => tokenCreated.parse(await (await app.ask('POST', `/api/users/${user}/tokens`, { cookie: await chiefNow(), json })).json())
const listed = async (cookie: string) => tokenList.parse(await (await app.ask('GET', '/api/tokens', { cookie })).json()).tokens
const chiefNow = () => app.signIn(chief.name, chief.password)
const works = async (token: string) => (await app.ask('GET', '/api/session', { token })).status
const actions = async () => (await app.database.pool.query<{ action: string }>("select action from audit_event where object like 'token:%' order by seq desc limit 1")).rows.map((row) => row.action)

test('a token for a program account works though nobody ever signed in with it, and shows when it was used', async () => {
  const { id } = await program('importer')
  const { token } = await make(id, { name: 'nightly import' })
  expect(await actions()).toEqual(['identity.create-token'])
  expect(await listed(await chiefNow())).toMatchObject([{ name: 'nightly import', user: 'importer', madeBy: 'user:chief', expiresAt: null, lastUsedAt: null }])
  expect(await works(token)).toBe(200)
  expect((await listed(await chiefNow()))[0]?.lastUsedAt).toBe(app.clock.now().toISOString())
  expect(JSON.stringify(await listed(await chiefNow()))).not.toContain(token)
})

test('a token ends on its day', async () => {
  const { id } = await program('visitor')
  const { token } = await make(id, { name: 'trial', days: 2 })
  app.clock.forward({ hours: 47 })
  expect(await works(token)).toBe(200)
  app.clock.forward({ hours: 2 })
  expect(await works(token)).toBe(401)
})

test('a revoked token is nobody at once, and a second time there is no such token', async () => {
  const { id } = await program('harvester')
  const made = await make(id, { name: 'harvest' })
  expect((await app.ask('DELETE', `/api/tokens/${made.id}`, { cookie: await chiefNow() })).status).toBe(204)
  expect(await works(made.token)).toBe(401)
  expect(await actions()).toEqual(['identity.revoke-token'])
  expect(await app.problem('DELETE', `/api/tokens/${made.id}`, { cookie: await chiefNow() })).toMatchObject({ type: 'not-found', reason: 'no-such-token' })
})

test('who is no administrator sees and revokes their own tokens only, and makes none for others', async () => {
  const { id } = await program('exporter')
  const foreign = await make(id, { name: 'export' })
  const ana = await app.addUser('ana')
  const own = tokenCreated.parse(await (await app.ask('POST', '/api/tokens', { cookie: ana.cookie })).json())
  expect((await listed(ana.cookie)).map((one) => one.id)).toEqual([own.id])
  expect((await app.ask('DELETE', `/api/tokens/${foreign.id}`, { cookie: ana.cookie })).status).toBe(404)
  expect((await app.ask('POST', `/api/users/${id}/tokens`, { cookie: ana.cookie, json: { name: 'x' } })).status).toBe(403)
  expect((await app.ask('DELETE', `/api/tokens/${own.id}`, { cookie: ana.cookie })).status).toBe(204)
  expect(await works(foreign.token)).toBe(200)
})

test('a new one-time password ends the tokens that the old one made, and not those of the administrator', async () => {
  const owner = await app.addUser('owner')
  const own = tokenCreated.parse(await (await app.ask('POST', '/api/tokens', { cookie: owner.cookie })).json())
  const given = await make(owner.id, { name: 'for the program' })
  await app.ask('PATCH', `/api/users/${owner.id}`, { token: localToken, json: { resetPassword: true } })
  expect([await works(own.token), await works(given.token)]).toEqual([401, 200])
})

test('a token needs a name and a sensible life', async () => {
  const { id } = await program('strict')
  for (const json of [{}, { name: ' ' }, { name: 'x', days: 0 }, { name: 'x', days: 1.5 }, { name: 'x'.repeat(65) }])
    expect(await app.problem('POST', `/api/users/${id}/tokens`, { cookie: await chiefNow(), json })).toMatchObject({ type: 'bad-request' })
  expect(await app.problem('POST', '/api/users/01900000-0000-7000-8000-000000000000/tokens', { cookie: await chiefNow(), json: { name: 'x' } })).toMatchObject({ type: 'not-found', reason: 'no-such-user' })
})
