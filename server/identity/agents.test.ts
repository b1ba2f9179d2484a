import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { agentHeaders } from '#contract/agent-signature.ts'
import { agentList, stationCode, stationEnrolled } from '#contract/identity.ts'
import { signRequest, type Signer } from '#agent/http/sign-request.ts'
import { localToken, openIdentityApp, type IdentityApp } from '#test/support/identity-app.ts'
import { agent } from './schema.ts'

let app: IdentityApp
let signer: Signer
beforeAll(async () => {
  app = await openIdentityApp()
  signer = (await enrolled()).signer
})
afterAll(() => app.close())

const newCode = async () => stationCode.parse(await (await app.ask('POST', '/api/stations/code', { token: localToken })).json()).code
const spki = (key: ReturnType<typeof generateKeyPairSync>['publicKey']) => key.export({ type: 'spki', format: 'der' }).toString('base64')
const enrolWith = (code: string, publicKey: string) => app.ask('POST', '/api/stations', { json: { code, name: 'desk 1', role: 'station', publicKey } })

async function enrolled(): Promise<{ signer: Signer; code: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const code = await newCode()
  const { id } = stationEnrolled.parse(await (await enrolWith(code, spki(publicKey))).json())
  return { signer: { agent: id, key: privateKey }, code }
}

describe('enrolment', () => {
  const { publicKey } = generateKeyPairSync('ed25519')
  test('takes a code once, as people type it, and within half an hour', async () => {
    app.rest()
    const [typed, spent, late] = [await newCode(), (await enrolled()).code, await newCode()]
    expect((await enrolWith(` ${typed.toLowerCase()} `, spki(publicKey))).status).toBe(201)
    app.clock.forward({ minutes: 31 })
    const answers = await Promise.all([typed, spent, late, 'AAAA-BBBB-CCCC'].map(async (code) => z.looseObject({ type: z.string(), detail: z.string() }).parse(await (await enrolWith(code, spki(publicKey))).json())))
    expect(new Set(answers.map(({ type, detail }) => `${type} ${detail}`)).size).toBe(1)
    expect(answers[0]?.type).toBe('forbidden')
  })
  test('of two that use one code at once takes one', async () => {
    app.rest()
    const code = await newCode()
    const statuses = await Promise.all([1, 2, 3].map(async () => (await enrolWith(code, spki(publicKey))).status))
    expect(statuses.sort()).toEqual([201, 403, 403])
  })
  test('takes Ed25519 keys only', async () => {
    app.rest()
    const code = await newCode()
    const rsa = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
    for (const key of [spki(rsa), 'bm90IGEga2V5', '']) expect((await enrolWith(code, key)).status).toBe(400)
    expect((await enrolWith(code, spki(publicKey))).status).toBe(201)
  })
  test('is throttled by address', async () => {
    app.rest()
    const statuses = []
    for (let count = 1; count <= 21; count += 1) statuses.push((await enrolWith('AAAA-BBBB-CCCC', spki(publicKey))).status)
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 403), 429])
  })
})

/** A route that no agent may call tells a known agent (403) from nobody (401). */
const path = '/api/users'
const known = 403
const digestOf = (body: string) => createHash('sha512').update(body).digest('hex')

function signed(of: { method?: string; path?: string; body?: string; timeMs?: number; nonce?: string } = {}, by = signer): Record<string, string> {
  const { method = 'GET', path: signedPath = path, body = '', timeMs = app.clock.now().getTime(), nonce } = of
  return signRequest(by, { method, path: signedPath, digest: digestOf(body), timeMs }, nonce)
}
const statusWith = async (headers: Record<string, string>, method = 'GET', at = path, body?: string) => (await app.ask(method, at, { headers, ...(body === undefined ? {} : { body }) })).status

