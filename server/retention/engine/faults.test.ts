import { expect, test } from 'vitest'
import { evaluateCases } from '../schedule/cases.ts'
import { compile } from './compile.ts'
import { parseCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { evaluate } from './evaluate.ts'
import { noFacts, type Extension } from './facts.ts'
import { onDay } from './moment.ts'
import type { Rule, Span } from './rule.ts'

/** What naive engines get wrong, one test a fault, by its number in the list of the specification. The answers are derived by hand. */

/** The answer to one case of the command line. */
function ask(text: string): Record<string, unknown> {
  const [line] = [...evaluateCases(`- {id: x, ${text}}`)]
  if (line === undefined || 'error' in line) throw new Error(JSON.stringify(line))
  return { ...line }
}

function day(text: string): CivilDate {
  const date = parseCivilDate(text)
  if (date === null) throw new Error(`${text} is no day`)
  return date
}

test('fault 01: permanent is a state of its own; only the handing-over has a date', () => {
  const permanent = 'rules: [{id: A, at_end: transfer, retain: {for: permanent}, transfer: {for: P10Y, from: file.closed, to: state-archive}}], events: [{event: file.closed, date: 1900-05-05}], at: {9999-12-31: permanent}'
  expect(ask(permanent)).toMatchObject({ state: 'permanent', eligible_on: null, retain_through: null, action: 'transfer', transfer_due: '1911-01-01', at: { '9999-12-31': 'permanent' } })
})

test('fault 02: permanent in a body that does not feed the archive is another column of the list', () => {
  const rules = 'rules: [{id: S, when: {org.archive_source: true}, at_end: keep, retain: {for: permanent}}, {id: N, when: {org.archive_source: false}, at_end: review, retain: {for: P0D, from: org.liquidated, count_from: event-date}}]'
  expect(ask(`org: {archive_source: true}, ${rules}`)).toMatchObject({ state: 'permanent', rule: 'S' })
  expect(ask(`org: {archive_source: false}, ${rules}`)).toMatchObject({ state: 'waiting', rule: 'N', waiting_for: ['org.liquidated'] })
  expect(ask(rules)).toMatchObject({ state: 'waiting', waiting_for: ['org.archive_source'], action: 'none' })
})

test('fault 03: until liquidation waits for it, then comes an appraisal and no destruction', () => {
  const rules = 'rules: [{id: A, at_end: review, retain: {for: P0D, from: org.liquidated, count_from: event-date}}]'
  expect(ask(`${rules}, events: [{event: file.closed, date: 1950-01-01}]`)).toMatchObject({ state: 'waiting', waiting_for: ['org.liquidated'] })
  expect(ask(`${rules}, events: [{event: org.liquidated, date: 2026-04-30}]`)).toMatchObject({ state: 'eligible', action: 'review', eligible_on: '2026-04-30' })
})

test('fault 04: until no longer needed waits for a decision and has a floor', () => {
  const rules = 'rules: [{id: A, retain: {latest_of: [{for: P0D, from: need.ended, count_from: event-date}, {for: P1Y, from: file.closed}]}}]'
  expect(ask(`${rules}, events: [{event: file.closed, date: 1990-05-05}]`)).toMatchObject({ state: 'waiting', waiting_for: ['need.ended'] })
  expect(ask(`${rules}, events: [{event: file.closed, date: 2025-05-05}, {event: need.ended, date: 2025-06-06}]`)).toMatchObject({ eligible_on: '2027-01-01', state: 'retained' })
})

test('fault 05: until replaced counts from the day on which the successor takes effect, and is undone with it', () => {
  const rules = 'rules: [{id: A, retain: {for: P5Y, from: superseded, count_from: event-date}}]'
  expect(ask(`${rules}, events: [{event: record.captured, date: 2010-01-01}, {event: superseded, date: 2024-09-01}]`)).toMatchObject({ eligible_on: '2029-09-01' })
  expect(ask(`${rules}, events: [{event: superseded, date: 2024-09-01, retracted: true}]`)).toMatchObject({ state: 'waiting', waiting_for: ['superseded'] })
})

test('fault 06: counted from 1 January starts in the year after finishing', () => {
  const rules = 'rules: [{id: A, retain: {for: P5Y, from: project.ended}}]'
  expect(ask(`${rules}, events: [{event: project.ended, date: 2015-06-17}]`)).toMatchObject({ eligible_on: '2021-01-01', retain_through: '2020-12-31' })
  expect(ask(`${rules}, events: [{event: project.ended, date: 2016-01-01}]`)).toMatchObject({ eligible_on: '2022-01-01' })
})

test('fault 08: 75 less V is what is left of seventy-five years at the age when the file was closed', () => {
  const rules = 'rules: [{id: A, retain: {for: {years: 75, minus: age-at-trigger}, from: file.closed}}]'
  expect(ask(`${rules}, subject: {born: 1985-03-01}, events: [{event: file.closed, date: 2025-02-28}]`)).toMatchObject({ eligible_on: '2062-01-01' })
  expect(ask(`${rules}, subject: {born: 1985-03-01}, events: [{event: file.closed, date: 2025-03-01}]`)).toMatchObject({ eligible_on: '2061-01-01' })
  expect(ask(`${rules}, subject: {born: 1930-03-01}, events: [{event: file.closed, date: 2025-03-01}]`)).toMatchObject({ eligible_on: '2026-01-01' })
})

test('fault 09: 50/75 is chosen by the day on which the file was finished', () => {
  const rules = 'rules: [{id: A75, when: {file.closed: {before: 2003-01-01}}, retain: {for: P75Y, from: file.closed}}, {id: A50, when: {file.closed: {on_or_after: 2003-01-01}}, retain: {for: P50Y, from: file.closed}}]'
  expect(ask(`${rules}, events: [{event: file.closed, date: 2002-12-31}]`)).toMatchObject({ rule: 'A75', eligible_on: '2078-01-01' })
  expect(ask(`${rules}, events: [{event: file.closed, date: 2003-01-01}]`)).toMatchObject({ rule: 'A50', eligible_on: '2054-01-01' })
  expect(ask(rules)).toMatchObject({ state: 'waiting', waiting_for: ['file.closed'] })
})

test('fault 10: after an audit means one that covered the period of the record; a dispute is a hold', () => {
  const rules = 'rules: [{id: A, retain: {latest_of: [{for: P5Y, from: file.closed}, {for: P0D, from: audit.completed, covering: record.period, count_from: event-date}]}}], record: {period: [2015-01-01, 2015-12-31]}'
  const closed = '{event: file.closed, date: 2015-12-31}'
  expect(ask(`${rules}, events: [${closed}, {event: audit.completed, date: 2017-01-01, covers: ["2014", "2014"]}]`)).toMatchObject({ state: 'waiting', waiting_for: ['audit.completed'] })
  const audited = `${rules}, events: [${closed}, {event: audit.completed, date: 2022-02-02, covers: ["2014", "2016"]}]`
  expect(ask(audited)).toMatchObject({ eligible_on: '2022-02-02', state: 'eligible' })
  expect(ask(`${audited}, holds: [{id: dispute-4, from: 2025-01-01}]`)).toMatchObject({ state: 'held', eligible_on: '2022-02-02' })
})

test('fault 11: days from filing the return are days, and a second duty beside the list', () => {
  const rules = 'rules: [{id: tax, retain: {for: P1825D, from: tax-return.filed, count_from: event-date}}, {id: list, retain: {for: P3Y, from: file.closed}}]'
  expect(ask(`${rules}, events: [{event: tax-return.filed, date: 2025-02-18}, {event: file.closed, date: 2024-12-31}]`)).toMatchObject({ eligible_on: '2030-02-17', rule: 'tax' })
  expect(ask(`${rules}, events: [{event: file.closed, date: 2024-12-31}]`)).toMatchObject({ state: 'waiting', waiting_for: ['tax-return.filed'] })
})

test('fault 12: an expert mark forces a review and survives a longer rule without it', () => {
  const rules = 'rules: [{id: A, mark: EPK, at_end: review, retain: {for: P5Y, from: file.closed}}, {id: B, at_end: destroy, retain: {for: P10Y, from: file.closed}}]'
  expect(ask(`${rules}, events: [{event: file.closed, date: 2010-04-04}]`)).toMatchObject({ rule: 'B', action: 'review', marks: ['EPK'] })
})

const term = (years: number): Span => ({ kind: 'term', length: { kind: 'fixed', duration: { years, months: 0, weeks: 0, days: 0 } }, from: { name: 'record.date', group: 'record', path: ['date'] }, countFrom: 'event-date', pick: 'last', covering: false })
const rule = (id: string, retain: Span): Rule => ({ id, cite: null, classes: null, when: [], unit: 'record', retain, fallback: null, eraseBy: null, atEnd: 'destroy', mark: null, transfer: null, overrides: [], source: 'local' })

function decided(rules: readonly Rule[], extensions: readonly Extension[]) {
  const version = { schedule: 's', version: '1', effectiveFrom: null, effectiveUntil: null, transition: null, timeZone: 'UTC', overflow: 'roll-forward', yearStart: { month: 1, day: 1 }, rules } as const
  const events = [{ name: 'record.date', moment: onDay(day('2015-01-01')), covers: null, retracted: false }]
  return evaluate({ schedules: compile([version]), facts: { ...noFacts, events, extensions }, today: day('2026-06-01') })
}

test('fault 13: terms are minimums: a decision lengthens, and one that would shorten does nothing', () => {
  expect(decided([rule('A', term(10))], [{ id: '1', until: day('2020-01-01') }])).toMatchObject({ eligibleOn: day('2025-01-01'), state: 'eligible' })
  expect(decided([rule('A', term(10))], [{ id: '1', until: day('2030-01-01') }])).toMatchObject({ eligibleOn: day('2030-01-01'), state: 'retained' })
})

test('fault 14: of several rules the latest end decides, not the longest term; unknown is later than any date, permanent than unknown', () => {
  const two = 'rules: [{id: LONG, retain: {for: P10Y, from: record.date, count_from: event-date}}, {id: SHORT, retain: {for: P5Y, from: contract.ended, count_from: event-date}}'
  const events = 'events: [{event: record.date, date: 2010-01-01}, {event: contract.ended, date: 2022-01-01}]'
  expect(ask(`${two}], ${events}`)).toMatchObject({ rule: 'SHORT', eligible_on: '2027-01-01' })
  expect(ask(`${two}, {id: W, retain: {for: P1Y, from: audit.completed}}], ${events}`)).toMatchObject({ state: 'waiting', rule: 'W' })
  expect(ask(`${two}, {id: W, retain: {for: P1Y, from: audit.completed}}, {id: P, at_end: keep, retain: {for: permanent}}], ${events}`)).toMatchObject({ state: 'permanent', rule: 'P' })
  expect(ask(`${two}, {id: S, overrides: [LONG, SHORT], override_basis: special law, retain: {for: P1Y, from: record.date, count_from: event-date}}], ${events}`)).toMatchObject({ rule: 'S', eligible_on: '2011-01-01', dropped: ['LONG', 'SHORT'] })
})

test('fault 15: a day that does not exist is the first of the next month', () => {
  const one = (length: string, date: string) => ask(`rules: [{id: A, retain: {for: ${length}, from: record.date, count_from: event-date}}], events: [{event: record.date, date: ${date}}]`)['eligible_on']
  expect(one('P1Y', '2024-02-29')).toBe('2025-03-01')
  expect(one('P6M', '2025-08-31')).toBe('2026-03-01')
  expect(one('P1M', '2025-05-31')).toBe('2025-07-01')
})

test('fault 16: an instant becomes a date once, in the zone of the archive', () => {
  const rules = 'rules: [{id: A, retain: {for: P1Y, from: record.date}}], events: [{event: record.date, at: "2020-12-31T22:30:00Z"}]'
  expect(ask(rules)).toMatchObject({ eligible_on: '2023-01-01' })
  expect(ask(`time_zone: Europe/London, ${rules}`)).toMatchObject({ eligible_on: '2022-01-01' })
})

test('fault 17: a half-known date means its last day, a half-known birthday the latest possible', () => {
  expect(ask('rules: [{id: A, retain: {for: P5Y, from: record.date, count_from: event-date}}], events: [{event: record.date, date: "1998"}]')).toMatchObject({ eligible_on: '2003-12-31' })
  expect(ask('rules: [{id: A, retain: {for: {years: 75, minus: age-at-trigger}, from: file.closed}}], subject: {born: "1985"}, events: [{event: file.closed, date: 2025-06-30}]')).toMatchObject({ eligible_on: '2062-01-01' })
})

test('fault 18: an event that was annulled no longer counts; the record waits again or falls back to the one before', () => {
  const rules = 'rules: [{id: A, retain: {for: P5Y, from: contract.ended, count_from: event-date}}]'
  expect(ask(`${rules}, events: [{event: contract.ended, date: 2016-05-01, retracted: true}]`)).toMatchObject({ state: 'waiting' })
  expect(ask(`${rules}, events: [{event: contract.ended, date: 2026-05-01, retracted: true}, {event: contract.ended, date: 2020-05-01}]`)).toMatchObject({ eligible_on: '2025-05-01' })
})

test('fault 21: a hold blocks and moves no date; released, the record is due at once', () => {
  const rules = 'rules: [{id: A, retain: {for: P1Y, from: record.date, count_from: event-date}}], events: [{event: record.date, date: 2020-01-01}]'
  expect(ask(`${rules}, holds: [{id: K, from: 2020-06-01}]`)).toMatchObject({ state: 'held', eligible_on: '2021-01-01' })
  expect(ask(`${rules}, holds: [{id: K, from: 2020-06-01, released: 2026-06-01}]`)).toMatchObject({ state: 'eligible', eligible_on: '2021-01-01', held_by: [] })
})

test('fault 22: a new version says how it treats earlier answers; one that does not is refused', () => {
  const versions = (transition: string) => `versions: [{version: a, effective_from: 2015-01-01, rules: [{id: A, retain: {for: P2Y, from: record.date, count_from: event-date}}]}, {version: b, effective_from: 2025-01-01${transition}, rules: [{id: A, retain: {for: P1Y, from: record.date, count_from: event-date}}]}], events: [{event: record.date, date: 2024-06-01}]`
  expect(ask(versions(', transition: all-undisposed'))).toMatchObject({ version: 'b', eligible_on: '2025-06-01' })
  expect(ask(versions(', transition: closed-on-or-after'))).toMatchObject({ version: 'a', eligible_on: '2026-06-01' })
  expect(ask(versions(', transition: never-shorten'))).toMatchObject({ version: 'a', eligible_on: '2026-06-01' })
  expect(() => ask(versions(''))).toThrow(/transition/)
})

test('fault 23: a date set by hand is a decision among the others: it ends, it can be outlived, it never shortens', () => {
  const extension = { id: '4/2020', until: day('2028-01-01') }
  expect(decided([rule('A', term(5))], [extension])).toMatchObject({ eligibleOn: day('2028-01-01') })
  expect(decided([rule('A', term(5)), rule('B', term(20))], [extension])).toMatchObject({ eligibleOn: day('2035-01-01'), rule: 'B' })
  expect(decided([], [extension])).toMatchObject({ state: 'unscheduled', eligibleOn: null })
  expect(decided([rule('A', term(5))], [])).toMatchObject({ eligibleOn: day('2020-01-01') })
})

test('fault 24: of several files the last duty decides, and one without a rule blocks', () => {
  const version = { schedule: 's', version: '1', effectiveFrom: null, effectiveUntil: null, transition: null, timeZone: 'UTC', overflow: 'roll-forward', yearStart: { month: 1, day: 1 }, rules: [{ ...rule('A', term(1)), classes: ['a'] }, { ...rule('B', term(20)), classes: ['b'] }] } as const
  const events = [{ name: 'record.date', moment: onDay(day('2015-01-01')), covers: null, retracted: false }]
  const under = (...classes: readonly [string, ...string[]]) => {
    const [first, ...more] = classes.map((name) => ({ ...noFacts, class: name, events }))
    return evaluate({ schedules: compile([version]), facts: first ?? noFacts, alsoUnder: more, today: day('2026-06-01') })
  }
  expect(under('a')).toMatchObject({ state: 'eligible', rule: 'A' })
  expect(under('a', 'b')).toMatchObject({ state: 'retained', rule: 'B', eligibleOn: day('2035-01-01') })
  expect(under('a', 'none')).toMatchObject({ state: 'unscheduled', action: 'none', eligibleOn: null })
  expect(under('none', 'b', 'a')).toMatchObject({ state: 'unscheduled', eligibleOn: null })
})

test('fault 31: a ceiling that lies before the floor is for a person to decide', () => {
  const rules = 'rules: [{id: A, retain: {for: P6Y, from: record.date, count_from: event-date}}, {id: P, retain: {for: P0D, from: record.date, count_from: event-date}, erase_by: {for: P2Y, from: record.date, count_from: event-date}}]'
  expect(ask(`${rules}, events: [{event: record.date, date: 2022-04-01}]`)).toMatchObject({ state: 'conflict', action: 'none', eligible_on: '2028-04-01', erase_by: '2024-04-01' })
})

test('fault 32: without a rule nothing may be destroyed, however old it is', () => {
  expect(ask('rules: [], events: [{event: record.date, date: 1850-01-01}], at: {2999-01-01: x}')).toMatchObject({ state: 'unscheduled', action: 'none', eligible_on: null, at: { '2999-01-01': 'unscheduled' } })
})
