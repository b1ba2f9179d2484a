import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sessionView, tokenCreated, userCreated } from '#contract/identity.ts'
import { localToken, openIdentityApp, type IdentityApp } from '#test/support/identity-app.ts'

/** Real routes, middleware, argon2 and PostgreSQL; the clock is the test's. */
let app: IdentityApp
let ana: Awaited<ReturnType<IdentityApp['addUser']>>

beforeAll(async () => {
  app = await openIdentityApp()
  await app.addUser('chief', ['administrator'])
  ana = await app.addUser('ana', ['reader'])
})
afterAll(() => app.close())
beforeEach(() => app.rest())

const statusOf = async (cookie: string) => (await app.ask('GET', '/api/session', { cookie })).status

describe('signing in', () => {
  test('answers who it is and sets a cookie that scripts cannot read', async () => {
    const answer = await app.ask('POST', '/api/session', { json: { name: 'ana', password: ana.password } })
    expect(sessionView.parse(await answer.json())).toEqual({ user: { id: ana.id, name: 'ana', roles: ['reader'], units: [] }, mustChangePassword: false })
    expect(answer.headers.get('set-cookie')).toMatch(/^opis=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  })
  test('tells a wrong password, an unknown name and a closed account apart in nothing', async () => {
    const closed = await app.addUser('closed')
    await app.ask('PATCH', `/api/users/${closed.id}`, { token: localToken, json: { active: false } })
    const tries = [['ana', 'not the password'], ['nobody-of-that-name', ana.password], ['closed', closed.password], ["x' or '1'='1", 'x']] as const
    await app.ask('POST', '/api/session', { json: { name: 'warm-up', password: 'x' } })
    const refusals = new Set<string>()
    // Of several tries the quickest is the one that nothing else on the machine held up.
    const quickestMs = tries.map(() => Infinity)
    for (let round = 0; round < 4; round += 1) {
      for (const [at, [name, password]] of tries.entries()) {
        const startedMs = performance.now()
        const { instance: _, ...refusal } = await app.problem('POST', '/api/session', { json: { name, password } })
        quickestMs[at] = Math.min(quickestMs[at] ?? 0, performance.now() - startedMs)
        refusals.add(JSON.stringify(refusal))
      }
    }
    expect(refusals.size).toBe(1)
    expect(JSON.parse([...refusals][0] ?? '')).toMatchObject({ type: 'unauthenticated', status: 401 })
    expect(Math.min(...quickestMs)).toBeGreaterThan(Math.max(...quickestMs) / 5)
  })
  test('is refused for a name after ten tries in a minute, and goes on in the next', async () => {
    const attempt = (name: string) => app.ask('POST', '/api/session', { json: { name, password: 'wrong' } })
    const statuses = []
    for (let count = 1; count <= 11; count += 1) statuses.push((await attempt('throttled')).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429])
    expect((await attempt('another')).status).toBe(401)
    app.rest()
    expect((await attempt('throttled')).status).toBe(401)
  })
})

