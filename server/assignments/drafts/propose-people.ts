import { and, eq, inArray } from 'drizzle-orm'
import type { DraftProposal } from '#contract/drafts.ts'
import type { RouteStep } from '#contract/kinds.ts'
import type { Db, Tx } from '#platform/database.ts'
import { userAccount } from '#server/identity/schema.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { readUnitsAtWork, type UnitNow } from '#server/registry/kinds/units-at-work.ts'
import type { Card } from '#server/registry/schema.ts'

/** The proposal, and whether the route leaves a choice of who approves. */
export type People = DraftProposal & { approvers: string[] }

/** Who gives visas and who approves, by the route under which the card was registered, as the house is today. */
export async function proposePeople(db: Db | Tx, of: Card, today: string): Promise<People> {
  const [kind] = await db.select({ route: documentKind.route }).from(documentKind).where(and(eq(documentKind.code, of.kind), eq(documentKind.version, of.kindVersion)))
  const route = kind?.route ?? []
  const named = [...new Set(route.flatMap((step) => step.people ?? []))]
  const active = named.length === 0 ? [] : await db.select({ name: userAccount.name }).from(userAccount).where(and(inArray(userAccount.name, named), eq(userAccount.active, true)))
  return peopleOf(route, of.unit, await readUnitsAtWork(db, today), new Set(active.map((one) => one.name)))
}

/**
 * The people of a route: those whom a step names and who are still there, else the head of its unit, or of the unit that took its
 * work over. Where no step says who approves, it is the head of the unit of the card or of the nearest one above it.
 */
export function peopleOf(route: readonly RouteStep[], unit: string, unitAt: (code: string) => UnitNow | null, active: ReadonlySet<string>): People {
  const visas = route.filter((one) => one.step === 'visa')
  const approvals = route.filter((one) => one.step === 'approval')
  const notes = [...visas, ...approvals].flatMap((step) => {
    const found = step.unit === undefined ? null : unitAt(step.unit)
    return found === null || found.open ? [] : [{ unit: found.unit, successor: found.successor }]
  })
  const ofStep = ({ people = [], unit: code }: RouteStep): string[] => {
    const there = people.filter((name) => active.has(name))
    if (there.length > 0) return there
    const head = code === undefined ? null : (unitAt(code)?.head ?? null)
    return head === null ? [] : [head]
  }
  const approvers = [...new Set(approvals.flatMap(ofStep))]
  return {
    mode: visas.find((one) => one.mode !== undefined)?.mode ?? 'parallel',
    people: [...new Set(visas.flatMap(ofStep))],
    approvers,
    approver: approvers[0] ?? headAbove(unit, unitAt),
    notes: notes.filter((one, at) => notes.findIndex((other) => other.unit === one.unit) === at),
  }
}

function headAbove(unit: string, unitAt: (code: string) => UnitNow | null): string | null {
  const met = new Set<string>()
  for (let at: string | null = unit; at !== null && !met.has(at); ) {
    met.add(at)
    const found = unitAt(at)
    if (found?.head) return found.head
    at = found?.parent ?? null
  }
  return null
}
