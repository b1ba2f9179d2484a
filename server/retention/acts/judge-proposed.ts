import { and, eq, inArray } from 'drizzle-orm'
import type { ProposalReason } from '#contract/acts.ts'
import type { Tx } from '#platform/database.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { judgeSubjects, unitOf, type Judged } from '../judge-subject.ts'
import type { Subject } from '../subject.ts'
import { boundTo, membersOf } from './bound-to.ts'
import { filesThatWent } from './check-line.ts'
import type { ActsContext } from './context.ts'
import { describeSubjects, type Described } from './describe-subjects.ts'
import { decisionAgainst, keepDecisionsOn, type KeepDecision } from './keep-decisions.ts'
import { unconfirmedRule } from './rule-status.ts'
import { act, actLine } from './schema.ts'

/** A line as it will stand on the act, but for its number, its id and its act. */
export type ProposedLine = Described & Pick<typeof actLine.$inferSelect, 'subjectKind' | 'subject' | 'rule' | 'cite' | 'schedule' | 'version' | 'eligibleOn' | 'marks' | 'binding' | 'membership' | 'action'>
export type Proposed = { readonly ok: true; readonly line: ProposedLine } | { readonly ok: false; readonly subject: Subject; readonly reason: ProposalReason; readonly of: string | null }

/** Judges subjects of one kind that somebody wants on an act of destruction, each anew, in the order given. */
export async function judgeProposed(context: ActsContext, tx: Tx, kind: Subject['kind'], ids: readonly string[], today: CivilDate, scanOnly: boolean): Promise<Proposed[]> {
  const judged = new Map((await judgeSubjects(tx, context.schedules(), kind, ids, today)).map((one) => [one.gathered.subject.id, one]))
  const members = kind === 'file' ? await membersOf(tx, ids) : new Map<string, string[]>()
  const left = kind === 'file' ? await filesThatWent(tx, ids) : new Set<string>()
  const decisions = await keepDecisionsOn(tx, kind, ids, members)
  const described = await describeSubjects(tx, kind, ids, scanOnly)
  const elsewhere = await onLivingActs(tx, kind, ids)
  const proposed: Proposed[] = []
  for (const id of ids) {
    const subject = { kind, id }
    const [now, text] = [judged.get(id), described.get(id)]
    if (now === undefined || text === undefined || left.has(id)) {
      proposed.push({ ok: false, subject, reason: 'gone', of: null })
      continue
    }
    const number = elsewhere.get(id)
    const against = number === undefined ? await reasonAgainst(tx, kind, now, decisions.get(id) ?? [], today) : { reason: 'on-another-act' as const, of: number }
    proposed.push(against === null ? { ok: true, line: lineOf(subject, now, text, members.get(id) ?? []) } : { ok: false, subject, ...against })
  }
  return proposed
}

async function reasonAgainst(tx: Tx, kind: Subject['kind'], judged: Judged, decisions: readonly KeepDecision[], today: CivilDate): Promise<{ reason: ProposalReason; of: string | null } | null> {
  const { answer } = judged
  if (answer.heldBy.length > 0) return { reason: 'held', of: answer.heldBy.join(', ') }
  const decision = decisionAgainst(decisions, answer.rule, formatCivilDate(today))
  if (decision !== null) return { reason: 'decided-to-keep', of: decision.protocol ?? decision.basis }
  if (answer.state !== 'eligible') return { reason: 'not-eligible', of: answer.state }
  if (answer.action !== 'destroy' && answer.action !== 'review') return { reason: 'other-action', of: answer.action }
  const unit = unitOf(judged)
  if (unit !== kind) return { reason: unit === 'file' ? 'unit-is-file' : 'unit-is-record', of: answer.rule }
  const unconfirmed = await unconfirmedRule(tx, judged)
  return unconfirmed === null ? null : { reason: 'rule-unconfirmed', of: unconfirmed }
}

function lineOf({ kind, id }: Subject, judged: Judged, described: Described, members: readonly string[]): ProposedLine {
  const { answer } = judged
  return {
    ...described,
    ...boundTo(judged, kind, members),
    ...{ subjectKind: kind, subject: id, rule: answer.rule, schedule: answer.schedule, version: answer.version },
    cite: answer.trace.decides?.rule.cite ?? null,
    eligibleOn: answer.eligibleOn === null ? null : formatCivilDate(answer.eligibleOn),
    marks: [...answer.marks],
    action: answer.action === 'review' ? 'review' : 'destroy',
  }
}

/** Numbers of the acts on which some subjects stand already and have not ended. */
async function onLivingActs(tx: Tx, kind: Subject['kind'], ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ subject: actLine.subject, number: act.number })
    .from(actLine)
    .innerJoin(act, eq(act.id, actLine.act))
    .where(and(eq(actLine.subjectKind, kind), inArray(actLine.subject, [...ids]), inArray(actLine.state, ['proposed', 'agreed', 'executing'])))
  return new Map(rows.map((row) => [row.subject, row.number]))
}
