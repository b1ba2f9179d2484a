import type { RuleForm } from '#contract/terms.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { RegistryContext } from '../context.ts'
import { termRuleRow } from '../data-schema.ts'
import type { Acting } from './card-on-clock.ts'

/** Saves a rule from a day on. What is in force for documents registered before that day stays as it was. */
export async function saveRule(context: RegistryContext, { profile, validFrom, rule }: RuleForm, by: Acting): Promise<void> {
  const said = { profile, definition: rule, changedBy: by.name === '' ? by.actor : by.name, changedAt: by.now }
  await context.db.transaction(async (tx) => {
    await tx.insert(termRuleRow).values({ id: rule.id, validFrom, ...said }).onConflictDoUpdate({ target: [termRuleRow.id, termRuleRow.validFrom], set: said })
    await appendAudit(tx, { actor: by.actor, action: 'registry.change-term', object: `term:${rule.id}`, details: { validFrom, term: `${rule.term.value} ${rule.term.unit}`, basis: rule.basis, status: rule.status } }, by.now)
  })
}
