import { and, eq, ne } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import type { ActsContext } from './context.ts'
import { factsOfBody, requirementsOf, type Required, type RulesOfLine } from './requirements.ts'
import { actLine } from './schema.ts'

/** Of each line that did not fall out, what it depends on who must agree. */
export async function rulesOfLines(db: Db | Tx, act: string): Promise<RulesOfLine[]> {
  const { schedule, version, marks, action, state, dateFirst, dateLast } = actLine
  return db.select({ schedule, version, marks, action, state, dateFirst, dateLast }).from(actLine).where(and(eq(actLine.act, act), ne(actLine.state, 'void'), ne(actLine.state, 'kept')))
}

/** Who must agree to an act as it is now. */
export async function requiredFor(context: Pick<ActsContext, 'schedules'>, db: Db | Tx, act: string): Promise<Required[]> {
  return requirementsOf(await rulesOfLines(db, act), context.schedules(), await factsOfBody(db))
}

/** How many members the schedules behind an act want to sit. */
export async function quorumOf(context: Pick<ActsContext, 'schedules'>, db: Db | Tx, act: string): Promise<number> {
  const required = await requiredFor(context, db, act)
  return Math.max(1, ...required.filter(({ kind }) => kind === 'commission').map(({ quorum }) => quorum ?? 1))
}
