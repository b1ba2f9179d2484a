import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { databaseIdentity } from '#platform/database-identity.ts'

/** An index of ours in Elasticsearch as the database knows it; `uuid` is null until it is made. */
export type MirrorRow = { name: string; uuid: string | null; mapping: string; state: 'live' | 'building' }

type Asks = Pick<PoolClient, 'query'>

/** Numbers of advisory locks; no other part of the product uses them. */
const locks = { sending: 7_301_148, building: 7_301_149 } as const

/** How long we wait for somebody else who sends; then our turn has failed and comes again. */
const lockWaitMs = 20_000

/** What the names of this archive's indices begin with: others may use the same cluster, and so may a copy of the database. */
export async function archiveName(pool: Pool): Promise<string> {
  return `opis-${createHash('sha256').update(await databaseIdentity(pool)).digest('hex').slice(0, 12)}`
}

export async function mirrorRows(asks: Asks): Promise<{ live: MirrorRow | null; building: MirrorRow | null }> {
  const { rows } = await asks.query<MirrorRow>('select name, uuid, mapping, state from search_mirror')
  return { live: rows.find(({ state }) => state === 'live') ?? null, building: rows.find(({ state }) => state === 'building') ?? null }
}

/** The index that was being built is now the one that answers. */
export async function promote(asks: Asks): Promise<void> {
  await asks.query("delete from search_mirror where state = 'live'")
  await asks.query("update search_mirror set state = 'live' where state = 'building'")
}

/** Without Elasticsearch nothing is kept for it: should it come back, its index is built anew. */
export async function forgetMirror(pool: Pool): Promise<void> {
  await pool.query('truncate search_mirror, search_to_send')
}

/** What Elasticsearch holds is not taken for whole any more; an index is built. */
export async function distrustMirror(pool: Pool): Promise<void> {
  await pool.query("delete from search_mirror where state = 'live'")
}

/** Records that Elasticsearch has not been told of. */
export async function recordsToSend(pool: Pool): Promise<number> {
  const found = await pool.query<{ records: number }>('select count(distinct record)::int as records from search_to_send')
  return found.rows[0]?.records ?? 0
}

/** A number above all numbers given before; whoever reads pages after taking it knows at least as much as holders of lower ones. */
export async function nextVersion(asks: Asks): Promise<number> {
  const found = await asks.query<{ version: string }>("select nextval('search_send_version') as version")
  return Number(found.rows[0]?.version)
}

/** Runs `work` in a transaction while nobody else sends changes, in whatever process. */
export async function whileNobodySends<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = true
  try {
    await client.query(`begin; set local lock_timeout = ${lockWaitMs}`)
    await client.query('select pg_advisory_xact_lock($1)', [locks.sending])
    const result = await work(client)
    await client.query('commit')
    broken = false
    return result
  } catch (error) {
    await client.query('rollback').then(() => (broken = false), () => undefined)
    throw error
  } finally {
    client.release(broken)
  }
}

/** The right to build, or null while another process has it. It falls back when `end` is called or this process dies. */
export async function rightToBuild(pool: Pool): Promise<{ end(): Promise<void> } | null> {
  const client = await pool.connect()
  try {
    const found = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [locks.building])
    if (found.rows[0]?.got !== true) {
      client.release()
      return null
    }
  } catch (error) {
    client.release(true)
    throw error
  }
  return {
    end: () =>
      client.query('select pg_advisory_unlock($1)', [locks.building]).then(
        () => client.release(),
        () => client.release(true),
      ),
  }
}
