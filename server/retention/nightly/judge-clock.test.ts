import { expect, test } from 'vitest'
import { parseCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { judgeClock } from './judge-clock.ts'

function day(text: string): CivilDate {
  const date = parseCivilDate(text)
  if (date === null) throw new Error(`${text} is no day`)
  return date
}

test.each([
  ['no run before', '2026-06-01', null, 'plausible'],
  ['the same day', '2026-06-01', '2026-06-01', 'plausible'],
  ['the next day', '2026-06-02', '2026-06-01', 'plausible'],
  ['the last day that is believed', '2026-07-11', '2026-06-01', 'plausible'],
  ['one day too far', '2026-07-12', '2026-06-01', 'too-far-ahead'],
  ['a year forward', '2027-06-01', '2026-06-01', 'too-far-ahead'],
  ['a year back', '2025-06-01', '2026-06-01', 'before-last-run'],
  ['one day back', '2026-05-31', '2026-06-01', 'before-last-run'],
])('W16: %s', (_, today, last, expected) => {
  const verdict = judgeClock(day(today), last === null ? null : day(last), 40)
  expect(verdict.kind === 'plausible' ? verdict.kind : verdict.reason).toBe(expected)
})
