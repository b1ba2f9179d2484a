import type pg from 'pg'

/** The role of the status process; the same in every database of a PostgreSQL server. */
export const statusRole = 'opis_status'

/** Everything that the role may do: ask one function, read the figures, count look-ups. Nothing of the tables. */
const grants = [
  `grant usage on schema public_status to ${statusRole}`,
  `grant execute on function public_status.look_up(text, text, text) to ${statusRole}`,
  `grant select on public_status.figure to ${statusRole}`,
  `grant insert on public_status.lookup to ${statusRole}`,
]

const create = `create role ${statusRole} nologin nosuperuser nocreatedb nocreaterole noinherit noreplication connection limit 20`

/** SQLSTATE: it is there already, made by somebody else in this moment; rows of the catalogue changed at once. */
const madeMeanwhile = ['42710', '23505', 'XX000']

export type RoleState = 'ready' | 'missing'

/**
 * Makes the role where the account of the server may make roles, and gives it its rights, which a migration may have
 * taken away. `missing`: somebody else must make it (`roleSql`).
 */
export async function ensureStatusRole(pool: Pick<pg.Pool, 'query'>): Promise<RoleState> {
  const { rows } = await pool.query<{ there: boolean; may: boolean }>(
    `select exists (select 1 from pg_roles where rolname = $1) as there, (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may`,
    [statusRole],
  )
  if (rows[0]?.there !== true) {
    if (rows[0]?.may !== true) return 'missing'
    await unlessMadeMeanwhile(pool.query(create))
  }
  for (const grant of grants) await unlessMadeMeanwhile(pool.query(grant))
  await unlessMadeMeanwhile(pool.query(`do $$ begin execute format('grant connect on database %I to ${statusRole}', current_database()); end $$`))
  return 'ready'
}

async function unlessMadeMeanwhile(done: Promise<unknown>): Promise<void> {
  await done.catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && madeMeanwhile.includes(String(error.code)))) throw error
  })
}

/** Whether the server itself may act as the role, so that its own pages have no more rights than those in a DMZ. */
export async function mayActAsStatusRole(pool: Pick<pg.Pool, 'query'>): Promise<boolean> {
  const { rows } = await pool.query<{ may: boolean }>(`select exists (select 1 from pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'set')) as may`, [statusRole]).catch(async () =>
    // Before version 16 being a member was enough.
    pool.query<{ may: boolean }>(`select exists (select 1 from pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'member')) as may`, [statusRole]),
  )
  return rows[0]?.may === true
}

/** Lets the role sign in with a password; the statement that is sent holds its SCRAM hash only where the server makes it. */
export async function giveLogin(pool: Pick<pg.Pool, 'query'>, password: string): Promise<void> {
  await pool.query(`alter role ${statusRole} login password '${password.replaceAll("'", "''")}'`)
}

/** The same for an administrator of the database, run in the database of Opis by its owner or a superuser. */
export function roleSql(): string {
  return `${[create, `alter role ${statusRole} login password 'CHOOSE-ONE'`, ...grants, `grant connect on database CURRENT_DATABASE_NAME to ${statusRole}`].map((line) => `${line};`).join('\n')}\n`
}
