import { Client } from 'pg'
import { readStatusConfig } from '../../public-status/config.ts'
import { broken, doubtful, reasonOf, well, type Check, type CheckPart } from './check.ts'

const patienceMs = 5_000

const question = `
  select current_user as role,
    has_function_privilege('public_status.look_up(text, text, text)', 'execute') as "mayAsk",
    has_table_privilege('public_status.lookup', 'insert') as "mayCount",
    (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'select')) as "tables"`

/** The account of the public page, where it runs as a process of its own: it may ask and count, and read no table. */
export const checkPublicStatus: CheckPart = async () => {
  const name = 'public status'
  const { databaseUrl } = readStatusConfig()
  if (databaseUrl === null) return []
  const client = new Client({ connectionString: databaseUrl, application_name: 'opis doctor', connectionTimeoutMillis: patienceMs, query_timeout: patienceMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ role: string; mayAsk: boolean; mayCount: boolean; tables: number }>(question)
    const facts = rows[0]
    return [facts === undefined ? broken(name, 'the database gives no answer', 'Try again.') : judge(name, facts)]
  } catch (error) {
    return [broken(name, reasonOf(error), 'Check OPIS_STATUS_DATABASE_URL. The role and its rights are made by: opis status role')]
  } finally {
    await client.end().catch(() => undefined)
  }
}

function judge(name: string, { role, mayAsk, mayCount, tables }: { role: string; mayAsk: boolean; mayCount: boolean; tables: number }): Check {
  if (!mayAsk || !mayCount) return broken(name, `${role} may not look anything up`, 'Start the server once after an upgrade, or run: opis status role')
  if (tables > 0) return doubtful(name, `${role} may read ${tables} tables`, 'Give the process the role opis_status and no other account: opis status role')
  return well(name, `${role} may look up and count, and reads no table`)
}