describe('a one-time password', () => {
  test('must be replaced before anything else, by another and long enough one, and works once', async () => {
    const made = userCreated.parse(await (await app.ask('POST', '/api/users', { token: localToken, json: { name: 'fresh', roles: ['administrator'] } })).json())
    const current = made.oneTimePassword ?? ''
    const cookie = await app.signIn('fresh', current)
    expect(sessionView.parse(await (await app.ask('GET', '/api/session', { cookie })).json()).mustChangePassword).toBe(true)
    expect(await app.problem('GET', '/api/users', { cookie })).toMatchObject({ type: 'forbidden' })
    expect(await app.problem('POST', '/api/tokens', { cookie })).toMatchObject({ type: 'forbidden' })
    const replace = (from: string, next: string) => app.ask('POST', '/api/session/password', { cookie, json: { current: from, next } })
    expect((await replace(current, current)).status).toBe(400)
    expect((await replace(current, 'short')).status).toBe(400)
    expect((await replace('wrong', 'a long enough password')).status).toBe(403)
    const answer = await replace(current, 'a long enough password')
    expect(sessionView.parse(await answer.json()).mustChangePassword).toBe(false)
    expect(await statusOf(cookie)).toBe(401)
    expect((await app.ask('GET', '/api/users', { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' })).status).toBe(200)
    app.rest()
    expect((await app.ask('POST', '/api/session', { json: { name: 'fresh', password: current } })).status).toBe(401)
  })
})

describe('a session', () => {
  test('ends half an hour after its last use', async () => {
    const cookie = await app.signIn('ana', ana.password)
    for (let times = 0; times < 4; times += 1) {
      app.clock.forward({ minutes: 29 })
      expect(await statusOf(cookie)).toBe(200)
    }
    app.clock.forward({ minutes: 31 })
    expect(await statusOf(cookie)).toBe(401)
  })
  test('ends twelve hours after it began, however busy', async () => {
    const cookie = await app.signIn('ana', ana.password)
    for (let times = 0; times < 35; times += 1) {
      app.clock.forward({ minutes: 20 })
      expect(await statusOf(cookie)).toBe(200)
    }
    app.clock.forward({ minutes: 21 })
    expect(await statusOf(cookie)).toBe(401)
  })
  test('ends when its user signs out, and no other does', async () => {
    const [one, two] = [await app.signIn('ana', ana.password), await app.signIn('ana', ana.password)]
    expect((await app.ask('DELETE', '/api/session', { cookie: one })).status).toBe(204)
    expect([await statusOf(one), await statusOf(two)]).toEqual([401, 200])
  })
  test('ends when the roles change or the account is closed', async () => {
    for (const change of [{ roles: ['archivist'] }, { units: ['finance'] }, { active: false }, { active: true, resetPassword: true }]) {
      app.rest()
      await app.ask('PATCH', `/api/users/${ana.id}`, { token: localToken, json: { active: true } })
      const cookie = await app.signIn('ana', ana.password)
      expect((await app.ask('PATCH', `/api/users/${ana.id}`, { token: localToken, json: change })).status).toBe(200)
      expect(await statusOf(cookie)).toBe(401)
    }
    expect((await app.ask('POST', '/api/session', { json: { name: 'ana', password: ana.password } })).status).toBe(401)
  })
  test('that another site speaks for changes nothing', async () => {
    const { cookie } = await app.addUser('browsing', ['administrator'])
    const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://opis.test.evil.example' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]
    for (const headers of foreign) {
      expect(await app.problem('POST', '/api/users', { cookie, headers, json: { name: 'planted', roles: ['administrator'] } })).toMatchObject({ type: 'forbidden' })
      expect((await app.ask('DELETE', '/api/session', { cookie, headers })).status).toBe(403)
    }
    expect((await app.ask('GET', '/api/users', { cookie, headers: { origin: 'https://evil.example' } })).status).toBe(200)
    expect((await app.ask('POST', '/api/users', { cookie, headers: { origin: 'http://opis.test', 'sec-fetch-site': 'same-origin' }, json: { name: 'meant', roles: ['reader'] } })).status).toBe(201)
  })
})

describe('a token', () => {
  test('speaks for its user, with the rights of the moment, and only its hash is kept', async () => {
    const owner = await app.addUser('owner', ['administrator'])
    const { token } = tokenCreated.parse(await (await app.ask('POST', '/api/tokens', { cookie: owner.cookie })).json())
    const use = async () => (await app.ask('GET', '/api/users', { token })).status
    expect(await use()).toBe(200)
    app.clock.forward({ hours: 100 })
    expect(await use()).toBe(200)
    const kept = await app.database.pool.query('select * from api_token')
    expect(JSON.stringify(kept.rows)).not.toContain(token)
    await app.ask('PATCH', `/api/users/${owner.id}`, { token: localToken, json: { roles: ['reader'] } })
    expect(await use()).toBe(403)
    await app.ask('PATCH', `/api/users/${owner.id}`, { token: localToken, json: { active: false } })
    expect(await use()).toBe(401)
    expect((await app.ask('GET', '/api/users', { token: `${token}x` })).status).toBe(401)
  })
  test('of the box itself makes no token, and looks with the rights of others only to read', async () => {
    expect(await app.problem('POST', '/api/tokens', { token: localToken })).toMatchObject({ type: 'forbidden' })
    expect(await app.problem('POST', '/api/session/password', { token: localToken, json: { current: 'x', next: 'a long enough password' } })).toMatchObject({ type: 'forbidden' })
    await app.addUser('seen', ['reader'])
    const as = { token: localToken, headers: { 'opis-as': 'seen' } }
    expect((await app.ask('GET', '/api/users', as)).status).toBe(403)
    expect(await app.problem('POST', '/api/users', { ...as, json: { name: 'x1', roles: ['reader'] } })).toMatchObject({ type: 'forbidden' })
    expect((await app.ask('GET', '/api/session', { token: localToken, headers: { 'opis-as': 'unknown' } })).status).toBe(404)
  })
})
