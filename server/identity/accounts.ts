import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Role } from '#contract/identity.ts'
import { appendAudit } from '#server/audit/append.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import { hashPassword, oneTimePassword } from './password.ts'
import { apiToken, session, userAccount } from './schema.ts'

export type Account = { id: string; name: string; roles: Role[]; units: string[]; active: boolean }

const view = (row: typeof userAccount.$inferSelect): Account => ({ id: row.id, name: row.name, roles: row.roles as Role[], units: row.units, active: row.active })

export async function listAccounts(db: Db): Promise<Account[]> {
  return (await db.select().from(userAccount).orderBy(userAccount.name)).map(view)
}

/** Adds an account with a password for once. A name in use gives `already-exists`. */
export async function addAccount(
  deps: { db: Db; clock: Clock },
  wanted: { name: string; roles: Role[]; units: string[] },
  actor: string,
): Promise<Account & { oneTimePassword: string }> {
  const password = oneTimePassword()
  const passwordHash = await hashPassword(password)
  const account = { id: newId(), ...wanted, active: true }
  await deps.db.transaction(async (tx) => {
    const added = await tx.insert(userAccount).values({ ...account, passwordHash, mustChangePassword: true }).onConflictDoNothing().returning({ id: userAccount.id })
    if (added.length === 0) throw refusal('user-exists', { name: wanted.name }, `There is already a user ${wanted.name}. Choose another name.`)
    await appendAudit(tx, { actor, action: 'identity.add-user', object: `user:${account.id}`, details: { name: wanted.name, roles: wanted.roles, units: wanted.units } }, deps.clock.now())
  })
  return { ...account, oneTimePassword: password }
}

/** Changes roles, units, activity or resets the password; every session of the account ends, and with the password the tokens that it made. The last administrator stays. */
export async function updateAccount(
  deps: { db: Db; clock: Clock },
  id: string,
  change: { roles?: Role[] | undefined; units?: string[] | undefined; active?: boolean | undefined; resetPassword?: boolean | undefined },
  actor: string,
): Promise<Account & { oneTimePassword?: string }> {
  const password = change.resetPassword ? oneTimePassword() : undefined
  const passwordHash = password ? await hashPassword(password) : undefined
  const updated = await deps.db.transaction(async (tx) => {
    await tx.execute(sql`lock table user_account in share row exclusive mode`)
    const [row] = await tx
      .update(userAccount)
      .set({
        ...(change.roles ? { roles: change.roles } : {}),
        ...(change.units ? { units: change.units } : {}),
        ...(change.active === undefined ? {} : { active: change.active }),
        ...(passwordHash ? { passwordHash, mustChangePassword: true } : {}),
        id,
      })
      .where(eq(userAccount.id, id))
      .returning()
    if (!row) throw refusal('no-such-user', {}, 'There is no such user.')
    const administrators = await tx.select({ id: userAccount.id }).from(userAccount).where(and(eq(userAccount.active, true), sql`'administrator' = any(${userAccount.roles})`))
    if (administrators.length === 0) throw refusal('last-administrator', {}, 'This is the last administrator. Make another one first.')
    await tx.delete(session).where(eq(session.userId, id))
    // Who had the password may have made tokens with it; those that an administrator made for a program stay.
    if (passwordHash) await tx.delete(apiToken).where(and(eq(apiToken.userId, id), or(isNull(apiToken.madeBy), eq(apiToken.madeBy, `user:${row.name}`))))
    const { resetPassword = false, roles = null, units = null, active = null } = change
    await appendAudit(tx, { actor, action: 'identity.update-user', object: `user:${id}`, details: { resetPassword, roles, units, active } }, deps.clock.now())
    return row
  })
  return { ...view(updated), ...(password ? { oneTimePassword: password } : {}) }
}

/** On an empty database makes the first administrator and gives the password for once, else null. */
export async function ensureFirstAdministrator(deps: { db: Db; clock: Clock }): Promise<{ name: string; oneTimePassword: string } | null> {
  const [any] = await deps.db.select({ id: userAccount.id }).from(userAccount).limit(1)
  if (any) return null
  const { name, oneTimePassword: password } = await addAccount(deps, { name: 'admin', roles: ['administrator'], units: [] }, 'system')
  return { name, oneTimePassword: password }
}
