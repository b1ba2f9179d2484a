import { and, eq, isNull } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { SourceStatus } from '../engine/rule.ts'
import { ruleConfirmation } from './schema.ts'

/** A rule of one version of one schedule. */
export type RuleName = { readonly schedule: string; readonly version: string; readonly rule: string }
export type Confirmation = typeof ruleConfirmation.$inferSelect

/** Whether somebody here has to compare the rule with the act first: it was neither seen in a reproduction of it nor decided by the body itself. */
export const needsConfirmation = (source: SourceStatus): boolean => source === 'memory' || source === 'secondary'

/**
 * Whether a records manager of this installation has confirmed the rule. A rule whose source is `memory` or
 * `secondary` may not reach an act before that; for every other rule nobody needs to ask.
 */
export async function isConfirmed(db: Db | Tx, schedule: string, version: string, rule: string): Promise<boolean> {
  const standing = await db.select({ id: ruleConfirmation.id }).from(ruleConfirmation).where(standingOf({ schedule, version, rule })).limit(1)
  return standing.length > 0
}

/** Every confirmation that stands, for lists that mark the others loudly. */
export async function listConfirmations(db: Db | Tx): Promise<readonly Confirmation[]> {
  return db.select().from(ruleConfirmation).where(isNull(ruleConfirmation.retractedAt))
}

/**
 * Confirms a rule for this installation. The caller has looked that there is such a rule.
 * @throws OpisError `already-exists`
 */
export async function confirmRule(db: Db, clock: Clock, name: RuleName, by: string, said: { note: string; document: string | null }): Promise<void> {
  await db.transaction(async (tx) => {
    const made = await tx
      .insert(ruleConfirmation)
      .values({ id: newId(), ...name, confirmedBy: by, confirmedAt: clock.now(), ...said })
      .onConflictDoNothing()
      .returning({ id: ruleConfirmation.id })
    if (made.length === 0) throw new OpisError('already-exists', `Rule ${name.rule} of ${name.schedule} ${name.version} is confirmed already.`)
    await appendAudit(tx, { actor: by, action: 'retention.confirm-rule', object: objectOf(name), details: said }, clock.now())
  })
}

/**
 * Takes a confirmation back: lines of acts that rest on the rule cannot be approved or executed any more.
 * @throws OpisError `not-found`
 */
export async function retractConfirmation(db: Db, clock: Clock, name: RuleName, by: string): Promise<void> {
  await db.transaction(async (tx) => {
    const gone = await tx.update(ruleConfirmation).set({ retractedAt: clock.now(), retractedBy: by }).where(standingOf(name)).returning({ id: ruleConfirmation.id })
    if (gone.length === 0) throw new OpisError('not-found', `Rule ${name.rule} of ${name.schedule} ${name.version} is not confirmed.`)
    await appendAudit(tx, { actor: by, action: 'retention.retract-confirmation', object: objectOf(name) }, clock.now())
  })
}

const objectOf = ({ schedule, version, rule }: RuleName): string => `rule:${schedule}/${version}/${rule}`

function standingOf({ schedule, version, rule }: RuleName) {
  return and(eq(ruleConfirmation.schedule, schedule), eq(ruleConfirmation.version, version), eq(ruleConfirmation.rule, rule), isNull(ruleConfirmation.retractedAt))
}
