import { asc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import type { PeriodView, RegisterList, RegisterView } from '#contract/register-views.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { unit } from '#server/identity/units/schema.ts'
import { registrarOf } from '../cards/may-enter.ts'
import type { RegistryContext } from '../context.ts'
import type { Register } from '../numbers/allocate.ts'
import { periodOf } from '../numbers/period.ts'
import { printNumber } from '../numbers/print-number.ts'
import { register, registerPeriod } from '../schema.ts'
import { enterableUnits } from './enterable-units.ts'

type Db = RegistryContext['db']

/** All registers with their periods, those of test mode only while it lasts; `code`: that one alone. */
export async function listRegisters(context: RegistryContext, principal: Principal, code?: string): Promise<RegisterList> {
  const { db } = context
  const test = await isTestMode(db)
  const rows = await db.select({ register, unitName: unit.name }).from(register).innerJoin(unit, eq(unit.code, register.unit)).where(code === undefined ? undefined : eq(register.code, code)).orderBy(asc(register.unit), asc(register.code))
  const units = await enterableUnits(db, registrarOf(principal))
  const periods = await periodsOf(db, rows.map((row) => row.register.id))
  const today = dayIn(context.timeZone, context.clock.now())
  const show = ({ register: one, unitName }: (typeof rows)[number]): RegisterView => {
    const own = (periods.get(one.id) ?? []).filter((period) => test || !period.test)
    const { title, unit: of, flow, template, constants, reset, fields, openedOn, closedOn } = one
    return { code: one.code, title, unit: of, unitName, flow, template, constants, reset, fields, openedOn, closedOn, mine: units === null || units.has(of), ...nextOf(one, own, { today, test }), periods: own }
  }
  const choices = await db.select({ code: unit.code, name: unit.name, kind: unit.kind }).from(unit).where(or(isNull(unit.closedOn), gte(unit.closedOn, today))).orderBy(asc(unit.code))
  return { mode: test ? 'test' : 'live', registers: rows.map(show), units: choices }
}

/** The running period and the number that would be given out now. */
function nextOf(of: Register, periods: readonly PeriodView[], at: { today: string; test: boolean }): { running: string; next: string } {
  const { period, year } = periodOf(of.reset, of.constants, at.today)
  const seq = periods.find((one) => one.period === period && one.test === at.test)?.nextSeq ?? 1
  return { running: period, next: printNumber(of, at.test, { seq, repeat: 0, year }) }
}

async function periodsOf(db: Db, registers: string[]): Promise<Map<string, PeriodView[]>> {
  const found = new Map<string, PeriodView[]>()
  if (registers.length === 0) return found
  const openBlocks = sql<number>`(select count(*)::int from register_block b where b.register = ${registerPeriod.register} and b.period = ${registerPeriod.period} and b.test = ${registerPeriod.test} and b.reconciled_at is null)`
  const rows = await db.select({ row: registerPeriod, openBlocks }).from(registerPeriod).where(inArray(registerPeriod.register, registers)).orderBy(sql`${registerPeriod.period} desc`, asc(registerPeriod.test))
  for (const { row, openBlocks: open } of rows) {
    const { period, test, firstSeq, nextSeq, closedBy } = row
    const view = { period, test, paper: firstSeq === 1 ? null : { first: 1, last: firstSeq - 1 }, nextSeq, issued: nextSeq - firstSeq, closedAt: row.closedAt?.toISOString() ?? null, closedBy, openBlocks: open }
    found.set(row.register, [...(found.get(row.register) ?? []), view])
  }
  return found
}
