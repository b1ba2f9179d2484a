import { and, eq } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import type { CompiledSchedule } from '../engine/compile.ts'
import { retentionStatus } from '../schema.ts'
import type { Subject } from '../subject.ts'
import { isConfirmed, needsConfirmation } from './rule-confirmation.ts'

/** Whether the kept answer of a subject comes from a rule that nobody has compared with the act: every screen says so loudly. */
export async function restsOnUnconfirmed(db: Db | Tx, schedules: readonly CompiledSchedule[], { kind, id }: Subject): Promise<boolean> {
  const [kept] = await db.select({ schedule: retentionStatus.schedule, version: retentionStatus.version, rule: retentionStatus.rule }).from(retentionStatus).where(and(eq(retentionStatus.subjectKind, kind), eq(retentionStatus.subject, id)))
  if (kept === undefined || kept.schedule === null || kept.rule === null) return false
  const { schedule, version, rule } = kept
  const found = schedules.find((each) => each.id === schedule)?.versions.find((each) => each.version.version === version)?.version.rules.find((each) => each.id === rule)
  return found !== undefined && needsConfirmation(found.source) && !(await isConfirmed(db, schedule, version ?? '', rule))
}
