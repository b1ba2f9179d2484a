import type { Client, Pool } from 'pg'

/**
 * What tells this database from every other, for names in services that several installations share.
 * A copy by dump or move is another database and gets another answer.
 */
export async function databaseIdentity(database: Pool | Client): Promise<string> {
  const { rows } = await database.query<{ identity: string }>(
    "select concat_ws('/', (select system_identifier from pg_control_system()), (select oid from pg_database where datname = current_database()), current_schema()) as identity",
  )
  return rows[0]?.identity ?? ''
}
