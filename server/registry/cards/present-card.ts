import { and, asc, eq, or, sql } from 'drizzle-orm'
import type { CardView } from '#contract/card-view.ts'
import type { Relation } from '#contract/cards.ts'
import { parseCivilDate, toEpochDay } from '#kernel/civil-date.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '../context.ts'
import { card, cardEvent, cardRelation, cardStage, correspondent, entry, register, type Card } from '../schema.ts'
import { filterToday } from './filter-today.ts'
import { holdersOf, paperHandedTo } from './holders.ts'
import { mayChangeCards, mayChangeCard } from './may-change.ts'
import { kindNames, personNames, unitNames } from './names-of.ts'
import { seeCard, visibleCards, type CardFilter } from './visible-cards.ts'

/** The card with its numbers, relations, stages, history and holders, as this reader may see it. */
export async function presentCard(context: RegistryContext, principal: Principal, id: string): Promise<CardView> {
  const { db } = context
  const filter = await filterToday(context, principal)
  const found = await seeCard(db, filter, id)
  const now = context.clock.now()
  const [entries, relations, stages, events, correspondentOf] = await Promise.all([entriesOf(db, id, context.timeZone), relationsOf(db, filter, id), stagesOf(db, id), db.select().from(cardEvent).where(eq(cardEvent.card, id)).orderBy(asc(cardEvent.at), sql`card_event.place`), briefOf(db, found.correspondent)])
  const closedAt = found.closedOn === null ? null : (events.findLast(({ event }) => event === 'filed' || event === 'closed' || event === 'annulled')?.at ?? new Date(`${found.closedOn}T00:00:00Z`))
  const end = { now, closedAt }
  const holders = holdersOf({ unit: found.unit, person: found.registeredBy, since: found.registeredAt }, events, end)
  const paperHolders = found.paper === 'none' ? [] : holdersOf({ unit: found.unit, person: found.registeredBy, since: found.registeredAt }, events, { now, closedAt: null }, paperHandedTo)
  const may = mayChangeCard(principal, found)
  const units = [found.unit, found.paperUnit, ...found.units, ...[...holders, ...paperHolders, ...stages].map(({ unit }) => unit)].flatMap((code) => code ?? [])
  const people = [found.registeredBy, found.paperHolder, ...found.people, ...[...holders, ...paperHolders].map(({ person }) => person), ...events.map(({ actor }) => actor.replace(/^user:/, '')), ...entries.map(({ enteredBy }) => enteredBy)].flatMap((name) => name ?? [])
  const [unitsNamed, kinds, peopleNamed] = await Promise.all([unitNames(db, units), kindNames(db, [found.kind]), personNames(db, people)])
  const { theirNumberKey: _key, dueBy: _by, dueUncertain: _uncertain, papersAskedOn: _asked, papersUntil: _until, forwardedOn: _forwarded, registeredAt, checkValue, correspondent: _correspondent, ...plain } = found
  return {
    ...plain,
    ...{ registeredAt: registeredAt.toISOString(), correspondent: correspondentOf, checkValue: mayChangeCards(principal) ? checkValue : null, mayChange: may, daysLeft: daysLeft(found, dayIn(context.timeZone, now)) },
    ...{ entries, relations, stages, holders, paperHolders, events: events.map(({ at, actor, event, details }) => ({ at: at.toISOString(), actor, event, details })) },
    names: { units: unitsNamed, kinds, people: peopleNamed },
  }
}

function daysLeft({ dueOn, closedOn }: Card, today: string): number | null {
  const due = dueOn === null || closedOn !== null ? null : parseCivilDate(dueOn)
  const day = parseCivilDate(today)
  return due === null || day === null ? null : toEpochDay(due) - toEpochDay(day)
}

async function entriesOf(db: Db, id: string, timeZone: string): Promise<CardView['entries']> {
  const rows = await db.select({ entry, code: register.code, title: register.title }).from(entry).innerJoin(register, eq(register.id, entry.register)).where(eq(entry.card, id)).orderBy(asc(entry.enteredAt), asc(entry.id))
  return rows.map(({ entry: { id: own, number, enteredOn, enteredBy, annulledAt, annulledBy, annulReason }, code, title }) => ({
    ...{ id: own, register: code, registerTitle: title, number, enteredOn, enteredBy },
    annulled: annulledAt === null ? null : { on: dayIn(timeZone, annulledAt), by: annulledBy ?? '', reason: annulReason ?? '' },
  }))
}

/** A document that the reader may not see is not there, also as a relation. */
async function relationsOf(db: Db, filter: CardFilter, id: string): Promise<CardView['relations']> {
  const to = { other: card.id, number: card.number, registeredOn: card.registeredOn, subject: card.subject, relation: cardRelation.relation, from: cardRelation.fromCard, madeAt: cardRelation.madeAt }
  const rows = await db
    .select(to)
    .from(cardRelation)
    .innerJoin(card, or(and(eq(cardRelation.fromCard, id), eq(card.id, cardRelation.toCard)), and(eq(cardRelation.toCard, id), eq(card.id, cardRelation.fromCard))))
    .where(and(or(eq(cardRelation.fromCard, id), eq(cardRelation.toCard, id)), visibleCards(filter)))
    .orderBy(asc(cardRelation.madeAt))
  return rows.map(({ other, number, registeredOn, subject, relation, from }) => ({ relation: relation satisfies Relation, direction: from === id ? 'from' : 'to', card: other, number, registeredOn, subject }))
}

async function stagesOf(db: Db, id: string): Promise<CardView['stages']> {
  const rows = await db.select().from(cardStage).where(eq(cardStage.card, id)).orderBy(asc(cardStage.place))
  return rows.map(({ stage, onDay, unit, untilOn, reason, number }) => ({ stage, onDay, unit, untilOn, reason, number }))
}

async function briefOf(db: Db, id: string | null): Promise<CardView['correspondent']> {
  if (id === null) return null
  const [found] = await db.select({ id: correspondent.id, kind: correspondent.kind, name: correspondent.name, code: correspondent.code }).from(correspondent).where(eq(correspondent.id, id))
  return found ?? null
}
