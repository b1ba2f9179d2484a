import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { agentHeaders } from '#contract/agent-signature.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { Clock } from '#kernel/clock.ts'
import { OpisError } from '#kernel/errors.ts'
import { isId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import { createAgentVerifier } from './agents.ts'
import { userByName, userOfSession } from './sessions.ts'
import { userOfToken } from './tokens.ts'

export const cookieName = 'opis'

/**
 * Finds who speaks: agent signature, bearer token, local token (whoever may read the data folder is
 * the administrator of the box), session cookie, nobody.
 */
export function createIdentify(deps: { db: Db; clock: Clock; localToken: string }): (c: Context<HttpEnv>) => Promise<Principal> {
  const verifyAgent = createAgentVerifier(deps)
  const nobody: Principal = { kind: 'nobody' }
  return async (c) => {
    const signature = c.req.header(agentHeaders.signature)
    if (signature) return (await agentOf(c, signature, verifyAgent)) ?? nobody
    const bearer = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (bearer) return (await userOfBearer(c, bearer, deps)) ?? nobody
    const cookie = getCookie(c, cookieName)
    if (!cookie) return nobody
    refuseForeignOrigin(c)
    return (await userOfSession(deps, cookie)) ?? nobody
  }
}

async function agentOf(c: Context<HttpEnv>, signature: string, verifyAgent: ReturnType<typeof createAgentVerifier>): Promise<Principal | null> {
  const header = (name: string) => c.req.header(name) ?? ''
  const url = new URL(c.req.url)
  const id = header(agentHeaders.agent)
  if (!isId(id)) return null
  return verifyAgent({
    method: c.req.method,
    path: url.pathname + url.search,
    agent: id,
    time: header(agentHeaders.time),
    nonce: header(agentHeaders.nonce),
    digest: header(agentHeaders.digest),
    signature,
  })
}

async function userOfBearer(c: Context<HttpEnv>, bearer: string, deps: { db: Db; clock: Clock; localToken: string }): Promise<Principal | null> {
  const local: User = { kind: 'user', id: 'local', name: 'local', roles: ['administrator'], units: [], via: 'local', mustChangePassword: false }
  const owner = equal(bearer, deps.localToken) ? local : await userOfToken(deps, bearer)
  const as = c.req.header('opis-as')
  return owner && as ? actAs(c, deps, owner, as) : owner
}

/** An administrator reads with the rights of somebody else; that leaves an entry. */
async function actAs(c: Context<HttpEnv>, deps: { db: Db; clock: Clock }, owner: User, as: string): Promise<Principal> {
  if (!owner.roles.includes('administrator')) throw new OpisError('forbidden', 'Only an administrator reads with the rights of another user.')
  if (c.req.method !== 'GET') throw new OpisError('forbidden', 'Only reading is possible with the rights of another user.')
  const user = await userByName(deps.db, as)
  if (!user) throw new OpisError('not-found', `There is no user ${as}.`)
  await deps.db.transaction((tx) =>
    appendAudit(tx, { actor: `user:${owner.name}`, action: 'identity.act-as', object: `user:${user.id}`, details: { path: c.req.path } }, deps.clock.now()),
  )
  return { ...user, mustChangePassword: false }
}

type User = Extract<Principal, { kind: 'user' }>

function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** A browser names the origin of a request that changes something; another site's is refused (CSRF). */
function refuseForeignOrigin(c: Context<HttpEnv>): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return
  const site = c.req.header('sec-fetch-site')
  if (site && site !== 'same-origin') throw refusal('other-site', {}, 'The request came from another site.')
  const origin = c.req.header('origin')
  if (origin && URL.parse(origin)?.host !== c.req.header('host')) throw refusal('other-site', {}, 'The request came from another site.')
}
