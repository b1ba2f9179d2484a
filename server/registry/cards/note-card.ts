import { eq, sql } from 'drizzle-orm'
import type { Stage } from '#contract/cards.ts'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import { card, cardEvent, cardStage } from '../schema.ts'

export type CardNote = { event: string; details?: Record<string, unknown> }

/** Writes into the history of a card, for those who see the card. */
export async function noteCard(tx: Tx, id: string, note: CardNote, by: { actor: string; now: Date }): Promise<void> {
  await tx.insert(cardEvent).values(eventRow(id, note, by))
}

/** A line of the history of a card, for a statement that writes more than it. */
export function eventRow(id: string, note: CardNote, by: { actor: string; now: Date }): typeof cardEvent.$inferInsert {
  return { id: newId(by.now.getTime()), card: id, at: by.now, actor: by.actor, event: note.event, details: note.details ?? {} }
}

/** `unit`: at which it is examined; `untilOn`, `reason`: of an extension, in words meant for the citizen; `number`: of the reply. */
export type StageNote = { stage: Stage; onDay: string; unit?: string; untilOn?: string; reason?: string; number?: string }

/** Writes a stage that the citizen sees by the number: no name, no content. */
export async function enterStage(tx: Tx, id: string, note: StageNote, now: Date): Promise<void> {
  await tx.insert(cardStage).values(stageRow(id, note, now))
}

/** A stage of a card, for a statement that writes more than it. */
export function stageRow(id: string, note: StageNote, now: Date): typeof cardStage.$inferInsert {
  return { id: newId(now.getTime()), card: id, at: now, ...note }
}

/** Lets units and people see a card from now on. */
export async function openCardTo(tx: Tx, id: string, to: { units?: readonly string[]; people?: readonly string[] }): Promise<void> {
  const units = sql.param([...(to.units ?? [])])
  const people = sql.param([...(to.people ?? [])])
  await tx
    .update(card)
    .set({
      units: sql`(select array_agg(distinct u order by u) from unnest(${card.units} || ${units}::text[]) u)`,
      people: sql`(select coalesce(array_agg(distinct p order by p), '{}') from unnest(${card.people} || ${people}::text[]) p)`,
    })
    .where(eq(card.id, id))
}
