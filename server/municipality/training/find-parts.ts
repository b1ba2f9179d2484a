import { and, asc, desc, gt, isNull, lte, or } from 'drizzle-orm'
import type { Flow } from '#contract/registers.ts'
import type { Db } from '#platform/database.ts'
import { unit } from '#server/identity/units/schema.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { register } from '#server/registry/schema.ts'
import type { Part, Worker } from './stage.ts'

/** For each flow the first register that is open on a day and a kind in use, one with a deadline before one without. */
export async function findParts(db: Db, today: string): Promise<Map<Flow, Part>> {
  const registers = await db.select({ code: register.code, flow: register.flow }).from(register).where(and(lte(register.openedOn, today), or(isNull(register.closedOn), gt(register.closedOn, today)))).orderBy(asc(register.code))
  const kinds = await db.select({ code: documentKind.code, flow: documentKind.flow, term: documentKind.term, retiredOn: documentKind.retiredOn }).from(documentKind).where(lte(documentKind.validFrom, today)).orderBy(asc(documentKind.code), desc(documentKind.version))
  const newest = kinds.filter((one, at) => kinds.findIndex(({ code }) => code === one.code) === at && (one.retiredOn === null || one.retiredOn > today))
  const parts = new Map<Flow, Part>()
  for (const { code, flow } of registers) {
    const ofFlow = newest.filter((one) => one.flow === flow)
    const kind = ofFlow.find(({ term }) => term !== null) ?? ofFlow[0]
    if (kind !== undefined && !parts.has(flow)) parts.set(flow, { register: code, kind: kind.code })
  }
  return parts
}

/** Units that can work on documents, each with its head; bodies only where there is nothing below them. */
export async function findWorkers(db: Db, today: string): Promise<Worker[]> {
  const open = await db.select({ code: unit.code, kind: unit.kind, head: unit.head }).from(unit).where(or(isNull(unit.closedOn), gt(unit.closedOn, today))).orderBy(asc(unit.code))
  const units = open.filter(({ kind }) => kind === 'unit')
  return (units.length > 0 ? units : open.filter(({ kind }) => kind === 'body')).map(({ code, head }) => ({ unit: code, executor: head }))
}
