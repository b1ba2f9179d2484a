import { sql } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { municipalitySetting } from '#server/identity/units/schema.ts'
import type { RegistryContext } from '../context.ts'
import { lockMode } from '../numbers/hold-mode.ts'
import { wipeTest } from './wipe-test.ts'

type Mode = 'test' | 'live'

/** Whether the house tries things out, and how many registrations going live would remove. */
export async function viewMode({ db }: Pick<RegistryContext, 'db'>): Promise<{ mode: Mode; testRegistrations: number }> {
  return { mode: (await isTestMode(db)) ? 'test' : 'live', testRegistrations: await countTest(db) }
}

/** Begins test mode. A house that has registered in earnest does not go back (`live-already`): its counters must not stand still. */
export async function beginTest(context: RegistryContext, by: { name: string; actor: string }): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (await lockMode(tx)) return
    const { rows } = await tx.execute(sql`select 1 from entry where not test and source <> 'imported' limit 1`)
    if (rows.length > 0) throw refusal('live-already', {}, 'Documents are registered in earnest already. Test mode is for the time before.')
    await setMode(context, tx, 'test', by)
    await appendAudit(tx, { actor: by.actor, action: 'registry.switch-mode', object: 'setting:mode', details: { mode: 'test' } }, context.clock.now())
  })
}

/**
 * Ends test mode: every test registration and whatever names one is removed, in the transaction in which the house goes
 * live; users, units, kinds, registers and the file plan stay. `testRegistrations` is the number that was shown.
 */
export async function goLive(context: RegistryContext, testRegistrations: number, by: { name: string; actor: string }): Promise<Record<string, number>> {
  return context.db.transaction(async (tx) => {
    if (!(await lockMode(tx))) throw refusal('not-in-test-mode', {}, 'The house is live already.')
    const count = await countTest(tx)
    if (count !== testRegistrations) throw refusal('test-count-differs', { count }, `There are ${count} test registrations now. Look again, then confirm that number.`)
    const removed = await wipeTest(tx)
    await setMode(context, tx, 'live', by)
    await appendAudit(tx, { actor: by.actor, action: 'registry.go-live', object: 'setting:mode', details: { mode: 'live', removed } }, context.clock.now())
    return removed
  })
}

async function countTest(db: RegistryContext['db'] | Tx): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`select count(*)::int as count from card where test`)
  return rows[0]?.count ?? 0
}

async function setMode(context: RegistryContext, tx: Tx, value: Mode, by: { name: string }): Promise<void> {
  const row = { name: 'mode', value, changedBy: by.name, changedAt: context.clock.now() }
  await tx.insert(municipalitySetting).values(row).onConflictDoUpdate({ target: municipalitySetting.name, set: { value, changedBy: row.changedBy, changedAt: row.changedAt } })
}
