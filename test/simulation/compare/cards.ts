import { sql } from 'drizzle-orm'
import { must } from '../model.ts'
import { same, type World } from '../world.ts'

type Row = { id: string; number: string; unit: string; kind_version: number; state: string; units: string[]; people: string[]; due_on: string | null; due_by: string; extended: boolean; closed_on: string | null }

const sorted = (words: Iterable<string>) => [...words].sort()

/** Every card as it stands, those who may see it, and the stages that its citizen was told, in their order. */
export async function compareCards({ house, model }: World): Promise<void> {
  const { rows } = await house.db.execute<Row>(sql`select id, number, unit, kind_version, state, units, people, due_on, due_by, extended, closed_on from card`)
  same(rows.length, model.cards.size, 'number of cards')
  for (const row of rows) {
    const card = must(model.cards.get(row.id), `card ${row.number}`)
    same([row.number, row.unit, row.kind_version, row.state, row.due_on, row.due_by, row.extended, row.closed_on], [card.number, card.unit, card.kindVersion, card.state, card.dueOn, card.dueBy, card.extended, card.closedOn], `card ${row.number}`)
    same(sorted(row.units), sorted(card.units), `units that see ${row.number}`)
    same(sorted(row.people), sorted(card.people), `people who see ${row.number}`)
  }
  const { rows: stages } = await house.db.execute<{ card: string; stages: string[] }>(sql`select card, array_agg(stage order by place) as stages from card_stage group by card`)
  for (const one of stages) {
    const card = must(model.cards.get(one.card), 'card of a stage')
    same(one.stages, card.stages, `stages of ${card.number}`)
    refuseWrongOrder(one.stages, card.number)
  }
}

/** Registered is first and once, nothing follows annulled, and after closed the document is examined again or nothing follows. */
function refuseWrongOrder(stages: readonly string[], number: string): void {
  for (const [at, stage] of stages.entries()) {
    const before = stages[at - 1]
    const wrong = (stage === 'registered') !== (at === 0) || before === 'annulled' || (before === 'closed' && stage !== 'under-examination')
    if (wrong) throw new Error(`the stages of ${number} go ${stages.join(', ')}`)
  }
}
