import { and, eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '#platform/database.ts'
import { enterStage, noteCard, openCardTo } from '#server/registry/cards/note-card.ts'
import { cardStage } from '#server/registry/schema.ts'

/** Where a document goes with its task. `helpers`, `controller`, `maker`: who sees it from now on too. */
export type HandingOn = { card: string; unit: string; executor: string | null; also: { units: readonly string[]; people: readonly (string | null)[] }; holder: boolean }

/**
 * Opens the card to those who work on it. `holder`: the document itself passes to this unit and person, which its
 * history says; for the citizen it is under examination in the unit from the first time on.
 */
export async function handOn(tx: Tx, to: HandingOn, by: { actor: string; now: Date; today: string }): Promise<void> {
  const people = [to.executor, ...to.also.people].filter((name) => name !== null)
  const head = await headOf(tx, to.unit)
  await openCardTo(tx, to.card, { units: [to.unit, ...to.also.units], people: [...new Set([...people, ...(head === null ? [] : [head])])] })
  if (!to.holder) return
  await noteCard(tx, to.card, { event: 'handed-to', details: { unit: to.unit, ...(to.executor === null ? {} : { person: to.executor }) } }, by)
  const [examined] = await tx.select({ id: cardStage.id }).from(cardStage).where(and(eq(cardStage.card, to.card), eq(cardStage.stage, 'under-examination'))).limit(1)
  if (!examined) await enterStage(tx, to.card, { stage: 'under-examination', onDay: by.today, unit: to.unit }, by.now)
}

/** Who leads a unit; null where nobody does, or there is no such unit. */
export async function headOf(tx: Db | Tx, unit: string): Promise<string | null> {
  const { rows } = await tx.execute<{ head: string | null }>(sql`select head from unit where code = ${unit}`)
  return rows[0]?.head ?? null
}
