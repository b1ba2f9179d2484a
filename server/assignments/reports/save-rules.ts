import { eq } from 'drizzle-orm'
import type { ReportRules } from '#contract/reports.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Db } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { municipalitySetting } from '#server/identity/units/schema.ts'
import { workingCalendar } from '#server/registry/data-schema.ts'
import { rulesSetting } from './rules.ts'

/** Sets by when documents are registered and tasks are opened; `not-found` for a calendar that nobody made. */
export async function saveRules(db: Db, rules: ReportRules, by: { actor: string; now: Date }): Promise<void> {
  await db.transaction(async (tx) => {
    const [calendar] = await tx.select({ code: workingCalendar.code }).from(workingCalendar).where(eq(workingCalendar.code, rules.calendar))
    if (!calendar) throw new OpisError('not-found', `There is no calendar ${rules.calendar}.`)
    const set = { value: rules, changedBy: by.actor, changedAt: by.now }
    await tx.insert(municipalitySetting).values({ name: rulesSetting, ...set }).onConflictDoUpdate({ target: municipalitySetting.name, set })
    await appendAudit(tx, { actor: by.actor, action: 'assignments.change-report-rules', object: `setting:${rulesSetting}`, details: rules }, by.now)
  })
}
