import { and, inArray } from 'drizzle-orm'
import type { CheckReason } from '#contract/acts.ts'
import type { Db, Tx } from '#platform/database.ts'
import { file } from '#server/file-plan/schema.ts'
import type { RetentionContext } from '../compute-retention.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { judgeSubjects, type Judged } from '../judge-subject.ts'
import { boundTo, membersOf } from './bound-to.ts'
import { decisionAgainst } from './keep-decisions.ts'
import { unconfirmedRule } from './rule-status.ts'
import type { actLine } from './schema.ts'

/** The part of a line that a check looks at. */
export type BoundLine = Pick<typeof actLine.$inferSelect, 'id' | 'subjectKind' | 'subject' | 'rule' | 'schedule' | 'version' | 'eligibleOn' | 'marks' | 'binding' | 'membership'>

/** `of`: the hold, version, date, state or protocol that the reason refers to. */
export type LineCheck = { readonly ok: true; readonly judged: Judged } | { readonly ok: false; readonly reason: CheckReason; readonly reasonOf: string | null }

type Schedules = Pick<RetentionContext, 'schedules'>

/**
 * Judges the subject of a line again inside the given transaction and compares the answer with what the line is bound to:
 * the same check at proposing, at approving, when something changed, and with the rows locked before erasing.
 */
export async function checkLine(context: Schedules, tx: Db | Tx, line: BoundLine, today: CivilDate): Promise<LineCheck> {
  const checks = await checkLines(context, tx, [line], today)
  return checks.get(line.id) ?? { ok: false, reason: 'gone', reasonOf: null }
}

/** The same for many lines, by the id of the line; a thousand take a dozen queries. */
export async function checkLines(context: Schedules, tx: Db | Tx, lines: readonly BoundLine[], today: CivilDate): Promise<ReadonlyMap<string, LineCheck>> {
  const checks = new Map<string, LineCheck>()
  for (const kind of ['record', 'file'] as const) {
    const mine = lines.filter((line) => line.subjectKind === kind)
    if (mine.length === 0) continue
    const ids = mine.map((line) => line.subject)
    const judged = new Map((await judgeSubjects(tx, context.schedules(), kind, ids, today)).map((one) => [one.gathered.subject.id, one]))
    const left = kind === 'file' ? await filesThatWent(tx, ids) : new Set<string>()
    const members = kind === 'file' ? await membersOf(tx, ids) : new Map<string, string[]>()
    for (const line of mine) {
      const now = left.has(line.subject) ? undefined : judged.get(line.subject)
      checks.set(line.id, now === undefined ? { ok: false, reason: 'gone', reasonOf: null } : await compare(tx, line, now, members.get(line.subject) ?? [], today))
    }
  }
  return checks
}

/** Which of some files were destroyed or handed over as a whole. */
export async function filesThatWent(tx: Db | Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ id: file.id })
    .from(file)
    .where(and(inArray(file.id, [...ids]), inArray(file.state, ['transferred', 'destroyed'])))
  return new Set(rows.map((row) => row.id))
}

async function compare(tx: Db | Tx, line: BoundLine, judged: Judged, members: readonly string[], today: CivilDate): Promise<LineCheck> {
  const { answer } = judged
  const no = (reason: CheckReason, reasonOf: string | null): LineCheck => ({ ok: false, reason, reasonOf })
  if (answer.heldBy.length > 0) return no('held', answer.heldBy.join(', '))
  const decision = decisionAgainst(judged.gathered.decisions, answer.rule, formatCivilDate(today))
  if (decision !== null) return no('decided-to-keep', decision.protocol ?? decision.basis)
  if (line.schedule !== answer.schedule || line.version !== answer.version) return no('rule-changed', answer.version)
  if (line.rule !== answer.rule && answer.rule !== null) return no('rule-changed', answer.rule)
  const date = answer.eligibleOn === null ? null : formatCivilDate(answer.eligibleOn)
  if (date !== null && date !== line.eligibleOn) return no('date-moved', date)
  if (answer.state !== 'eligible') return no('no-longer-eligible', answer.state)
  const unconfirmed = await unconfirmedRule(tx, judged)
  if (unconfirmed !== null) return no('rule-unconfirmed', unconfirmed)
  const bound = boundTo(judged, line.subjectKind, members)
  if (bound.membership !== line.membership) return no('membership-changed', null)
  return bound.binding === line.binding ? { ok: true, judged } : no('rule-changed', answer.version)
}
