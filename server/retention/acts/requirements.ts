import type { Requirement } from '#contract/acts.ts'
import type { Db, Tx } from '#platform/database.ts'
import { house } from '#server/file-plan/classes.ts'
import { listFacts } from '#server/file-plan/facts.ts'
import type { CompiledSchedule } from '../engine/compile.ts'
import { applies } from '../engine/condition.ts'
import type { Facts } from '../engine/facts.ts'
import type { RequiredApproval, ScheduleVersion } from '../engine/rule.ts'
import { factsFrom } from '../gather-facts.ts'
import type { LineState } from './schema.ts'

/** Who must agree to an act before it may be executed. */
export type Required = Pick<Requirement, 'role' | 'kind' | 'quorum' | 'document'>

/** The part of a line on which it depends who must agree. */
export type RulesOfLine = { schedule: string | null; version: string | null; marks: readonly string[]; action: string | null; state: LineState; dateFirst: string | null; dateLast: string | null }

/** Commissions of the body itself: they agree by a sitting. Any role that is none of those known agrees by a paper from outside. */
const commissions = ['expert-commission', 'selection-commission']

export function kindOfRole(role: string): Required['kind'] {
  if (commissions.includes(role)) return 'commission'
  if (role === 'head-of-body') return 'head'
  return role === 'records-manager' ? 'records-manager' : 'external'
}

/** What a schedule needs that does not say: a commission and the head. */
const usual: readonly RequiredApproval[] = ['expert-commission', 'head-of-body'].map((role) => ({ role, quorum: null, document: null, when: [] }))

/**
 * Joins what the versions of all lines need, and what their marks need: the largest quorum of each role, the commission
 * first, the head last. A line that is to be reviewed, or has a mark, needs a commission whatever the schedule says. A
 * condition on the body that is not known counts as met: too many agree rather than too few.
 */
export function requirementsOf(lines: readonly RulesOfLine[], schedules: readonly CompiledSchedule[], org: Facts): Required[] {
  const joined = new Map<string, Required>()
  const add = ({ role, quorum, document }: RequiredApproval) => {
    const known = joined.get(role)
    joined.set(role, { role, kind: kindOfRole(role), quorum: Math.max(known?.quorum ?? 0, quorum ?? 0) || null, document: known?.document ?? document })
  }
  for (const { version, marks, review } of kindsOfLines(lines, schedules)) {
    const needed = [...(version?.procedure?.destroy ?? usual), ...marks.flatMap((mark) => approvalsOfMark(mark, version, schedules))]
    for (const one of needed) if (applies(one.when, org, version?.timeZone ?? 'UTC').kind !== 'no') add(one)
    if ((review || marks.length > 0) && ![...joined.values()].some(({ kind }) => kind === 'commission')) add({ role: 'expert-commission', quorum: null, document: null, when: [] })
  }
  return [...joined.values()].sort((a, b) => order[a.kind] - order[b.kind] || (a.role < b.role ? -1 : 1))
}

const order = { commission: 0, 'records-manager': 1, external: 2, head: 3 } as const

type KindOfLine = { version: ScheduleVersion | null; marks: readonly string[]; review: boolean }

/** Lines of an act repeat a few combinations of version, marks and action ten thousand times. */
function kindsOfLines(lines: readonly RulesOfLine[], schedules: readonly CompiledSchedule[]): KindOfLine[] {
  const kinds = new Map<string, KindOfLine>()
  for (const { schedule, version, marks, action } of lines) {
    const key = JSON.stringify([schedule, version, marks, action])
    if (!kinds.has(key)) kinds.set(key, { version: findVersion(schedules, schedule, version), marks, review: action === 'review' })
  }
  return [...kinds.values()]
}

/** The version by its name, or null when it is no longer in force. */
export function findVersion(schedules: readonly CompiledSchedule[], schedule: string | null, version: string | null): ScheduleVersion | null {
  return schedules.find(({ id }) => id === schedule)?.versions.find((one) => one.version.version === version)?.version ?? null
}

/** A mark may come from another schedule that applies beside the one that decides. */
function approvalsOfMark(mark: string, version: ScheduleVersion | null, schedules: readonly CompiledSchedule[]): readonly RequiredApproval[] {
  const all = [version, ...schedules.flatMap((schedule) => schedule.versions.map((one) => one.version))]
  for (const one of all) if (one?.procedure !== undefined && Object.hasOwn(one.procedure.marks, mark)) return one.procedure.marks[mark] ?? []
  return usual
}

/** What is known of the body, for conditions on it. */
export async function factsOfBody(db: Db | Tx): Promise<Facts> {
  return factsFrom(null, await listFacts(db, 'body', [house.body]))
}
