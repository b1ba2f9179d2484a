import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Role } from '#contract/identity.ts'
import { appendAudit } from '#server/audit/append.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Db, Tx } from '#platform/database.ts'
import { hashPassword, oneTimePassword } from './password.ts'
import { apiToken, session, userAccount } from './schema.ts'
import { unknownUnits } from './units/units.ts'

export type Account = { id: string; name: string; roles: Role[]; units: string[]; active: boolean } & Described

/** What people call somebody, what post he has, where mail reaches him and in which language. */
export type Described = { displayName: string; position: string; email: string | null; language: string | null }
/** As it is given: what is left out is empty in a new account and stays in one that is there. */
type DescribedPartly = { [field in keyof Described]?: Described[field] | undefined }

export type Accounts = { db: Db; clock: Clock }
type By = { actor: string; now: Date }

const view = (row: typeof userAccount.$inferSelect): Account => {
  const { id, name, roles, units, active, displayName, position, email, language } = row
  return { id, name, roles: roles as Role[], units, active, displayName, position, email, language }
}

export async function listAccounts(db: Db): Promise<Account[]> {
  return (await db.select().from(userAccount).orderBy(userAccount.name)).map(view)
}

export type WantedAccount = { name: string; roles: Role[]; units: string[] } & DescribedPartly

/** Adds an account with a password for once. A name in use gives `already-exists`; units that nobody knows are told. */
export async function addAccount(deps: Accounts, wanted: WantedAccount, actor: string): Promise<Account & { oneTimePassword: string; unknownUnits?: string[] }> {
  const password = oneTimePassword()
  const passwordHash = await hashPassword(password)
  const account = await deps.db.transaction((tx) => addAccountIn(tx, wanted, passwordHash, { actor, now: deps.clock.now() }))
  return { ...account, oneTimePassword: password, ...(await pointAtUnits(deps.db, wanted.units)) }
}

/** The same in a transaction of the caller, who made the password beforehand: hashing takes long on purpose. */
export async function addAccountIn(tx: Tx, wanted: WantedAccount, passwordHash: string, { actor, now }: By): Promise<Account> {
  const { name, roles, units } = wanted
  const [added] = await tx.insert(userAccount).values({ id: newId(), name, roles, units, ...described(wanted), passwordHash, mustChangePassword: true }).onConflictDoNothing().returning()
  if (!added) throw refusal('user-exists', { name }, `There is already a user ${name}. Choose another name.`)
  await appendAudit(tx, { actor, action: 'identity.add-user', object: `user:${added.id}`, details: { name, roles, units } }, now)
  return view(added)
}

export type AccountChange = { roles?: Role[] | undefined; units?: string[] | undefined; active?: boolean | undefined; resetPassword?: boolean | undefined } & DescribedPartly

/**
 * Changes roles, units, activity or how somebody is described, or resets the password. Where rights change every session of
 * the account ends, and with the password the tokens that it made. The last administrator stays.
 */
export async function updateAccount(deps: Accounts, id: string, change: AccountChange, actor: string): Promise<Account & { oneTimePassword?: string; unknownUnits?: string[] }> {
  const password = change.resetPassword ? oneTimePassword() : undefined
  const passwordHash = password ? await hashPassword(password) : undefined
  const updated = await deps.db.transaction((tx) => updateAccountIn(tx, id, change, passwordHash, { actor, now: deps.clock.now() }))
  return { ...updated, ...(password ? { oneTimePassword: password } : {}), ...(await pointAtUnits(deps.db, change.units ?? [])) }
}

/** The same in a transaction of the caller. */
export async function updateAccountIn(tx: Tx, id: string, change: AccountChange, passwordHash: string | undefined, { actor, now }: By): Promise<Account> {
  await tx.execute(sql`lock table user_account in share row exclusive mode`)
  const [row] = await tx
    .update(userAccount)
    .set({
      ...(change.roles ? { roles: change.roles } : {}),
      ...(change.units ? { units: change.units } : {}),
      ...(change.active === undefined ? {} : { active: change.active }),
      ...(passwordHash ? { passwordHash, mustChangePassword: true } : {}),
      ...described(change),
      id,
    })
    .where(eq(userAccount.id, id))
    .returning()
  if (!row) throw refusal('no-such-user', {}, 'There is no such user.')
  const administrators = await tx.select({ id: userAccount.id }).from(userAccount).where(and(eq(userAccount.active, true), sql`'administrator' = any(${userAccount.roles})`))
  if ((change.roles !== undefined || change.active !== undefined) && administrators.length === 0) throw refusal('last-administrator', {}, 'This is the last administrator. Make another one first.')
  const { resetPassword = false, roles = null, units = null, active = null } = change
  // A new name or post changes no right: whoever is at work stays signed in.
  if (resetPassword || roles !== null || units !== null || active !== null) await tx.delete(session).where(eq(session.userId, id))
  // Who had the password may have made tokens with it; those that an administrator made for a program stay.
  if (passwordHash) await tx.delete(apiToken).where(and(eq(apiToken.userId, id), or(isNull(apiToken.madeBy), eq(apiToken.madeBy, `user:${row.name}`))))
  await appendAudit(tx, { actor, action: 'identity.update-user', object: `user:${id}`, details: { resetPassword, roles, units, active, ...described(change) } }, now)
  return view(row)
}

function described({ displayName, position, email, language }: DescribedPartly): Partial<Described> {
  return { ...(displayName === undefined ? {} : { displayName }), ...(position === undefined ? {} : { position }), ...(email === undefined ? {} : { email }), ...(language === undefined ? {} : { language }) }
}

async function pointAtUnits(db: Db, units: readonly string[]): Promise<{ unknownUnits?: string[] }> {
  const unknown = units.length === 0 ? [] : await unknownUnits(db, units)
  return unknown.length === 0 ? {} : { unknownUnits: unknown }
}

/** On an empty database makes the first administrator and gives the password for once, else null. */
export async function ensureFirstAdministrator(deps: { db: Db; clock: Clock }): Promise<{ name: string; oneTimePassword: string } | null> {
  const [any] = await deps.db.select({ id: userAccount.id }).from(userAccount).limit(1)
  if (any) return null
  const { name, oneTimePassword: password } = await addAccount(deps, { name: 'admin', roles: ['administrator'], units: [] }, 'system')
  return { name, oneTimePassword: password }
}
