import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import { objectIdOf } from '#server/records/context.ts'
import { eraseFromBatches } from '#server/records/erase-from-batches.ts'
import { act, actLine, destruction, stub } from '../acts/schema.ts'
import type { DestructionContext } from './context.ts'
import type { LoggedDestruction } from './destruction-log.ts'
import { removeExports } from './remove-exports.ts'

type Destruction = typeof destruction.$inferSelect

/** Records whose bytes go together, and how many of them at once. */
const recordsInARow = 256
const recordsAtOnce = 64

/**
 * Erases the bytes of what an act has decided: noted first in the log outside the database, then the object in the store, drawn
 * pictures, what is left in the intake area, unfinished work and exports in the data folder. Each is noted when it was
 * found gone; a kill between any two is finished by the next call. Index and files of the database come after the act.
 */
export async function eraseDerivatives(context: DestructionContext, actId: string): Promise<void> {
  for (;;) {
    const rows = await context.records.db
      .select()
      .from(destruction)
      .where(and(eq(destruction.act, actId), isNull(destruction.erasedAt), sql`not ${destruction.gone} ? 'store'`))
      .orderBy(asc(destruction.begunAt), asc(destruction.id))
      .limit(recordsInARow)
    if (rows.length === 0) return
    await eraseThese(context, rows)
  }
}

/** The same for given rows, whatever is noted of them: what is gone already is passed over. */
export async function eraseThese(context: DestructionContext, rows: readonly Destruction[]): Promise<void> {
  await context.destructionLog.append(await loggedOf(context, rows))
  const waiting = [...rows]
  const work = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) await eraseObject(context, row.record)
  }
  const ends = await Promise.allSettled(Array.from({ length: recordsAtOnce }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  await context.derivatives.forgetPictures([...new Set(rows.flatMap(({ hashes }) => hashes.map(({ sha512 }) => sha512)))])
  await eraseFromBatches(context.records, rows.map((row) => row.record))
  await removeExports(context.dataFolder, new Set(rows.map((row) => row.record)))
  const at = context.clock.now().toISOString()
  const gone = { store: at, pictures: at, cache: at, spool: at, exports: at }
  await context.records.db
    .update(destruction)
    .set({ gone: sql`${destruction.gone} || ${JSON.stringify(gone)}::jsonb` })
    .where(inArray(destruction.id, rows.map((row) => row.id)))
}

async function eraseObject({ records: { store } }: DestructionContext, record: string): Promise<void> {
  const object = objectIdOf(record)
  await store.purge(object)
  if ((await store.state(object)) !== null) throw new OpisError('unreachable', 'An object of the content store could not be removed. It is tried again.')
}

/** The rows as the log outside the database keeps them. */
export async function loggedOf({ records }: Pick<DestructionContext, 'records'>, rows: readonly Destruction[]): Promise<LoggedDestruction[]> {
  if (rows.length === 0) return []
  const found = await records.db
    .select({ row: destruction, act, line: actLine, stub })
    .from(destruction)
    .innerJoin(act, eq(act.id, destruction.act))
    .innerJoin(actLine, eq(actLine.id, destruction.line))
    .innerJoin(stub, eq(stub.record, destruction.record))
    .where(inArray(destruction.id, rows.map((row) => row.id)))
  return found.map((one): LoggedDestruction => {
    const { id, number, fonds, drawnOn, schedule } = one.act
    const { id: lineId, line, subjectKind, subject, carrier } = one.line
    const { record: _record, act: _act, actNumber: _number, ...kept } = one.stub
    return { form: 'opis-destruction/1', id: one.row.id, record: one.row.record, begunAt: one.row.begunAt.toISOString(), hashes: one.row.hashes, act: { id, number, fonds, drawnOn, schedule }, line: { id: lineId, line, subjectKind, subject, carrier }, stub: kept }
  })
}
