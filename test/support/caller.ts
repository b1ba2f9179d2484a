import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { signRequest, type Signer } from '#agent/http/sign-request.ts'
import { problem, type Problem } from '#contract/problem.ts'
import { sessionView, tokenCreated, userCreated, type Role } from '#contract/identity.ts'

export type CallOptions = { json?: unknown; body?: Uint8Array; headers?: Record<string, string> }
export type Answer = { status: number; headers: Headers; bytes: Buffer }

/** Somebody who speaks to the server over HTTP. */
export type Caller = {
  /** Any request; every answer is a value. */
  send(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** A request that must succeed, its answer held against the schema of the contract. */
  get<S extends z.ZodType>(schema: S, method: string, path: string, options?: CallOptions): Promise<z.output<S>>
  /** A request that must be refused. */
  problem(method: string, path: string, options?: CallOptions): Promise<Problem>
}

/** Makes the headers that say who speaks; a signature covers the request. */
type Speak = (request: { method: string; path: string; body: Uint8Array }) => Record<string, string>

function caller(url: string, speak: Speak): Caller {
  const send = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
    const body = options.json === undefined ? options.body : Buffer.from(JSON.stringify(options.json))
    const type = options.json === undefined ? {} : { 'content-type': 'application/json' }
    const headers = { ...speak({ method, path, body: body ?? Buffer.alloc(0) }), ...type, ...options.headers }
    const answer = await fetch(new URL(path, url), { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body: new Uint8Array(body) }) })
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  return {
    send,
    async get(schema, method, path, options) {
      const answer = await send(method, path, options)
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.bytes.toString('utf8')}`)
      return schema.parse(JSON.parse(answer.bytes.toString('utf8')))
    },
    async problem(method, path, options) {
      const answer = await send(method, path, options)
      if (answer.status < 400) throw new Error(`${method} ${path} was not refused: ${answer.status}`)
      if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) throw new Error(`${method} ${path}: no problem document: ${answer.bytes.toString('utf8')}`)
      const parsed = problem.parse(JSON.parse(answer.bytes.toString('utf8')))
      if (parsed.status !== answer.status) throw new Error(`the document says ${parsed.status}, the answer ${answer.status}`)
      return parsed
    },
  }
}

/** Calls with headers that are always the same. */
export const callerWith = (url: string, own: Record<string, string>): Caller => caller(url, () => own)

/** Calls signed by an enrolled agent. */
export const callerSigning = (url: string, signer: Signer): Caller =>
  caller(url, ({ method, path, body }) => signRequest(signer, { method, path, digest: createHash('sha512').update(body).digest('hex'), timeMs: Date.now() }))

export const callerWithToken = (url: string, token: string): Caller => callerWith(url, { authorization: `Bearer ${token}` })
export const nobody = (url: string): Caller => callerWith(url, {})

/** The cookie of a fresh session, as `name=value`. */
export async function sessionCookie(url: string, name: string, password: string): Promise<string> {
  const answer = await nobody(url).send('POST', '/api/session', { json: { name, password } })
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.bytes.toString('utf8')}`)
  return cookieOf(answer)
}

export const cookieOf = (answer: Answer): string => answer.headers.get('set-cookie')?.split(';')[0] ?? ''

export type TestUser = { id: string; name: string; password: string; cookie: string; bySession: Caller; byToken: Caller }

/** A user who has replaced the one-time password, with a session and a token. */
export async function addUser(url: string, admin: Caller, wanted: { name: string; roles: Role[]; units?: string[] }): Promise<TestUser> {
  const made = await admin.get(userCreated, 'POST', '/api/users', { json: wanted })
  const password = `a long password of ${wanted.name}`
  const first = await sessionCookie(url, wanted.name, made.oneTimePassword ?? '')
  const changed = await callerWith(url, { cookie: first }).send('POST', '/api/session/password', { json: { current: made.oneTimePassword, next: password } })
  sessionView.parse(JSON.parse(changed.bytes.toString('utf8')))
  const cookie = cookieOf(changed)
  const bySession = callerWith(url, { cookie })
  const { token } = await bySession.get(tokenCreated, 'POST', '/api/tokens')
  return { id: made.id, name: wanted.name, password, cookie, bySession, byToken: callerWithToken(url, token) }
}
