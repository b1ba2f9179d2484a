import { asc, isNull } from 'drizzle-orm'
import type { ServiceChoices } from '#contract/services.ts'
import type { Db } from '#platform/database.ts'
import { unit } from '#server/identity/units/schema.ts'
import { documentKind, termRuleRow } from '../data-schema.ts'
import { register } from '../schema.ts'
import { termRule } from '../terms/term-rule.ts'

/** What the form of a service offers: open units and registers, kinds in use, rules of deadlines by their newest name. */
export async function serviceChoices(db: Db): Promise<ServiceChoices> {
  const units = await db.select().from(unit).where(isNull(unit.closedOn)).orderBy(asc(unit.code))
  const registers = await db.select().from(register).where(isNull(register.closedOn)).orderBy(asc(register.code))
  const kinds = await db.select().from(documentKind).orderBy(asc(documentKind.code), asc(documentKind.version))
  const terms = await db.select().from(termRuleRow).orderBy(asc(termRuleRow.id), asc(termRuleRow.validFrom))
  const newest = new Map(kinds.map((kind) => [kind.code, kind]))
  return {
    units: units.map(({ code, name }) => ({ code, name })),
    registers: registers.map(({ code, title }) => ({ code, name: title })),
    kinds: [...newest.values()].filter(({ retiredOn }) => retiredOn === null).map(({ code, name }) => ({ code, name })),
    terms: [...new Map(terms.map((row) => [row.id, row])).values()].map(({ id, definition }) => ({ id, name: termRule.parse(definition).name })),
  }
}
