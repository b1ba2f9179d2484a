import { and, asc, count, desc, eq, gt, inArray } from 'drizzle-orm'
import type { ActSummary, ActView, LineList, SittingView } from '#contract/acts.ts'
import type { Db } from '#platform/database.ts'
import { missingOf } from './approve.ts'
import { listHashOf } from './bound-to.ts'
import type { ActsContext } from './context.ts'
import { readAct, type Act } from './lock-act.ts'
import { nextStepOf } from './next-step.ts'
import { preconditionsOf } from './preconditions.ts'
import { requiredFor, rulesOfLines } from './quorum.ts'
import type { Required } from './requirements.ts'
import { act, actApproval, actLine, vote } from './schema.ts'
import { sittingsOn } from './view-sittings.ts'

/** Acts of a kind and state, the newest first, with how many of their lines are in which state. */
export async function listActs(db: Db, filter: { state?: Act['state'] | undefined; kind?: Act['kind'] | undefined }): Promise<ActSummary[]> {
  const rows = await db
    .select()
    .from(act)
    .where(and(filter.state === undefined ? undefined : eq(act.state, filter.state), filter.kind === undefined ? undefined : eq(act.kind, filter.kind)))
    .orderBy(desc(act.drawnAt))
    .limit(500)
  const counts = await countLines(db, rows.map(({ id }) => id))
  return rows.map((row) => summaryOf(row, counts.get(row.id) ?? {}))
}

/** Everything about an act but its lines: who must agree, who has, the sittings, and what comes next. */
export async function viewAct(context: ActsContext, id: string): Promise<ActView> {
  const { db } = context.records
  const found = await readAct(db, id)
  const counts = (await countLines(db, [id])).get(id) ?? {}
  const bindings = await db.select({ binding: actLine.binding }).from(actLine).where(eq(actLine.act, id))
  const listHash = listHashOf(bindings.map(({ binding }) => binding))
  const isDestruction = found.kind === 'destruction'
  const required = isDestruction ? await requiredFor(context, db, id) : []
  const missing = await missingOf(db, id, required, listHash)
  const preconditions = isDestruction ? await preconditionsOf(db, found.fonds, await rulesOfLines(db, id), context.schedules()) : []
  const sittings = await sittingsOn(context, id)
  const now = { state: found.state, drawnBy: found.drawnBy, living: (counts['proposed'] ?? 0) + (counts['agreed'] ?? 0), openSitting: sittings.find(({ closedAt }) => closedAt === null) ?? null, missing, preconditions, waits: found.notBefore !== null && found.notBefore > context.clock.now() }
  return {
    ...summaryOf(found, counts),
    ...{ schedule: found.schedule, listHash, notBefore: found.notBefore?.toISOString() ?? null, preconditions, sittings },
    requirements: await withApprovals(db, id, required, missing, sittings),
    next: isDestruction ? nextStepOf(now) : { step: 'none', who: [], missing: [] },
  }
}

async function withApprovals(db: Db, id: string, required: readonly Required[], missing: readonly Required[], sittings: readonly SittingView[]): Promise<ActView['requirements']> {
  const given = new Map((await db.select().from(actApproval).where(eq(actApproval.act, id))).map((one) => [one.role, one]))
  const held = sittings.findLast(({ closedAt }) => closedAt !== null)
  return required.map((one) => {
    const approval = given.get(one.role)
    if (missing.includes(one)) return { ...one, met: null }
    if (one.kind === 'commission') return { ...one, met: held === undefined || held.closedAt === null ? null : { by: held.commissionTitle, at: held.closedAt, document: held.protocol } }
    return { ...one, met: approval === undefined ? null : { by: approval.userName, at: approval.approvedAt.toISOString(), document: approval.document } }
  })
}

/**
 * A page of the lines of an act, in their order, with the votes of the latest sitting. `seesHolds`: may learn that there are holds;
 * to anybody else no void line says why, or those that say nothing would be the held ones.
 */
export async function listLines(context: ActsContext, id: string, page: { after: number; limit: number; seesHolds: boolean }): Promise<LineList> {
  const { db } = context.records
  await readAct(db, id)
  const rows = await db.select().from(actLine).where(and(eq(actLine.act, id), gt(actLine.line, page.after))).orderBy(asc(actLine.line)).limit(page.limit)
  const latest = (await sittingsOn(context, id)).at(-1)
  const cast = latest === undefined || rows.length === 0 ? [] : await db.select().from(vote).where(and(eq(vote.sitting, latest.id), inArray(vote.line, rows.map((row) => row.id))))
  const votes = Map.groupBy(cast, (one) => one.line)
  return {
    total: await db.$count(actLine, eq(actLine.act, id)),
    lines: rows.map(({ subjectKind: kind, binding: _binding, membership: _membership, act: _act, proposedBy: _by, decidedAt: _at, ...line }) => ({
      ...line,
      kind,
      ...(page.seesHolds || line.state !== 'void' ? {} : { reason: null, reasonOf: null }),
      votes: Object.fromEntries((votes.get(line.id) ?? []).map((one) => [one.userName, one.until === null ? one.vote : `${one.vote} ${one.until}`])),
    })),
  }
}

async function countLines(db: Db, acts: readonly string[]): Promise<ReadonlyMap<string, Record<string, number>>> {
  if (acts.length === 0) return new Map()
  const rows = await db.select({ act: actLine.act, state: actLine.state, lines: count() }).from(actLine).where(inArray(actLine.act, [...acts])).groupBy(actLine.act, actLine.state)
  return new Map([...Map.groupBy(rows, (row) => row.act)].map(([id, states]) => [id, Object.fromEntries(states.map(({ state, lines }) => [state, lines]))]))
}

const summaryOf = ({ id, kind, number, title, state, fonds, drawnOn, drawnBy }: Act, lines: Record<string, number>): ActSummary => ({ id, kind, number, title, state, fonds, drawnOn, drawnBy, lines })
