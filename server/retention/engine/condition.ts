import { observe } from './facts.ts'
import { parseMoment } from './moment.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { Facts, Observed } from './facts.ts'
import type { Condition, PlainValue, Test } from './rule.ts'

/** `unknown` lists the facts that would have to be known; they matter only if nothing is plainly false. */
export type Applies = { readonly kind: 'yes' } | { readonly kind: 'no' } | { readonly kind: 'unknown'; readonly facts: readonly string[] }

const yes: Applies = { kind: 'yes' }
const no: Applies = { kind: 'no' }

/** Whether all conditions hold for the facts, with days read in the zone. */
export function applies(conditions: readonly Condition[], facts: Facts, timeZone: string): Applies {
  let missing: string[] | null = null
  for (const condition of conditions) {
    const held = testAll(condition.tests, observe(facts, condition.fact, timeZone))
    if (held === 'no') return no
    if (held === 'unknown') (missing ??= []).push(condition.fact.name)
  }
  return missing === null ? yes : { kind: 'unknown', facts: missing }
}

/** All tests of one condition against what is observed; `unknown` when only a missing fact stands in the way. */
export function testAll(tests: readonly Test[], observed: Observed | undefined): 'yes' | 'no' | 'unknown' {
  if (observed === undefined) {
    const satisfied = tests.length > 0 && tests.every((test) => test.op === 'known' && !test.known)
    if (satisfied) return 'yes'
    return tests.some((test) => test.op === 'known' && !test.known) ? 'no' : 'unknown'
  }
  return tests.every((test) => holds(test, observed)) ? 'yes' : 'no'
}

function holds(test: Test, observed: Observed): boolean {
  switch (test.op) {
    case 'equals': return same(test, observed)
    case 'not': return !same(test, observed)
    case 'in': return test.values.some((each) => same(each, observed))
    case 'before': return compareDay(observed, (day) => day < test.day)
    case 'on-or-after': return compareDay(observed, (day) => day >= test.day)
    case 'at-least': return compareNumber(observed, (value) => value >= test.number)
    case 'less-than': return compareNumber(observed, (value) => value < test.number)
    case 'known': return test.known
  }
}

function same(expected: { readonly value: PlainValue; readonly day: CivilDate | null }, observed: Observed): boolean {
  if (observed.kind === 'day') return expected.day === observed.day || (observed.given !== undefined && expected.value === observed.given)
  return observed.value === expected.value
}

function compareDay(observed: Observed, test: (day: CivilDate) => boolean): boolean {
  if (observed.kind === 'day') return test(observed.day)
  // A year without quotes is a number for YAML and means the year all the same.
  const moment = typeof observed.value === 'string' || typeof observed.value === 'number' ? parseMoment(String(observed.value)) : null
  return moment?.kind === 'day' && test(moment.last)
}

function compareNumber(observed: Observed, test: (value: number) => boolean): boolean {
  return observed.kind === 'value' && typeof observed.value === 'number' && test(observed.value)
}
