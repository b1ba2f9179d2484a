import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { KindForm } from '#contract/kinds.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { userAccount } from '#server/identity/schema.ts'
import type { RegistryContext } from '../context.ts'
import { documentKind, termRuleRow } from '../data-schema.ts'
import { readUnitsAtWork } from './units-at-work.ts'

/**
 * Saves a kind of document as its next version. What was registered before keeps the version under which it was registered, so a
 * known kind cannot be changed from a day in the past. Units, people, class and deadline that it names must be there and in use:
 * `unit-closed` (with the successor), `no-such-unit`, `no-such-account`, `unknown-class`, `no-such-term`, `day-has-passed`.
 */
export async function saveKind(context: RegistryContext, form: KindForm, actor: string): Promise<number> {
  return context.db.transaction((tx) => saveKindIn(context, tx, form, actor))
}

/** The same in a transaction of the caller. */
export async function saveKindIn(context: Pick<RegistryContext, 'clock' | 'timeZone'>, tx: Tx, form: KindForm, actor: string): Promise<number> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  // Two who save at once make two versions, not one.
  const [last] = await tx.select().from(documentKind).where(eq(documentKind.code, form.code)).orderBy(desc(documentKind.version)).limit(1).for('update')
  if (last !== undefined && form.validFrom < today) throw refusal('day-has-passed', { date: form.validFrom }, `Documents were registered under the earlier version since ${form.validFrom}. Let the new version begin today or later.`)
  await refuseUnknown(tx, form, today)
  const version = (last?.version ?? 0) + 1
  const { code, name, flow, term, class: inClass, route, fields, validFrom } = form
  const added = await tx.insert(documentKind).values({ code, version, name, flow, term, class: inClass, route, fields, validFrom }).onConflictDoNothing().returning({ version: documentKind.version })
  if (added.length === 0) throw refusal('version-exists', { version: String(version) }, 'Somebody else saved this kind meanwhile. Look at it again, then repeat your change.')
  await appendAudit(tx, { actor, action: 'registry.save-kind', object: `kind:${code}`, details: { version, validFrom } }, now)
  return version
}

/** No document is registered under the kind from a day on; those registered before go on. Safe to run twice. */
export async function retireKind(context: RegistryContext, code: string, on: string | undefined, actor: string): Promise<void> {
  const now = context.clock.now()
  const retiredOn = on ?? dayIn(context.timeZone, now)
  await context.db.transaction(async (tx) => {
    const [known] = await tx.select({ code: documentKind.code }).from(documentKind).where(eq(documentKind.code, code)).limit(1)
    if (known === undefined) throw refusal('no-such-kind', { kind: code }, `There is no kind of document ${code}.`)
    const retired = await tx.update(documentKind).set({ retiredOn }).where(and(eq(documentKind.code, code), isNull(documentKind.retiredOn))).returning({ version: documentKind.version })
    if (retired.length > 0) await appendAudit(tx, { actor, action: 'registry.retire-kind', object: `kind:${code}`, details: { on: retiredOn } }, now)
  })
}

async function refuseUnknown(tx: Tx, form: KindForm, today: string): Promise<void> {
  const unitAt = await readUnitsAtWork(tx, today)
  for (const { unit } of form.route) {
    if (unit === undefined) continue
    const found = unitAt(unit)
    if (found === null) throw refusal('no-such-unit', { unit }, `There is no unit ${unit}.`)
    if (!found.open) throw refusal('unit-closed', { unit, successor: found.successor ?? '—' }, `The unit ${unit} is closed${found.successor === null ? ' and nobody took over its work' : `; ${found.successor} took over its work`}. Put another unit into the step.`)
  }
  const people = [...new Set(form.route.flatMap((step) => step.people ?? []))]
  const known = people.length === 0 ? [] : await tx.select({ name: userAccount.name }).from(userAccount).where(and(inArray(userAccount.name, people), eq(userAccount.active, true)))
  const strangers = people.filter((name) => known.every((one) => one.name !== name))
  if (strangers.length > 0) throw refusal('no-such-account', { name: strangers.join(', ') }, `The route names people who are not there: ${strangers.join(', ')}.`)
  if (form.class !== null && (await tx.select({ code: fileClass.code }).from(fileClass).where(eq(fileClass.code, form.class))).length === 0) throw refusal('unknown-class', { class: form.class }, `There is no class ${form.class} in the file plan.`)
  if (form.term !== null && (await tx.select({ id: termRuleRow.id }).from(termRuleRow).where(eq(termRuleRow.id, form.term)).limit(1)).length === 0) throw refusal('no-such-term', { term: form.term }, `There is no rule of deadlines ${form.term}.`)
}
