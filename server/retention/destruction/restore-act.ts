import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { act, actLine } from '../acts/schema.ts'
import type { LoggedDestruction } from './destruction-log.ts'

/**
 * Brings the act and the line of a logged destruction back into a database that does not know them, with what the log tells, and
 * sees to it that their number is not given out again.
 */
export async function restoreAct(tx: Tx, { act: logged, line, stub }: LoggedDestruction, fonds: string, now: Date): Promise<void> {
  const [known] = await tx.select({ id: act.id }).from(act).where(eq(act.id, logged.id))
  if (known === undefined) {
    const { id, drawnOn, schedule } = logged
    await tx.insert(act).values({ id, kind: 'destruction', number: await freeNumber(tx, logged.number), fonds, title: logged.number, state: 'executing', schedule, drawnOn, drawnBy: 'system', drawnAt: now })
    await keepNumber(tx, logged.number)
  }
  const { class: code, fileNumber, dateFirst, dateLast, title, rule, cite, schedule, version } = stub
  await tx
    .insert(actLine)
    .values({ id: line.id, act: logged.id, line: line.line, subjectKind: line.subjectKind, subject: line.subject, carrier: line.carrier, class: code, fileNumber, title: title ?? '', dateFirst, dateLast, ...{ rule, cite, schedule, version }, binding: '', state: 'executing', decidedAt: now })
    .onConflictDoNothing()
}

/** A number that another act of the restored database has keeps its own; ours is marked. */
async function freeNumber(tx: Tx, number: string): Promise<string> {
  const [taken] = await tx.select({ id: act.id }).from(act).where(eq(act.number, number))
  return taken === undefined ? number : `${number} R`
}

/** Numbers of acts are `3/2026`, of the series `acts 2026`. */
async function keepNumber(tx: Tx, number: string): Promise<void> {
  const [, given, year] = /^(\d+)\/(\d{4})$/.exec(number) ?? []
  if (given === undefined || year === undefined) return
  await tx.execute(sql`insert into number_series (series, last) values (${`acts ${year}`}, ${Number(given)}) on conflict (series) do update set last = greatest(number_series.last, excluded.last)`)
}
