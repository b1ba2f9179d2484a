import { and, eq, inArray } from 'drizzle-orm'
import type { VoidReason } from '#contract/acts.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { actLine, type LineState } from './schema.ts'

/** States in which a line can still drop out; once it is executing, it is decided. */
export const undecided = ['proposed', 'agreed'] as const

/**
 * Takes a line out of its act for a reason, with a trace, in the caller's transaction. Gives false when the line had already
 * ended or is being executed. The approvals of the other lines stay: their list only became shorter. `state: 'executing'` is said
 * only by who executes a line and found that it does not go after all.
 */
export async function voidLine(tx: Tx, line: { id: string; act: string; state?: LineState }, why: { reason: VoidReason; reasonOf: string | null }, actor: string, now: Date): Promise<boolean> {
  const states: LineState[] = line.state === 'executing' ? [...undecided, 'executing'] : [...undecided]
  const changed = await tx
    .update(actLine)
    .set({ state: 'void', reason: why.reason, reasonOf: why.reasonOf, decidedAt: now })
    .where(and(eq(actLine.id, line.id), inArray(actLine.state, states)))
    .returning({ line: actLine.line })
  const [found] = changed
  if (found === undefined) return false
  await appendAudit(tx, { actor, action: 'acts.void-line', object: `act:${line.act}`, details: { line: found.line, reason: why.reason, of: why.reasonOf } }, now)
  return true
}
