import { fromEpochDay } from '#kernel/civil-date.ts'
import { factName, noFacts, type EventFact, type Facts } from '#server/retention/engine/facts.ts'
import { onDay } from '#server/retention/engine/moment.ts'
import type { Rule, ScheduleVersion, Span } from '#server/retention/engine/rule.ts'

const eventNames = ['record.date', 'file.closed', 'contract.ended', 'audit.completed', 'superseded', 'permit.expired']
const counts = ['next-year-start', 'event-date', 'day-after-event', 'next-month-start'] as const

/** How the rules of the bench lie over the classes: about a dozen for each class, or every one for every class. */
export type Spread = 'realistic' | 'worst'

/** 300 rules of every kind that a schedule has: terms, combinations, conditions, fallbacks, marks, ends, one in fifty permanent. */
export function benchSchedule(spread: Spread): ScheduleVersion {
  const rules = Array.from({ length: 300 }, (_, index) => benchRule(index, spread))
  return { schedule: 'bench', version: '1', effectiveFrom: null, effectiveUntil: null, transition: null, timeZone: 'Europe/Chisinau', overflow: 'roll-forward', yearStart: { month: 1, day: 1 }, rules }
}

function benchRule(index: number, spread: Spread): Rule {
  const term = (shift: number): Span => ({
    kind: 'term',
    length: (index + shift) % 17 === 16 ? { kind: 'less-age', years: 75 } : { kind: 'fixed', duration: { years: 1 + ((index + shift) % 60), months: index % 3, weeks: 0, days: index % 7 === 0 ? 1825 : 0 } },
    from: factName(eventNames[(index + shift) % 4] ?? 'record.date'),
    countFrom: counts[index % 4] ?? 'event-date',
    pick: 'last',
    covering: false,
  })
  const retain: Span = index % 5 === 0 ? { kind: 'latest-of', spans: [term(0), term(1)] } : index % 11 === 0 ? { kind: 'earliest-of', spans: [term(0), term(2)] } : spread === 'realistic' && index % 50 === 49 ? { kind: 'permanent' } : term(0)
  // 25 classes with twelve rules each
  const classes = spread === 'worst' ? null : [`c${index % 25}`]
  const when = index % 4 === 0 ? [{ fact: factName('org.archive_source'), tests: [{ op: 'equals' as const, value: true, day: null }] }] : []
  return { id: `r${index}`, cite: null, classes, when, unit: 'record', retain, fallback: index % 6 === 0 ? term(3) : null, eraseBy: null, atEnd: index % 3 === 0 ? 'review' : 'destroy', mark: index % 9 === 0 ? 'EPK' : null, transfer: null, overrides: [], source: 'local' }
}

/** The facts of the record of that number: six events, a person, the body; the same for the same number. */
export function benchFacts(number: number): Facts {
  const events = Array.from({ length: 6 }, (_, index): EventFact => ({ name: eventNames[index % 4] ?? 'record.date', moment: onDay(fromEpochDay(3000 + ((number * 7919 + index * 1237) % 15_000))), covers: null, retracted: index === 5 }))
  return { ...noFacts, class: `c${number % 25}`, events, org: { archive_source: number % 2 === 0 }, subject: { born: '1955-03-31' } }
}
