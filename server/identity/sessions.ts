import { and, eq, gt, lt } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import type { Clock } from '#kernel/clock.ts'
import { refusal } from '#kernel/refusal.ts'
import { newSecret } from '#kernel/ids.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { hashPassword, hashSecret, passwordMatches } from './password.ts'
import { session, userAccount } from './schema.ts'

type User = Extract<Principal, { kind: 'user' }>

/** ASVS 5.0 7.3: half an hour idle, twelve hours in all. */
const idleMs = 30 * 60_000
const absoluteMs = 12 * 3_600_000
/** Writing the last use at every request would be a write for every read. */
export const touchAfterMs = 60_000

/** The principal of an account. */
export const principalOf = (row: typeof userAccount.$inferSelect, via: User['via']): User => ({
  kind: 'user',
  id: row.id,
  name: row.name,
  roles: row.roles,
  units: row.units,
  via,
  mustChangePassword: row.mustChangePassword,
})

/** Checks a password and opens a session. Unknown name, wrong password and closed account are told apart by nobody. */
export async function signIn(deps: { db: Db; clock: Clock }, name: string, password: string): Promise<{ secret: string; user: User }> {
  const [row] = await deps.db.select().from(userAccount).where(eq(userAccount.name, name))
  const matches = await passwordMatches(row?.passwordHash ?? null, password)
  if (!row || !matches || !row.active) throw refusal('wrong-name-or-password', {}, 'Name or password is wrong.')
  const now = deps.clock.now()
  const secret = newSecret()
  await deps.db.transaction(async (tx) => {
    await tx.delete(session).where(lt(session.createdAt, new Date(now.getTime() - absoluteMs)))
    await tx.insert(session).values({ tokenHash: hashSecret(secret), userId: row.id, createdAt: now, lastSeenAt: now })
    await appendAudit(tx, { actor: `user:${row.name}`, action: 'identity.sign-in', object: `user:${row.id}` }, now)
  })
  return { secret, user: principalOf(row, 'session') }
}

/** Who a session belongs to, or null. */
export async function userOfSession(deps: { db: Db; clock: Clock }, secret: string): Promise<User | null> {
  const now = deps.clock.now()
  const tokenHash = hashSecret(secret)
  const [found] = await deps.db
    .select()
    .from(session)
    .innerJoin(userAccount, eq(userAccount.id, session.userId))
    .where(
      and(
        eq(session.tokenHash, tokenHash),
        eq(userAccount.active, true),
        gt(session.lastSeenAt, new Date(now.getTime() - idleMs)),
        gt(session.createdAt, new Date(now.getTime() - absoluteMs)),
      ),
    )
  if (!found) return null
  if (now.getTime() - found.session.lastSeenAt.getTime() > touchAfterMs)
    await deps.db.update(session).set({ lastSeenAt: now }).where(eq(session.tokenHash, tokenHash))
  return principalOf(found.user_account, 'session')
}

/** Ends a session; one that is not there leaves no trace. */
export async function signOut(deps: { db: Db; clock: Clock }, secret: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const [ended] = await tx.delete(session).where(eq(session.tokenHash, hashSecret(secret))).returning({ user: session.userId })
    if (!ended) return
    const [owner] = await tx.select({ name: userAccount.name }).from(userAccount).where(eq(userAccount.id, ended.user))
    await appendAudit(tx, { actor: `user:${owner?.name ?? ended.user}`, action: 'identity.sign-out', object: `user:${ended.user}` }, deps.clock.now())
  })
}

/** Replaces the password; every other session of the user ends. */
export async function changePassword(deps: { db: Db; clock: Clock }, who: User, current: string, next: string): Promise<void> {
  const [row] = await deps.db.select().from(userAccount).where(eq(userAccount.id, who.id))
  if (!(await passwordMatches(row?.passwordHash ?? null, current))) throw refusal('wrong-present-password', {}, 'The present password is wrong.')
  if (current === next) throw refusal('same-password', {}, 'Choose a password that differs from the present one.')
  const passwordHash = await hashPassword(next)
  await deps.db.transaction(async (tx) => {
    await tx.update(userAccount).set({ passwordHash, mustChangePassword: false }).where(eq(userAccount.id, who.id))
    await tx.delete(session).where(eq(session.userId, who.id))
    await appendAudit(tx, { actor: `user:${who.name}`, action: 'identity.change-password', object: `user:${who.id}` }, deps.clock.now())
  })
}

/** An account by name, for `--as`. */
export async function userByName(db: Db, name: string): Promise<User | null> {
  const [row] = await db.select().from(userAccount).where(and(eq(userAccount.name, name), eq(userAccount.active, true)))
  return row ? principalOf(row, 'local') : null
}
