import { Client } from 'pg'
import { OpisError } from '#kernel/errors.ts'
import { connectFault, type ConnectFault } from './connect-fault.ts'
import { judgeServer, type ServerFacts } from './judge-server.ts'

/** What is known of a database that somebody gave us. */
export type Inspection = { ok: true; version: string; place: string; warnings: string[] } | ({ ok: false } & ConnectFault)

const patienceMs = 5_000

const question = `
  select current_setting('server_version_num')::int as "versionNumber",
    split_part(current_setting('server_version'), ' ', 1) as version,
    current_setting('server_encoding') as encoding,
    pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as "readOnly",
    current_schema() as schema,
    coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreate",
    (select count(*)::int from pg_class join pg_namespace n on n.oid = relnamespace
      where nspname = current_schema() and relkind in ('r', 'p', 'S') and not pg_has_role(relowner, 'usage')) as "foreignTables",
    current_setting('fsync') as fsync, current_setting('synchronous_commit') as "synchronousCommit",
    current_user as role, (select rolsuper from pg_roles where rolname = current_user) as superuser`

/** Looks at the database behind an address, without changing anything. */
export async function inspectDatabase(url: string): Promise<Inspection> {
  let target = { host: 'the server', port: 5432, database: '', user: '' }
  let client: Client | undefined
  try {
    client = new Client({ connectionString: url, application_name: 'opis inspection', connectionTimeoutMillis: patienceMs, query_timeout: patienceMs })
    client.on('error', () => undefined)
    target = { host: client.host, port: client.port, database: client.database ?? '', user: client.user ?? '' }
    await client.connect()
    const { rows } = await client.query<ServerFacts>(question)
    const facts = rows[0]
    if (!facts) return { ok: false, code: 'unreachable', detail: `The server at ${target.host} gives no answer.` }
    const { refusal, warnings } = judgeServer(facts)
    const place = `${target.database} at ${target.host}:${target.port}`
    return refusal === null ? { ok: true, version: facts.version, place, warnings } : { ok: false, code: 'bad-configuration', detail: refusal }
  } catch (error) {
    return { ok: false, ...connectFault(error, target) }
  } finally {
    await client?.end().catch(() => undefined)
  }
}

/** The same as a refusal: `unreachable` when waiting can help, `bad-configuration` when a person must act. */
export async function requireDatabase(url: string): Promise<Extract<Inspection, { ok: true }>> {
  const found = await inspectDatabase(url)
  if (found.ok) return found
  throw new OpisError(found.code, found.detail)
}
