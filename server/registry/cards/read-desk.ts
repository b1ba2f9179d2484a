import { and, asc, desc, gte, isNull, lte, or } from 'drizzle-orm'
import type { CardDesk } from '#contract/card-view.ts'
import { flows } from '#contract/registers.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import type { RegistryContext } from '../context.ts'
import { documentKind } from '../data-schema.ts'
import { enterableUnits } from '../registers/enterable-units.ts'
import { register } from '../schema.ts'
import { registrarOf } from './may-enter.ts'

/** Registers that are open today and into which the reader may enter, those of his own units first, incoming before the others, and the kinds in use. */
export async function readDesk(context: RegistryContext, principal: Principal): Promise<CardDesk> {
  const { db } = context
  const today = dayIn(context.timeZone, context.clock.now())
  const by = registrarOf(principal)
  const [units, registers, kinds, test] = await Promise.all([
    enterableUnits(db, by),
    db.select().from(register).where(and(lte(register.openedOn, today), or(isNull(register.closedOn), gte(register.closedOn, today)))).orderBy(asc(register.unit), asc(register.code)),
    db.selectDistinctOn([documentKind.code]).from(documentKind).where(lte(documentKind.validFrom, today)).orderBy(documentKind.code, desc(documentKind.version)),
    isTestMode(db),
  ])
  const mine = registers.filter(({ unit }) => units === null || units.has(unit))
  const own = (unit: string): number => (by.units.includes(unit) ? 0 : 1)
  return {
    today,
    mode: test ? 'test' : 'live',
    registers: mine.toSorted((a, b) => own(a.unit) - own(b.unit) || flows.indexOf(a.flow) - flows.indexOf(b.flow)).map(({ code, title, unit, flow, fields, template }) => ({ code, title, unit, flow, fields, template })),
    kinds: kinds.filter(({ retiredOn }) => retiredOn === null || retiredOn > today).map(({ code, name, flow, fields }) => ({ code, name, flow, fields })),
  }
}
