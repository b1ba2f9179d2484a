import { desc, isNull } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { documentKind, service } from '#server/registry/data-schema.ts'

type Move = { from: string; to: string; today: string; actor: string; now: Date }

/**
 * Kinds whose newest version names the unit in its route, and services that it gives, get a next version with the new unit. What is
 * under way keeps its version: its steps find the new unit by the succession.
 */
export async function moveRoutes(tx: Tx, move: Move): Promise<{ kinds: number; services: number }> {
  const kinds = newest(await tx.select().from(documentKind).where(isNull(documentKind.retiredOn)).orderBy(desc(documentKind.version)))
  const routed = kinds.filter(({ route }) => route.some(({ unit }) => unit === move.from))
  for (const kind of routed) {
    const route = kind.route.map((step) => (step.unit === move.from ? { ...step, unit: move.to } : step))
    await tx.insert(documentKind).values({ ...kind, route, version: kind.version + 1, validFrom: later(kind.validFrom, move.today) })
  }
  const services = newest(await tx.select().from(service).where(isNull(service.retiredOn)).orderBy(desc(service.version)))
  const given = services.filter(({ unit }) => unit === move.from)
  for (const one of given) await tx.insert(service).values({ ...one, unit: move.to, version: one.version + 1, validFrom: later(one.validFrom, move.today), ...savedBy(move) })
  return { kinds: routed.length, services: given.length }
}

const later = (one: string, other: string): string => (one > other ? one : other)
const savedBy = ({ actor, now }: Move) => ({ savedBy: actor, savedAt: now })

/** The first row of each code, of rows with the newest version first. */
export function newest<Row extends { code: string }>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>()
  return rows.filter(({ code }) => !seen.has(code) && seen.add(code))
}
