import { z } from 'zod'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Context } from 'hono'
import {
  agentList,
  changePassword as changePasswordBody,
  enrolStation,
  newToken,
  newUser,
  sessionView,
  signIn as signInBody,
  stationCode,
  stationEnrolled,
  tokenCreated,
  tokenList,
  updateAgent as updateAgentBody,
  updateUser,
  userCreated,
  userList,
  type Role,
} from '#contract/identity.ts'
import { id } from '#contract/common.ts'
import type { Clock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Api } from '#platform/http/api.ts'
import { createThrottle } from '#platform/http/throttle.ts'
import { addAccount, listAccounts, updateAccount } from './accounts.ts'
import { enrolAgent, issueAgentCode, listAgents, updateAgent } from './agents.ts'
import { createFailedSignIns, type FailedSignIns } from './failed-sign-ins.ts'
import { cookieName } from './identify.ts'
import { actorOf } from './permissions.ts'
import { changePassword, signIn, signOut } from './sessions.ts'
import { createToken, listTokens, revokeToken } from './tokens.ts'

const administrator = { roles: ['administrator'] } as const
const stationKeepers = { roles: ['administrator', 'archivist'] } as const

type Deps = { db: Db; clock: Clock; secureCookies: boolean; failedSignIns?: FailedSignIns }

export function identityRoutes(api: Api, deps: Deps): void {
  sessionRoutes(api, deps)
  accountRoutes(api, deps)
  tokenRoutes(api, deps)
  agentRoutes(api, deps)
}

function sessionRoutes(api: Api, deps: Deps): void {
  const now = () => deps.clock.now().getTime()
  const perAddress = createThrottle({ tries: 30, windowMs: 60_000, now })
  const perName = createThrottle({ tries: 10, windowMs: 60_000, now })
  const failed = deps.failedSignIns ?? createFailedSignIns(deps)
  const counted = async <T>(who: { name: string; address: string }, attempt: () => Promise<T>): Promise<T> => {
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof OpisError && (error.code === 'unauthenticated' || error.code === 'too-many-requests')) failed.note({ ...who, throttled: error.code === 'too-many-requests' })
      throw error
    }
  }
  api.route({ method: 'post', path: '/session', summary: 'Sign in', access: 'public', body: signInBody, answer: sessionView, problems: ['unauthenticated'] }, async ({ c, body }) => {
    const { secret, user } = await counted({ name: body.name, address: c.get('clientAddress') }, () => {
      perAddress(c.get('clientAddress'))
      perName(body.name)
      return signIn(deps, body.name, body.password)
    })
    keepSession(c, secret, deps.secureCookies)
    return present(user)
  })
  api.route({ method: 'get', path: '/session', summary: 'Who is signed in', access: 'any-user-even-with-one-time-password', answer: sessionView }, async ({ principal }) =>
    present(person(principal)),
  )
  api.route({ method: 'delete', path: '/session', summary: 'Sign out', access: 'any-user-even-with-one-time-password' }, async ({ c }) => {
    await signOut(deps, getCookie(c, cookieName) ?? '')
    deleteCookie(c, cookieName, { path: '/' })
    c.header('clear-site-data', '"cache", "storage"')
  })
  api.route(
    { method: 'post', path: '/session/password', summary: 'Replace the password', access: 'any-user-even-with-one-time-password', body: changePasswordBody, answer: sessionView },
    async ({ c, principal, body }) => {
      const who = person(principal)
      if (who.via === 'local') throw new OpisError('forbidden', 'The box itself has no password. Sign in as the user whose password it is.')
      perName(who.name)
      await changePassword(deps, who, body.current, body.next)
      const { secret, user } = await signIn(deps, who.name, body.next)
      keepSession(c, secret, deps.secureCookies)
      return present(user)
    },
  )
}

