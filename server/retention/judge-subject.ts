import { createHash } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Answer } from './engine/answer.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import type { CompiledSchedule } from './engine/compile.ts'
import { evaluate } from './engine/evaluate.ts'
import { gatherFiles, gatherRecords, type Gathered } from './gather-facts.ts'
import type { Subject } from './subject.ts'

/** `binding`: hash of what an act line rests on; any change of rule, version, date, hold or membership changes it. `schedules`: by which it was judged. */
export type Judged = { readonly gathered: Gathered; readonly answer: Answer; readonly binding: string; readonly schedules: readonly CompiledSchedule[] }

/**
 * What the schedules say of some subjects of one kind on a day: the one way to an answer, for the screen, the nightly run,
 * the act and, with the rows locked, the erasing transaction. A subject that is not there is left out.
 */
export async function judgeSubjects(db: Db | Tx, schedules: readonly CompiledSchedule[], kind: Subject['kind'], ids: readonly string[], today: CivilDate): Promise<Judged[]> {
  const gathered = kind === 'record' ? await gatherRecords(db, ids) : await gatherFiles(db, ids)
  return gathered.map((one) => judgeGathered(one, schedules, today))
}

/** The pure part: facts in, answer out. */
export function judgeGathered(gathered: Gathered, schedules: readonly CompiledSchedule[], today: CivilDate): Judged {
  const [facts, ...alsoUnder] = gathered.obligations
  const answer = evaluate({ schedules, facts, alsoUnder, today })
  return { gathered, answer, binding: bindingOf(answer, gathered), schedules }
}

/** What goes on an act as one: the unit of the rule; but a record that lies in no file stands by itself whatever its rule says. */
export function unitOf({ gathered: { subject, memberships }, answer }: Judged): Answer['unit'] {
  return answer.unit === 'file' && subject.kind === 'record' && memberships.length === 0 ? 'record' : answer.unit
}

/** SHA-256 in hexadecimal. Today's date is no part of it: a line stays bound while only time passes. */
export function bindingOf(answer: Answer, { subject, memberships }: Pick<Gathered, 'subject' | 'memberships'>): string {
  const { rule, schedule, version, eligibleOn, action, marks, heldBy, eraseBy } = answer
  const facts = { subject: `${subject.kind}:${subject.id}`, memberships: [...memberships].sort(), rule, schedule, version, eligibleOn: day(eligibleOn), action, marks: [...marks], heldBy: [...heldBy], eraseBy: day(eraseBy) }
  return createHash('sha256').update(canonicalJson(facts)).digest('hex')
}

const day = (date: CivilDate | null): string | null => (date === null ? null : formatCivilDate(date))
