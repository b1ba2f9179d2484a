import { expect, test } from 'vitest'
import { changedClasses } from './changed-classes.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { compile, type CompiledSchedule } from './engine/compile.ts'
import type { Rule, ScheduleVersion } from './engine/rule.ts'

const rule = (id: string, classes: readonly string[] | null, mark: string | null = null): Rule => ({
  id, cite: null, classes, when: [], unit: 'record', retain: { kind: 'permanent' }, fallback: null, eraseBy: null, atEnd: 'keep', mark, transfer: null, overrides: [], source: 'local',
})
const version = (name: string, from: string, rules: readonly Rule[]): ScheduleVersion => ({
  schedule: 's', version: name, effectiveFrom: parseCivilDate(from), effectiveUntil: null, transition: name === '1' ? null : 'all-undisposed',
  timeZone: 'Europe/Kyiv', overflow: 'roll-forward', yearStart: { month: 1, day: 1 }, rules,
})
const first = version('1', '2020-01-01', [rule('A', ['a']), rule('B', ['b', 'c']), rule('C', ['c'])])
const touched = (before: readonly CompiledSchedule[], after: readonly CompiledSchedule[]) => {
  const found = changedClasses(before, after)
  return found.kind === 'all' ? 'all' : [...found.classes].sort()
}

test('a changed rule touches its own classes', () => {
  const before = compile([first])
  expect(touched(before, compile([first]))).toEqual([])
  expect(touched(before, compile([{ ...first, rules: [rule('A', ['a'], 'EC'), ...first.rules.slice(1)] }]))).toEqual(['a'])
  expect(touched(before, compile([{ ...first, rules: first.rules.slice(0, 2) }]))).toEqual(['c'])
  expect(touched(before, compile([{ ...first, rules: [...first.rules, rule('D', ['d'])] }]))).toEqual(['d'])
  expect(touched(before, [])).toEqual(['a', 'b', 'c'])
})

test('a rule for any class touches all, and so does how a version counts where it has rules', () => {
  expect(touched(compile([first]), compile([{ ...first, rules: [...first.rules, rule('E', null)] }]))).toBe('all')
  expect(touched(compile([first]), compile([{ ...first, overflow: 'last-day' }]))).toEqual(['a', 'b', 'c'])
})

test('another version touches the classes that the schedule has ever had rules for', () => {
  expect(touched(compile([first]), compile([first, version('2', '2030-01-01', [rule('A', ['a'])])]))).toEqual(['a', 'b', 'c'])
})
