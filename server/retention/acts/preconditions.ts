import { and, asc, eq, inArray } from 'drizzle-orm'
import type { z } from 'zod'
import type { newMetPrecondition, PreconditionList } from '#contract/acts.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { fonds } from '#server/file-plan/schema.ts'
import type { CompiledSchedule } from '../engine/compile.ts'
import type { ActsContext } from './context.ts'
import type { Person } from './draw-up.ts'
import { findVersion, type RulesOfLine } from './requirements.ts'
import { preconditionMet } from './schema.ts'

/** A condition of a schedule, the years of the papers that it concerns, and those for which it is not met yet. */
export type Precondition = { what: string; years: number[]; missing: number[] }

/** What the schedules of some lines want done first, for every year from the first to the last date of each line. */
export async function preconditionsOf(db: Db | Tx, fondsNumber: string, lines: readonly RulesOfLine[], schedules: readonly CompiledSchedule[]): Promise<Precondition[]> {
  const years = new Map<string, Set<number>>()
  for (const line of lines) {
    for (const what of findVersion(schedules, line.schedule, line.version)?.procedure?.preconditions ?? []) {
      const wanted = years.get(what) ?? new Set<number>()
      for (const year of yearsOf(line)) wanted.add(year)
      years.set(what, wanted)
    }
  }
  if (years.size === 0) return []
  const met = await db.select({ what: preconditionMet.what, year: preconditionMet.year }).from(preconditionMet).where(and(eq(preconditionMet.fonds, fondsNumber), inArray(preconditionMet.what, [...years.keys()])))
  const known = new Set(met.map(({ what, year }) => `${what} ${year}`))
  return [...years].map(([what, wanted]) => {
    const sorted = [...wanted].sort((a, b) => a - b)
    return { what, years: sorted, missing: sorted.filter((year) => !known.has(`${what} ${year}`)) }
  })
}

function yearsOf({ dateFirst, dateLast }: RulesOfLine): number[] {
  const [first, last] = [Number((dateFirst ?? dateLast ?? '').slice(0, 4)), Number((dateLast ?? dateFirst ?? '').slice(0, 4))]
  if (first === 0 || last < first || last - first > 500) return last > 0 ? [last] : []
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

const reasons = { 'permanent-inventories-approved': 'permanent-inventories-missing', 'personnel-inventories-agreed': 'personnel-inventories-missing', 'no-open-dispute': 'dispute-open' } as const

/** Refuses while a condition is not met for a year of the act, naming the years. */
export function refuseUnmet(preconditions: readonly Precondition[]): void {
  for (const { what, missing } of preconditions) {
    if (missing.length === 0) continue
    const years = missing.slice(0, 20).join(', ')
    const reason = Object.entries(reasons).find(([name]) => name === what)?.[1] ?? 'permanent-inventories-missing'
    throw refusal(reason, { years }, `The schedule wants this first: ${what}, for ${years}. Record it with its paper.`)
  }
}

/** Records that a condition is met for some years, with the paper that says so; years that are recorded already stay as they are. */
export async function meetPrecondition(tx: Tx, said: z.output<typeof newMetPrecondition>, by: Person, now: Date): Promise<void> {
  const [known] = await tx.select({ number: fonds.number }).from(fonds).where(eq(fonds.number, said.fonds))
  if (known === undefined) throw refusal('no-such-fonds', { fonds: said.fonds }, `There is no fonds ${said.fonds}.`)
  const rows = Array.from({ length: said.to - said.from + 1 }, (_, index) => ({ id: newId(), fonds: said.fonds, year: said.from + index, what: said.what, document: said.document, recordedBy: by.name, recordedAt: now }))
  await tx.insert(preconditionMet).values(rows).onConflictDoNothing()
  await appendAudit(tx, { actor: by.actor, action: 'acts.meet-precondition', object: `fonds:${said.fonds}`, details: { what: said.what, from: said.from, to: said.to, document: said.document } }, now)
}

/** All that is recorded, by fonds and year. */
export async function listPreconditions({ records: { db } }: ActsContext): Promise<PreconditionList> {
  const rows = await db.select().from(preconditionMet).orderBy(asc(preconditionMet.fonds), asc(preconditionMet.what), asc(preconditionMet.year)).limit(5000)
  return { met: rows.map(({ id: _id, recordedAt, ...row }) => ({ ...row, recordedAt: recordedAt.toISOString() })) }
}
