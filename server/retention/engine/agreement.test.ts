import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromEpochDay } from '#kernel/civil-date.ts'
import { compile } from './compile.ts'
import { dateOf, permanent, waiting } from './end.ts'
import { evaluate } from './evaluate.ts'
import { factName, noFacts, type EventFact, type Facts } from './facts.ts'
import { onDay } from './moment.ts'
import { actions, countRules, type Rule, type ScheduleVersion, type Span, type Term } from './rule.ts'
import { endOf } from './span.ts'

/** The quick way to an answer and the story told of it later must never disagree, and several duties only ever lengthen. */

const names = ['record.date', 'file.closed', 'contract.ended'] as const
const days = fc.integer({ min: 0, max: 25_000 }).map(fromEpochDay)
const today = fromEpochDay(20_000)
const events: fc.Arbitrary<readonly EventFact[]> = fc.array(fc.record({ name: fc.constantFrom(...names), moment: days.map(onDay), covers: fc.constant(null), retracted: fc.boolean() }), { maxLength: 5 })

const terms: fc.Arbitrary<Term> = fc.record({
  kind: fc.constant('term' as const),
  length: fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), duration: fc.record({ years: fc.nat(60), months: fc.nat(13), weeks: fc.nat(3), days: fc.nat(40) }) }),
    fc.record({ kind: fc.constant('less-age' as const), years: fc.integer({ min: 1, max: 80 }) }),
  ),
  from: fc.constantFrom(...names).map(factName),
  countFrom: fc.constantFrom(...countRules),
  pick: fc.constantFrom('last' as const, 'first' as const),
  covering: fc.constant(false),
})
const { span: spans } = fc.letrec<{ span: Span }>((tie) => ({
  span: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    terms,
    fc.constant({ kind: 'permanent' as const }),
    fc.record({ kind: fc.constantFrom('latest-of' as const, 'earliest-of' as const), spans: fc.array(tie('span'), { minLength: 1, maxLength: 3 }) }),
  ),
}))
const bodies = fc.array(
  fc.record({ retain: spans, fallback: fc.option(spans), atEnd: fc.constantFrom(...actions), mark: fc.option(fc.constantFrom('EPK', 'EC')), known: fc.option(fc.constantFrom(...names)), overrides: fc.boolean() }),
  { minLength: 1, maxLength: 6 },
)
type Bodies = typeof bodies extends fc.Arbitrary<infer T> ? T : never

function schedule(some: Bodies, name = 's'): ScheduleVersion {
  const rules = some.map(({ known, overrides, ...body }, index): Rule => ({
    ...body, id: `r${index}`, cite: null, classes: null, unit: 'file', eraseBy: null, transfer: null, source: 'local',
    when: known === null ? [] : [{ fact: factName(known), tests: [{ op: 'on-or-after', day: fromEpochDay(9000) }] }],
    overrides: overrides && index > 0 ? [`r${index - 1}`] : [],
  }))
  return { schedule: name, version: '1', effectiveFrom: null, effectiveUntil: null, transition: null, timeZone: 'Europe/Kyiv', overflow: 'roll-forward', yearStart: { month: 1, day: 1 }, rules }
}

const facts = (given: readonly EventFact[]): Facts => ({ ...noFacts, events: given, subject: { born: '1955-02-28' } })
const ask = (versions: readonly ScheduleVersion[], ...duties: readonly [Facts, ...Facts[]]) => evaluate({ schedules: compile(versions), facts: duties[0], alsoUnder: duties.slice(1), today })

test('the story told of an answer gives the same end as the answer', () => {
  fc.assert(fc.property(bodies, events, (some, given) => {
    const answer = ask([schedule(some)], facts(given))
    const { considered, decides } = answer.trace
    const ends = considered.map((each) => endOf(each.outcome))
    const strongest = Math.max(0, ...ends)
    if (considered.length === 0) expect(['unscheduled', 'waiting']).toContain(answer.baseState)
    else expect({ permanent: strongest === permanent, waiting: strongest === waiting, on: dateOf(strongest) }).toEqual({ permanent: answer.baseState === 'permanent', waiting: answer.baseState === 'waiting', on: answer.eligibleOn })
    expect(decides?.rule.id ?? null).toBe(answer.rule)
    if (decides !== null) expect(endOf(decides.outcome)).toBe(strongest)
    if (decides?.outcome.kind === 'waiting') expect(answer.waitingFor).toEqual(expect.arrayContaining([...decides.outcome.facts]))
  }), { numRuns: 400 })
})

const rank = { retained: 1, eligible: 1, unscheduled: 2, waiting: 3, permanent: 4, conflict: 5 } as const

test('one more duty never ends earlier, and the order of duties does not matter', () => {
  fc.assert(fc.property(bodies, events, events, events, (some, one, two, three) => {
    const [first, second, third] = [facts(one), facts(two), facts(three)]
    const before = ask([schedule(some)], first, second)
    const after = ask([schedule(some)], first, second, third)
    expect(rank[after.baseState]).toBeGreaterThanOrEqual(rank[before.baseState])
    if (before.eligibleOn !== null && after.eligibleOn !== null) expect(after.eligibleOn).toBeGreaterThanOrEqual(before.eligibleOn)
    const { trace: _, ...plain } = after
    const { trace: __, ...turned } = ask([schedule(some)], third, second, first)
    expect(turned).toEqual(plain)
  }))
})

test('an answer does not depend on what was asked before', () => {
  fc.assert(fc.property(bodies, events, events, (some, one, other) => {
    const schedules = compile([schedule(some), schedule(some, 'other')])
    const first = evaluate({ schedules, facts: facts(one), today })
    const between = evaluate({ schedules, facts: facts(other), today })
    const again = evaluate({ schedules, facts: facts(one), today })
    expect(first.trace).toEqual(again.trace)
    expect(between.trace).toEqual(evaluate({ schedules: compile([schedule(some), schedule(some, 'other')]), facts: facts(other), today }).trace)
    expect(first).toEqual(again)
  }))
})
