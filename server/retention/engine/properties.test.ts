import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { evaluate } from './evaluate.ts'
import { explainAll } from './explain.ts'
import { factName, noFacts } from './facts.ts'
import { fromEpochDay } from '#kernel/civil-date.ts'
import { onDay } from './moment.ts'
import { actions, countRules } from './rule.ts'
import type { Answer } from './answer.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { EventFact, Facts, Hold } from './facts.ts'
import type { Rule, ScheduleVersion, Span } from './rule.ts'

const names = ['record.date', 'file.closed', 'contract.ended', 'audit.completed'] as const
const days = fc.integer({ min: 0, max: 25_000 }).map(fromEpochDay)
const today = fromEpochDay(20_000)

const events: fc.Arbitrary<EventFact> = fc.record({
  name: fc.constantFrom(...names),
  moment: days.map(onDay),
  covers: fc.constant(null),
  retracted: fc.boolean(),
})

const terms: fc.Arbitrary<Span> = fc.record({
  kind: fc.constant('term' as const),
  length: fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), duration: fc.record({ years: fc.nat(80), months: fc.nat(30), weeks: fc.nat(9), days: fc.nat(400) }) }),
    fc.record({ kind: fc.constant('less-age' as const), years: fc.integer({ min: 1, max: 80 }) }),
  ),
  from: fc.constantFrom(...names).map(factName),
  countFrom: fc.constantFrom(...countRules),
  pick: fc.constant('last' as const),
  covering: fc.constant(false),
})

const spans: fc.Arbitrary<Span> = fc.oneof(
  { weight: 6, arbitrary: terms },
  { weight: 1, arbitrary: fc.constant({ kind: 'permanent' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('latest-of' as const), spans: fc.array(terms, { minLength: 1, maxLength: 3 }) }) },
)

const ruleBodies = fc.record({
  retain: spans, atEnd: fc.constantFrom(...actions), mark: fc.option(fc.constantFrom('EPK', 'EC')),
})

type Body = typeof ruleBodies extends fc.Arbitrary<infer T> ? T : never

function rulesOf(bodies: readonly Body[]): readonly Rule[] {
  return bodies.map((body, index) => ({
    ...body, id: `r${index}`, cite: null, classes: null, when: [], unit: 'file', fallback: null, eraseBy: null, transfer: null, overrides: [], source: 'local',
  }))
}

function version(rules: readonly Rule[]): ScheduleVersion {
  return {
    schedule: 's', version: '1', effectiveFrom: null, effectiveUntil: null, transition: null,
    timeZone: 'Europe/Chisinau', overflow: 'roll-forward', yearStart: { month: 1, day: 1 }, rules,
  }
}

function ask(rules: readonly Rule[], facts: Partial<Facts>, on: CivilDate = today): Answer {
  const subject = { born: '1955-03-31' }
  return evaluate({ schedules: compile([version(rules)]), facts: { ...noFacts, subject, ...facts }, today: on })
}

const rank = { unscheduled: 0, retained: 1, eligible: 1, waiting: 2, permanent: 3, conflict: 4 } as const

/** Whether the second answer protects at least as long as the first. */
function protectsAtLeast(before: Answer, after: Answer): void {
  expect(rank[after.baseState]).toBeGreaterThanOrEqual(rank[before.baseState])
  if (before.eligibleOn !== null && after.eligibleOn !== null) expect(after.eligibleOn).toBeGreaterThanOrEqual(before.eligibleOn)
}

const bodies = fc.array(ruleBodies, { minLength: 1, maxLength: 6 })
const facts = fc.array(events, { maxLength: 8 })
const holds: fc.Arbitrary<Hold> = fc.record({ id: fc.string({ minLength: 1 }), from: fc.option(days), released: fc.option(days) })

/** The answer without the order in which its trace lists the rules. */
function comparable(answer: Answer): unknown {
  const { trace, ...rest } = answer
  return { ...rest, decides: trace.decides?.outcome, sentences: explainAll(answer) }
}

