import { afterAll, beforeAll, expect, test } from 'vitest'
import { OpisError } from '#kernel/errors.ts'
import { localToken, openIdentityApp, type IdentityApp } from '#test/support/identity-app.ts'
import { ensureFirstAdministrator, listAccounts, updateAccount } from './accounts.ts'

let app: IdentityApp
let deps: { db: IdentityApp['database']['db']; clock: IdentityApp['clock'] }
beforeAll(async () => {
  app = await openIdentityApp()
  deps = { db: app.database.db, clock: app.clock }
})
afterAll(() => app.close())

test('an empty database gets its first administrator once', async () => {
  const first = await ensureFirstAdministrator(deps)
  expect(first).toMatchObject({ name: 'admin', oneTimePassword: expect.stringMatching(/^(\w{4}-){3}\w{4}$/) })
  expect(await ensureFirstAdministrator(deps)).toBeNull()
  expect((await app.ask('GET', '/api/session', { cookie: await app.signIn('admin', first?.oneTimePassword ?? '') })).status).toBe(200)
  expect(JSON.stringify((await app.database.pool.query('select * from user_account')).rows)).not.toContain(first?.oneTimePassword)
})

test('the last administrator stays, whatever is tried at once', async () => {
  const [admin] = await listAccounts(deps.db)
  const change = (id: string, json: object) => app.ask('PATCH', `/api/users/${id}`, { token: localToken, json })
  for (const json of [{ active: false }, { roles: ['reader'] }]) expect((await change(admin?.id ?? '', json)).status).toBe(409)
  const second = await app.addUser('second', ['administrator'])
  const ends = await Promise.allSettled([admin?.id ?? '', second.id].map((id) => updateAccount(deps, id, { roles: ['reader'] }, 'user:test')))
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
  expect(refused.map((reason) => reason instanceof OpisError && reason.code)).toEqual(['not-in-this-state'])
  expect((await listAccounts(deps.db)).filter((account) => account.active && account.roles.includes('administrator'))).toHaveLength(1)
})

test('names are taken once, have a form, and roles are those of the list', async () => {
  const add = (json: object) => app.problem('POST', '/api/users', { token: localToken, json })
  expect(await add({ name: 'admin', roles: ['reader'] })).toMatchObject({ type: 'already-exists' })
  for (const name of ['', 'a', 'Ana', 'a b', 'a\u0000b', 'x'.repeat(65), '../x']) expect(await add({ name, roles: ['reader'] })).toMatchObject({ type: 'bad-request' })
  expect(await add({ name: 'fine', roles: [] })).toMatchObject({ type: 'bad-request' })
  expect(await add({ name: 'fine', roles: ['god'] })).toMatchObject({ type: 'bad-request' })
  expect(await add({ name: 'fine', roles: ['reader'], units: ['a\u0000b'] })).toMatchObject({ type: 'bad-request' })
  expect((await app.ask('PATCH', '/api/users/01900000-0000-7000-8000-000000000000', { token: localToken, json: { active: true } })).status).toBe(404)
})
