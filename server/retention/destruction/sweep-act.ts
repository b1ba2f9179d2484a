import { and, eq, isNull, sql } from 'drizzle-orm'
import { act, destruction } from '../acts/schema.ts'
import type { DestructionContext } from './context.ts'
import { eraseDerivatives } from './erase-derivatives.ts'
import { isDecided } from './execute-act.ts'
import { finishAct } from './finish-act.ts'
import { rewriteTables } from './rewrite-tables.ts'
import { actExecution } from './schema.ts'

/**
 * The task after the last line of an act was decided: makes sure that nothing of its records is left in the files of the
 * database and in the index, then ends its lines and the act. A component that is away (`unreachable`) leaves the lines
 * `executing`; the task goes on when it is back, and reports once.
 */
export async function sweepAct(context: DestructionContext, id: string): Promise<void> {
  const { db } = context.records
  const [found] = await db.select({ state: act.state, decidedAt: actExecution.decidedAt }).from(act).innerJoin(actExecution, eq(actExecution.act, act.id)).where(eq(act.id, id))
  if (found?.state !== 'executing' || found.decidedAt === null) return
  await eraseDerivatives(context, id)
  if (!(await isDecided(context, id))) return
  const records = await unswept(context, id)
  if (records.length > 0) {
    await sweepDatabase(context, id)
    if (context.derivatives.hasSecondEngine) await context.derivatives.expungeSecondEngine(records)
    await note(context, id, ['index'])
  }
  await finishAct(context, id)
}

async function unswept({ records }: DestructionContext, id: string): Promise<string[]> {
  const rows = await records.db.select({ record: destruction.record }).from(destruction).where(and(eq(destruction.act, id), isNull(destruction.erasedAt), sql`not ${destruction.gone} ? 'index'`))
  return rows.map((row) => row.record)
}

/** Once for all records of the act. */
async function sweepDatabase(context: DestructionContext, id: string): Promise<void> {
  const { db } = context.records
  const [open] = await db.select({ id: destruction.id }).from(destruction).where(and(eq(destruction.act, id), isNull(destruction.erasedAt), sql`not ${destruction.gone} ? 'database'`)).limit(1)
  if (open === undefined) return
  const journal = await rewriteTables(context.pool, id)
  if (journal === 'left-to-the-server') context.log.warn('the journal of the database was left to its administrator', { act: id })
  await note(context, id, ['database', 'queue'])
}

async function note({ records, clock }: DestructionContext, id: string, parts: readonly string[]): Promise<void> {
  const at = clock.now().toISOString()
  const gone = JSON.stringify(Object.fromEntries(parts.map((part) => [part, at])))
  await records.db
    .update(destruction)
    .set({ gone: sql`${destruction.gone} || ${gone}::jsonb` })
    .where(and(eq(destruction.act, id), isNull(destruction.erasedAt)))
}