describe('whatever the rules and facts', () => {
  test('one more rule never gives an earlier date and never a weaker end', () => {
    fc.assert(fc.property(bodies, ruleBodies, facts, (some, more, given) => {
      const before = ask(rulesOf(some), { events: given })
      const after = ask(rulesOf([...some, more]), { events: given })
      protectsAtLeast(before, after)
      expect(after.marks).toEqual(expect.arrayContaining([...before.marks]))
    }))
  })

  test('one more hold never frees anything and never moves the date', () => {
    fc.assert(fc.property(bodies, facts, fc.array(holds, { maxLength: 3 }), holds, (some, given, held, more) => {
      const before = ask(rulesOf(some), { events: given, holds: held })
      const after = ask(rulesOf(some), { events: given, holds: [...held, more] })
      expect(after.eligibleOn).toBe(before.eligibleOn)
      if (before.state === 'held') expect(after.state).toBe('held')
      if (after.state === 'eligible') expect(before.state).toBe('eligible')
    }))
  })

  test('a later event of the same name never gives an earlier date', () => {
    const fixed = bodies.map((some) => some.filter((body) => !JSON.stringify(body).includes('less-age')))
    fc.assert(fc.property(fixed, facts, fc.nat(5000), (some, given, later) => {
      const kept = given.filter((event) => !event.retracted)
      const moved = kept.map((event) => (event.moment.kind === 'day' ? { ...event, moment: onDay(fromEpochDay(epoch(event.moment.last) + later)) } : event))
      protectsAtLeast(ask(rulesOf(some), { events: kept }), ask(rulesOf(some), { events: [...kept, ...moved] }))
    }))
  })

  test('a decision to extend lengthens or changes nothing', () => {
    fc.assert(fc.property(bodies, facts, days, (some, given, until) => {
      const before = ask(rulesOf(some), { events: given })
      const after = ask(rulesOf(some), { events: given, extensions: [{ id: 'E', until }] })
      protectsAtLeast(before, after)
      if (before.eligibleOn !== null) expect(after.eligibleOn).toBe(Math.max(before.eligibleOn, until))
    }))
  })

  test('the order of rules and events does not matter', () => {
    fc.assert(fc.property(bodies, facts, fc.infiniteStream(fc.nat()), (some, given, seeds) => {
      const shuffle = <T>(list: readonly T[]): readonly T[] =>
        list.map((item) => ({ item, key: seeds.next().value ?? 0 })).toSorted((a, b) => a.key - b.key).map(({ item }) => item)
      const rules = rulesOf(some)
      expect(comparable(ask(shuffle(rules), { events: shuffle(given) }))).toEqual(comparable(ask(rules, { events: given })))
    }))
  })

  test('permanent never becomes eligible, on no day', () => {
    fc.assert(fc.property(bodies, facts, days, (some, given, on) => {
      const answer = ask([...rulesOf(some), ...rulesOf([{ retain: { kind: 'permanent' }, atEnd: 'keep', mark: null }])], { events: given }, on)
      expect(answer).toMatchObject({ state: 'permanent', eligibleOn: null, retainThrough: null })
    }))
  })

  test('what was added and retracted changes nothing', () => {
    fc.assert(fc.property(bodies, facts, events, (some, given, added) => {
      const retracted = [...given, { ...added, retracted: true }]
      expect(comparable(ask(rulesOf(some), { events: retracted }))).toEqual(comparable(ask(rulesOf(some), { events: given })))
    }))
  })
})

function epoch(date: CivilDate): number {
  return Math.round(Date.UTC(Math.trunc(date / 10_000), (Math.trunc(date / 100) % 100) - 1, date % 100) / 86_400_000)
}

test('the zone of the machine changes no answer', () => {
  const script = `
    import { readFileSync } from 'node:fs'
    import { evaluateCases } from '#server/retention/schedule/cases.ts'
    const folder = 'retention-rules/cases/'
    for (const name of ['examples.yaml', 'meaning.yaml', 'corners.yaml']) console.log(JSON.stringify([...evaluateCases(readFileSync(folder + name, 'utf8'))]))`
  const answers = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((zone) => {
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: new URL('../../..', import.meta.url), env: { TZ: zone }, encoding: 'utf8', timeout: 30_000,
    })
    expect(run.stderr).toBe('')
    return run.stdout
  })
  expect(answers[0]?.length).toBeGreaterThan(1000)
  expect(new Set(answers).size).toBe(1)
})