function tokenRoutes(api: Api, deps: Deps): void {
  api.route({ method: 'post', path: '/tokens', summary: 'Make a token for a program, of oneself', access: 'any-user', answer: tokenCreated, status: 201 }, async ({ principal }) => {
    const who = person(principal)
    if (who.via === 'local') throw new OpisError('forbidden', 'Sign in as the user who shall own the token.')
    return createToken(deps, who.id, {}, actorOf(principal))
  })
  api.route({ method: 'get', path: '/tokens', summary: 'List the tokens: all for an administrator, else one’s own', access: 'any-user', answer: tokenList }, async ({ principal }) => ({
    tokens: await listTokens(deps.db, ownerSeenBy(principal) ?? undefined),
  }))
  api.route(
    { method: 'post', path: '/users/{id}/tokens', summary: 'Make a token for a program that acts as this user', access: administrator, params: z.object({ id }), body: newToken, answer: tokenCreated, status: 201, problems: ['not-found'] },
    ({ principal, params, body }) => createToken(deps, params.id, body, actorOf(principal)),
  )
  api.route({ method: 'delete', path: '/tokens/{id}', summary: 'Revoke a token', access: 'any-user', params: z.object({ id }), problems: ['not-found'] }, ({ principal, params }) =>
    revokeToken(deps, params.id, ownerSeenBy(principal), actorOf(principal)),
  )
}

/** Whose tokens somebody may list and revoke; null: everybody's. */
function ownerSeenBy(principal: Principal): string | null {
  const who = person(principal)
  return who.roles.includes('administrator') ? null : who.id
}

function accountRoutes(api: Api, deps: Deps): void {
  api.route({ method: 'get', path: '/users', summary: 'List the users', access: administrator, answer: userList }, async () => ({ users: await listAccounts(deps.db) }))
  api.route({ method: 'post', path: '/users', summary: 'Add a user', access: administrator, body: newUser, answer: userCreated, status: 201, problems: ['already-exists'] }, ({ principal, body }) =>
    addAccount(deps, body, actorOf(principal)),
  )
  api.route(
    { method: 'patch', path: '/users/{id}', summary: 'Change a user', access: administrator, params: z.object({ id }), body: updateUser, answer: userCreated, problems: ['not-in-this-state'] },
    ({ principal, params, body }) => updateAccount(deps, params.id, body, actorOf(principal)),
  )
}

function agentRoutes(api: Api, deps: Deps): void {
  const perAddress = createThrottle({ tries: 20, windowMs: 60_000, now: () => deps.clock.now().getTime() })
  api.route(
    { method: 'post', path: '/stations/code', summary: 'Make a code that enrols one agent', access: stationKeepers, answer: stationCode, status: 201 },
    async ({ principal }) => {
      const { code, expiresAt } = await issueAgentCode(deps, actorOf(principal))
      return { code, expiresAt: expiresAt.toISOString() }
    },
  )
  const everyAgent = async () => ({ agents: await listAgents(deps.db) })
  api.route({ method: 'get', path: '/stations', summary: 'List stations and recognisers', access: stationKeepers, answer: agentList }, everyAgent)
  api.route(
    { method: 'patch', path: '/stations/{id}', summary: 'Shut an agent out, or let it in again', access: stationKeepers, params: z.object({ id }), body: updateAgentBody, answer: agentList, problems: ['not-found'] },
    async ({ principal, params, body }) => {
      await updateAgent(deps, params.id, body, actorOf(principal))
      return everyAgent()
    },
  )
  api.route({ method: 'post', path: '/stations', summary: 'Enrol an agent with its code', access: 'public', body: enrolStation, answer: stationEnrolled, status: 201, problems: ['forbidden'] }, async ({ c, body }) => {
    perAddress(c.get('clientAddress'))
    return enrolAgent(deps, body)
  })
}

type User = Extract<Principal, { kind: 'user' }>

function person(principal: Principal): User {
  if (principal.kind !== 'user') throw new OpisError('unauthenticated', 'Sign in first.')
  return principal
}

function present(user: User) {
  return { user: { id: user.id, name: user.name, roles: user.roles as Role[], units: [...user.units] }, mustChangePassword: user.mustChangePassword }
}

function keepSession(c: Context, secret: string, secure: boolean): void {
  setCookie(c, cookieName, secret, { httpOnly: true, sameSite: 'Lax', path: '/', secure })
}
