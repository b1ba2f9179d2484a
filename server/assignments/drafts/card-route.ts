import { and, eq, sql } from 'drizzle-orm'
import type { CardRoute } from '#contract/drafts.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { personNames } from '#server/registry/cards/names-of.ts'
import { seeCard } from '#server/registry/cards/visible-cards.ts'
import { documentKind } from '#server/registry/data-schema.ts'
import { standingOn, type StepDays } from '#server/registry/kinds/route-standing.ts'
import { readUnitsAtWork } from '#server/registry/kinds/units-at-work.ts'
import type { Card } from '#server/registry/schema.ts'
import type { Acting, DraftsContext } from './context.ts'

/**
 * Where a card stands on the route of the version of its kind under which it was registered, and what comes next. A unit that was
 * closed meanwhile is shown with who does its work now.
 */
export async function routeOfCard(context: DraftsContext, by: Acting, id: string): Promise<CardRoute> {
  const { db, timeZone } = context
  const of = await seeCard(db, by.filter, id)
  const [kind] = await db.select({ route: documentKind.route }).from(documentKind).where(and(eq(documentKind.code, of.kind), eq(documentKind.version, of.kindVersion)))
  const unitAt = await readUnitsAtWork(db, dayIn(timeZone, context.clock.now()))
  const steps = standingOn(kind?.route ?? [], await daysOf(context, of)).map(({ step, state, on }) => {
    const unit = step.unit === undefined ? null : unitAt(step.unit)
    const isClosed = unit !== null && !unit.open
    return { step: step.step, state, on, unit: step.unit ?? null, people: step.people ?? [], closedUnit: isClosed ? unit.unit : null, successor: isClosed ? unit.successor : null }
  })
  return { kind: of.kind, version: of.kindVersion, steps, names: await personNames(db, steps.flatMap(({ people }) => people)) }
}

type Days = { [step in keyof StepDays]: Date | string | null }

async function daysOf({ db, timeZone }: DraftsContext, of: Card): Promise<StepDays> {
  const { rows } = await db.execute<{ head: string | null; unit: string | null; executor: string | null; open: number; tasks: number }>(sql`
    select (select min(made_at) from resolution where card = ${of.id} and withdrawn_at is null) as head, min(made_at) as unit,
           max(executed_at) filter (where state <> 'cancelled') as executor, (count(*) filter (where state = 'open'))::int as open, count(*)::int as tasks
    from assignment where card = ${of.id} and state <> 'cancelled'`)
  const { rows: drafts } = await db.execute<{ reply: string | null; visa: string | null; approval: string | null; sending: string | null }>(sql`
    select min(asked_at) as reply, min(for_approval_at) as visa, min(approved_at) as approval, min(sent_at) as sending from draft where card = ${of.id} and state <> 'withdrawn'`)
  const [tasks, written] = [rows[0], drafts[0]]
  const days: Days = {
    registry: of.registeredOn,
    head: tasks?.head ?? null,
    unit: tasks?.unit ?? null,
    // Whoever sent a draft round has done what he was asked to.
    executor: tasks !== undefined && tasks.tasks > 0 && tasks.open === 0 ? tasks.executor : (written?.reply ?? null),
    reply: written?.reply ?? null,
    visa: written?.visa ?? null,
    approval: written?.approval ?? null,
    sending: written?.sending ?? null,
    file: of.state === 'filed' ? of.closedOn : null,
  }
  const day = (value: Date | string | null) => (value === null ? null : typeof value === 'string' && value.length === 10 ? value : dayIn(timeZone, new Date(value)))
  return { registry: day(days.registry), head: day(days.head), unit: day(days.unit), executor: day(days.executor), reply: day(days.reply), visa: day(days.visa), approval: day(days.approval), sending: day(days.sending), file: day(days.file) }
}
