import { asc, eq, max, sql } from 'drizzle-orm'
import type { RoutingRuleForm, RoutingRuleView } from '#contract/routing.ts'
import { newId } from '#kernel/ids.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { unit } from '#server/identity/units/schema.ts'
import { standingCorrespondent } from '../../correspondents/standing-correspondent.ts'
import type { RegistryContext } from '../../context.ts'
import { documentKind } from '../../data-schema.ts'
import { correspondent, register } from '../../schema.ts'
import { routingRule } from './schema.ts'

type By = { name: string; actor: string }

/** All rules in the order in which they are asked. */
export async function listRules(db: Db): Promise<RoutingRuleView[]> {
  const rows = await db
    .select({ rule: routingRule, correspondentName: correspondent.name, closedOn: unit.closedOn })
    .from(routingRule)
    .innerJoin(unit, eq(unit.code, routingRule.unit))
    .leftJoin(correspondent, eq(correspondent.id, routingRule.correspondent))
    .orderBy(asc(routingRule.position), asc(routingRule.id))
  return rows.map(({ rule: { position: _position, savedBy: _by, savedAt: _at, ...rule }, correspondentName, closedOn }) => ({ ...rule, correspondentName, unitClosed: closedOn !== null }))
}

/** Writes a rule: a new one behind all others, or in the place of `id`. Refuses with `rule-name-taken`, `no-such-rule`, `no-such-unit` and their like. */
export async function saveRule(context: RegistryContext, form: RoutingRuleForm, by: By, id?: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    await refuseUnknown(tx, form)
    const correspondentNow = form.correspondent === null ? null : await standingCorrespondent(tx, form.correspondent)
    const saved = { ...form, correspondent: correspondentNow, savedBy: by.name, savedAt: now }
    await tx.execute(sql`lock table routing_rule in share row exclusive mode`)
    const [named] = await tx.select({ id: routingRule.id }).from(routingRule).where(eq(routingRule.name, form.name))
    if (named !== undefined && named.id !== id) throw refusal('routing-rule-exists', { name: form.name }, `There is a rule ${form.name} already.`)
    if (id === undefined) {
      const [last] = await tx.select({ at: max(routingRule.position) }).from(routingRule)
      await tx.insert(routingRule).values({ id: newId(now.getTime()), position: (last?.at ?? 0) + 1, ...saved })
    } else {
      const changed = await tx.update(routingRule).set(saved).where(eq(routingRule.id, id)).returning({ id: routingRule.id })
      if (changed.length === 0) throw noSuchRule()
    }
    await appendAudit(tx, { actor: by.actor, action: 'registry.save-routing', object: `routing:${form.name}`, details: { ...form } }, now)
  })
}

/** Takes a rule away; what it proposed stays proposed. */
export async function removeRule(context: RegistryContext, id: string, by: By): Promise<void> {
  await context.db.transaction(async (tx) => {
    const [gone] = await tx.delete(routingRule).where(eq(routingRule.id, id)).returning()
    if (gone === undefined) throw noSuchRule()
    await appendAudit(tx, { actor: by.actor, action: 'registry.save-routing', object: `routing:${gone.name}`, details: { removed: true } }, context.clock.now())
  })
}

/** Puts the rules into an order; every rule has to be named once. */
export async function orderRules(context: RegistryContext, ids: readonly string[], by: By): Promise<void> {
  await context.db.transaction(async (tx) => {
    await tx.execute(sql`lock table routing_rule in share row exclusive mode`)
    const known = (await tx.select({ id: routingRule.id }).from(routingRule)).map(({ id }) => id)
    if (known.length !== ids.length || new Set(ids).size !== ids.length || known.some((id) => !ids.includes(id))) throw new OpisError('bad-request', 'rules: name every rule once.')
    for (const [position, id] of ids.entries()) await tx.update(routingRule).set({ position }).where(eq(routingRule.id, id))
    await appendAudit(tx, { actor: by.actor, action: 'registry.save-routing', object: 'routing:order', details: { rules: [...ids] } }, context.clock.now())
  })
}

async function refuseUnknown(tx: Tx, form: RoutingRuleForm): Promise<void> {
  const [found] = await tx.select({ closedOn: unit.closedOn }).from(unit).where(eq(unit.code, form.unit))
  if (!found || found.closedOn !== null) throw refusal('no-such-unit', { unit: form.unit }, `There is no unit ${form.unit} at work.`)
  if (form.register !== null && (await tx.$count(register, eq(register.code, form.register))) === 0) throw refusal('no-such-register', { register: form.register }, `There is no register ${form.register}.`)
  for (const kind of [form.kind, form.setKind]) if (kind !== null && (await tx.$count(documentKind, eq(documentKind.code, kind))) === 0) throw refusal('no-such-kind', { kind }, `There is no kind of document ${kind}.`)
}

const noSuchRule = () => refusal('no-such-routing-rule', {}, 'There is no such rule.')
