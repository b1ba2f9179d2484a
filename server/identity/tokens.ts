import { and, asc, eq, gt, isNull, or } from 'drizzle-orm'
import type { z } from 'zod'
import type { newToken, TokenView } from '#contract/identity.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { Clock } from '#kernel/clock.ts'
import { newId, newSecret } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { hashSecret } from './password.ts'
import { apiToken, userAccount } from './schema.ts'
import { principalOf, touchAfterMs } from './sessions.ts'

type User = Extract<Principal, { kind: 'user' }>
type Deps = { db: Db; clock: Clock }

const dayMs = 86_400_000

/** A bearer token for a program that acts as this user; shown once, kept as a hash. */
export async function createToken(deps: Deps, owner: string, wanted: Partial<z.infer<typeof newToken>>, actor: string): Promise<{ id: string; token: string }> {
  const id = newId()
  const token = `opis_${newSecret()}`
  const now = deps.clock.now()
  const { name = '', days } = wanted
  const expiresAt = days === undefined ? null : new Date(now.getTime() + days * dayMs)
  await deps.db.transaction(async (tx) => {
    const [user] = await tx.select({ name: userAccount.name }).from(userAccount).where(eq(userAccount.id, owner))
    if (!user) throw refusal('no-such-user', {}, 'There is no such user.')
    await tx.insert(apiToken).values({ id, name, tokenHash: hashSecret(token), userId: owner, createdAt: now, madeBy: actor, expiresAt })
    await appendAudit(tx, { actor, action: 'identity.create-token', object: `token:${id}`, details: { name, user: user.name, expiresAt: expiresAt?.toISOString() ?? null } }, now)
  })
  return { id, token }
}

/** Every token, or those of one owner; the oldest first. */
export async function listTokens(db: Db, owner?: string): Promise<TokenView[]> {
  const rows = await db
    .select()
    .from(apiToken)
    .innerJoin(userAccount, eq(userAccount.id, apiToken.userId))
    .where(owner === undefined ? undefined : eq(apiToken.userId, owner))
    .orderBy(asc(userAccount.name), asc(apiToken.createdAt))
  return rows.map(({ api_token: row, user_account: user }) => ({
    id: row.id,
    name: row.name,
    user: user.name,
    madeBy: row.madeBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }))
}

/** Takes a token back at once. `owner`: only a token of this user counts; what is not found is `no-such-token`. */
export async function revokeToken(deps: Deps, id: string, owner: string | null, actor: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const [gone] = await tx
      .delete(apiToken)
      .where(and(eq(apiToken.id, id), owner === null ? undefined : eq(apiToken.userId, owner)))
      .returning({ name: apiToken.name })
    if (!gone) throw refusal('no-such-token', {}, 'There is no such token.')
    await appendAudit(tx, { actor, action: 'identity.revoke-token', object: `token:${id}`, details: { name: gone.name } }, deps.clock.now())
  })
}

/**
 * Who a bearer token belongs to, or null. A one-time password of the owner that nobody has replaced does
 * not matter: an account for a program never signs in.
 */
export async function userOfToken(deps: Deps, token: string): Promise<User | null> {
  const now = deps.clock.now()
  const [found] = await deps.db
    .select()
    .from(apiToken)
    .innerJoin(userAccount, eq(userAccount.id, apiToken.userId))
    .where(and(eq(apiToken.tokenHash, hashSecret(token)), eq(userAccount.active, true), or(isNull(apiToken.expiresAt), gt(apiToken.expiresAt, now))))
  if (!found) return null
  if (now.getTime() - (found.api_token.lastUsedAt?.getTime() ?? 0) > touchAfterMs) await deps.db.update(apiToken).set({ lastUsedAt: now }).where(eq(apiToken.id, found.api_token.id))
  return { ...principalOf(found.user_account, 'token'), mustChangePassword: false }
}
