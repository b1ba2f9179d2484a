import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { changeKind, durationOf, kindOf, lengthOf, listOf, partOf, rowsOf, whenOf, withField } from './draft-value.ts'

const folder = join(import.meta.dirname, '../../../retention-rules')
const rules = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !/^(cases|file-plans)\b/.test(name))
  .flatMap((name) => listOf(partOf(parse(readFileSync(join(folder, name), 'utf8')))['rules']).map(partOf))

test('the form can show the term and the conditions of every rule that is shipped, and says them again the same', () => {
  expect(rules.length).toBeGreaterThan(100)
  for (const rule of rules) {
    expect(kindOf(rule['retain'])).not.toBeNull()
    expect(whenOf(rowsOf(rule['when']))).toEqual(partOf(rule['when']))
  }
})

describe('a length', () => {
  test.each([['P5Y', { count: 5, unit: 'years' }], ['P1825D', { count: 1825, unit: 'days' }], [{ years: 75, minus: 'age-at-trigger' }, { count: 75, unit: 'years' }], ['P1Y6M', null], ['soon', null]])('%j is %j', (length, expected) => {
    expect(lengthOf(length)).toEqual(expected)
  })
  test('is written as a duration', () => expect([durationOf(3, 'months'), durationOf(-1, 'weeks')]).toEqual(['P3M', 'P0W']))
})

test('another kind of term keeps the event', () => {
  const term = { for: 'P5Y', from: 'contract.ended' }
  expect(changeKind(term, 'until')).toEqual({ for: 'P0D', from: 'contract.ended', count_from: 'event-date' })
  expect(kindOf(changeKind(term, 'latest'))).toBe('latest')
  expect(changeKind(changeKind(term, 'latest'), 'earliest')).toEqual({ earliest_of: [term, { for: 'P0D', from: 'need.ended', count_from: 'event-date' }] })
})

test('an empty field goes away, others stay', () => {
  expect(withField({ id: 'a', mark: 'EPK', steps: [1] }, 'mark', '')).toEqual({ id: 'a', steps: [1] })
})
