import { expect, test } from 'vitest'
import { readDay } from './read-day.ts'

test.each([
  ['15.01.2026', '2026-01-15'],
  ['15.1.26', '2026-01-15'],
  ['15/01', '2026-01-15'],
  ['150126', '2026-01-15'],
  ['1501', '2026-01-15'],
  ['31.12', '2025-12-31'],
  ['2026-01-15', '2026-01-15'],
  ['', ''],
  ['31.02.2026', null],
  ['soon', null],
])('%s is %s', (typed, day) => expect(readDay(typed, '2026-03-02')).toBe(day))