describe('a signed request', () => {
  test('is its agent’s', async () => {
    expect(await statusWith(signed())).toBe(known)
    expect(await statusWith(signed({ path: `${path}?q=%D1%96` }), 'GET', `${path}?q=%D1%96`)).toBe(known)
  })
  test('counts once: the same nonce again is nobody, also at the same moment', async () => {
    app.rest()
    const headers = signed()
    expect([await statusWith(headers), await statusWith(headers)]).toEqual([known, 401])
    const twice = signed()
    expect((await Promise.all([statusWith(twice), statusWith(twice)])).sort()).toEqual([401, known])
    const other = (await enrolled()).signer
    const nonce = randomBytes(16).toString('base64url')
    expect([await statusWith(signed({ nonce })), await statusWith(signed({ nonce }, other))]).toEqual([known, known])
  })
  test('holds for one method, path and body', async () => {
    expect(await statusWith(signed({ method: 'POST' }))).toBe(401)
    expect(await statusWith(signed({ path: `${path}?x` }))).toBe(401)
    expect(await statusWith({ ...signed(), [agentHeaders.digest]: digestOf('another') })).toBe(401)
    expect(await statusWith({ ...signed(), [agentHeaders.signature]: sign(null, Buffer.from('x'), signer.key).toString('base64url') })).toBe(401)
    expect(await statusWith({ ...signed(), [agentHeaders.signature]: '!' })).toBe(401)
  })
  test('with a body that is not the one signed is refused', async () => {
    app.rest()
    const body = JSON.stringify({ name: 'ana', password: 'x' })
    const headers = { 'content-type': 'application/json', ...signed({ method: 'POST', path: '/api/session', body: 'other' }) }
    expect(await app.problem('POST', '/api/session', { headers, body })).toMatchObject({ type: 'checksum-mismatch' })
  })
  test('from a clock that is off by more than five minutes is refused with the reason', async () => {
    const nowMs = app.clock.now().getTime()
    for (const offMs of [-299_000, 299_000]) expect(await statusWith(signed({ timeMs: nowMs + offMs }))).toBe(known)
    for (const offMs of [-301_000, 301_000, Number.NaN]) {
      expect(await app.problem('GET', path, { headers: signed({ timeMs: nowMs + offMs }) })).toMatchObject({ type: 'unauthenticated', detail: expect.stringContaining('clock') })
    }
  })
  test('leaves a trace of when it came, and none is taken from an agent that was shut out, until it is let in again', async () => {
    const { signer: own } = await enrolled()
    const agents = async () => agentList.parse(await (await app.ask('GET', '/api/stations', { token: localToken })).json()).agents
    const shown = async () => (await agents()).find((one) => one.id === own.agent)
    expect(await shown()).toMatchObject({ name: 'desk 1', role: 'station', active: true, lastSeenAt: null })
    expect(await statusWith(signed({}, own))).toBe(known)
    expect((await shown())?.lastSeenAt).toBe(app.clock.now().toISOString())
    const change = (active: boolean) => app.ask('PATCH', `/api/stations/${own.agent}`, { token: localToken, json: { active } })
    expect((await change(false)).status).toBe(200)
    expect([await statusWith(signed({}, own)), (await shown())?.active]).toEqual([401, false])
    expect((await change(true)).status).toBe(200)
    expect(await statusWith(signed({}, own))).toBe(known)
    expect(await app.problem('PATCH', '/api/stations/01900000-0000-7000-8000-000000000000', { token: localToken, json: { active: false } })).toMatchObject({ type: 'not-found' })
    const { rows } = await app.database.pool.query("select details->>'active' as active from audit_event where action = 'identity.update-agent' order by seq")
    expect(rows).toEqual([{ active: 'false' }, { active: 'true' }])
  })
  test('of an agent that was closed, is unknown or has no proper id is nobody’s', async () => {
    const gone = (await enrolled()).signer
    const { rows } = await app.database.pool.query('update agent set active = false where id = $1 returning id', [gone.agent])
    expect(rows).toHaveLength(1)
    for (const id of [gone.agent, '01900000-0000-7000-8000-000000000000', 'x', '']) expect(await statusWith(signed({}, { agent: id, key: gone.key }))).toBe(401)
    expect((await app.database.db.select().from(agent)).every((row) => !JSON.stringify(row).includes('PRIVATE'))).toBe(true)
  })
})
