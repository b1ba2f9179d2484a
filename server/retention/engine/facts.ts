import { lastDay, parseMoment, precisionOf } from './moment.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { Moment, Precision } from './moment.ts'

/** Both ends belong to the period. */
export type Period = { readonly from: CivilDate; readonly to: CivilDate }

/** Something that happened to the record, its file, its person or the body. */
export type EventFact = {
  readonly name: string
  readonly moment: Moment
  /** The period an audit or a similar event covers. */
  readonly covers: Period | null
  /** A retracted event stays in the history and no longer counts. */
  readonly retracted: boolean
  /** The recorded fact it comes from, for whoever explains; the engine does not read it. */
  readonly fact?: string
}

/** Active from its first day up to and including the day before its release. */
export type Hold = { readonly id: string; readonly from: CivilDate | null; readonly released: CivilDate | null }

/** A person's decision to keep longer, or for good (`until` null); it can lengthen a term, never shorten it. */
export type Extension = { readonly id: string; readonly until: CivilDate | null }

/** Values by key: text, numbers, booleans, dates as text; null means not known. Maps may be nested. */
export type FactMap = { readonly [key: string]: unknown }

/** Everything the engine may look at for one record or file. */
export type Facts = {
  readonly class: string | null
  readonly events: readonly EventFact[]
  readonly record: FactMap
  readonly subject: FactMap
  readonly org: FactMap
  readonly period: Period | null
  readonly holds: readonly Hold[]
  readonly extensions: readonly Extension[]
}

/** No facts at all; spread it and say what is known. */
export const noFacts: Facts = {
  class: null, events: [], record: {}, subject: {}, org: {}, period: null, holds: [], extensions: [],
}

/** A name of the rule language, split once when the rule is read. */
export type FactName = {
  readonly name: string
  readonly group: 'record' | 'subject' | 'org' | null
  readonly path: readonly string[]
}

/** `org.archive_source` is a fact of the body, `contract.ended` an event; `record.date` may be either. */
export function factName(name: string): FactName {
  const [head, ...path] = name.split('.')
  const group = head === 'record' || head === 'subject' || head === 'org' ? head : null
  return { name, group, path }
}

/** The event chosen for a term; `event` is null where a plain fact gives the day. */
export type Picked = { readonly day: CivilDate; readonly precision: Precision; readonly event: EventFact | null }

/**
 * The day of the event in the zone, the last one unless `pick` says first. Facts such as `born` in
 * `subject` count like events of the name `subject.born`. Null when nothing counts.
 */
export function pickDay(facts: Facts, fact: FactName, timeZone: string, pick: 'last' | 'first', covering: boolean): Picked | null {
  let chosenDay: CivilDate | null = null
  let chosen: EventFact | null = null
  for (const event of facts.events) {
    if (event.name !== fact.name || event.retracted) continue
    if (covering && !covers(event.covers, facts.period)) continue
    const day = lastDay(event.moment, timeZone)
    if (chosenDay === null || chosen === null || (pick === 'last' ? day > chosenDay : day < chosenDay) || (day === chosenDay && isKnownBetter(event, chosen))) {
      chosenDay = day
      chosen = event
    }
  }
  const given = covering || fact.group === null ? null : givenMoment(facts, fact)
  if (given !== null) {
    const day = lastDay(given, timeZone)
    if (chosenDay === null || (pick === 'last' ? day > chosenDay : day < chosenDay)) return { day, precision: precisionOf(given), event: null }
  }
  return chosenDay === null || chosen === null ? null : { day: chosenDay, precision: precisionOf(chosen.moment), event: chosen }
}

/** Of events on one day the one known most exactly is told, so that the order in which they were recorded does not matter. */
function isKnownBetter(a: EventFact, b: EventFact): boolean {
  return precisionOf(a.moment) === 'day' ? precisionOf(b.moment) !== 'day' : precisionOf(a.moment) === 'month' && precisionOf(b.moment) === 'year'
}

function covers(covered: Period | null, period: Period | null): boolean {
  return covered !== null && period !== null && covered.from <= period.from && period.to <= covered.to
}

function givenMoment(facts: Facts, fact: FactName): Moment | null {
  const value = givenValue(facts, fact)
  return typeof value === 'string' ? parseMoment(value) : null
}

/** The value stored under the name in record, subject or org; undefined when not known. */
export function givenValue(facts: Facts, fact: FactName): unknown {
  if (fact.group === null) return undefined
  let value: unknown = facts[fact.group]
  for (const key of fact.path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value ?? undefined
}

/** What a condition sees: a day (`given` is the text it was read from, where it was a plain fact), a plain value, or nothing. */
export type Observed =
  | { readonly kind: 'day'; readonly day: CivilDate; readonly given?: unknown }
  | { readonly kind: 'value'; readonly value: unknown }

/** The fact as a condition reads it; undefined while it is not known. */
export function observe(facts: Facts, fact: FactName, timeZone: string): Observed | undefined {
  if (fact.name === 'class') return facts.class === null ? undefined : { kind: 'value', value: facts.class }
  const picked = pickDay(facts, fact, timeZone, 'last', false)
  if (picked !== null) return { kind: 'day', day: picked.day, given: picked.event === null ? givenValue(facts, fact) : undefined }
  const value = givenValue(facts, fact)
  return value === undefined ? undefined : { kind: 'value', value }
}
