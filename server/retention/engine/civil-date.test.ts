import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays, addMonths, civilDate, formatCivilDate, fromEpochDay, nextMonthStart, nextYearStart, parseCivilDate, parseYearStart, toEpochDay,
} from '#kernel/civil-date.ts'
import { addDuration, completedYears, parseDuration } from './duration.ts'
import { civilDateAt, isTimeZone, lastDay, parseMoment } from './moment.ts'
import type { CivilDate } from '#kernel/civil-date.ts'

function day(text: string): CivilDate {
  const date = parseCivilDate(text)
  if (date === null) throw new Error(`${text} is no day`)
  return date
}

const epochDays = fc.integer({ min: -600_000, max: 2_000_000 })

describe('civil dates', () => {
  test('the days of the calendar follow each other without gap', () => {
    fc.assert(fc.property(epochDays, (epochDay) => {
      const date = fromEpochDay(epochDay)
      expect(toEpochDay(date)).toBe(epochDay)
      expect(fromEpochDay(epochDay + 1)).toBeGreaterThan(date)
      expect(formatCivilDate(date)).toBe(new Date(epochDay * 86_400_000).toISOString().slice(0, 10))
    }))
  })

  test.each(['2023-02-30', '2023-02-29', '2023-13-01', '2023-00-10', '0000-01-01', '2023-1-01', '2023-01-01 ', ''])('%j is no day', (text) => {
    expect(parseCivilDate(text)).toBeNull()
  })

  test('a month that lacks the day rolls on or stops, as asked', () => {
    expect(addMonths(day('2025-08-31'), 6, 'roll-forward')).toBe(day('2026-03-01'))
    expect(addMonths(day('2025-08-31'), 6, 'last-day')).toBe(day('2026-02-28'))
    expect(addMonths(day('2025-10-31'), 1, 'roll-forward')).toBe(day('2025-12-01'))
    expect(addMonths(day('2024-02-29'), 48, 'roll-forward')).toBe(day('2028-02-29'))
  })

  test('a later day never ends earlier', () => {
    fc.assert(fc.property(epochDays, fc.nat(3000), fc.nat(400), fc.constantFrom('roll-forward', 'last-day'), (epochDay, later, months, overflow) => {
      const [a, b] = [fromEpochDay(epochDay), fromEpochDay(epochDay + later)]
      expect(addMonths(b, months, overflow)).toBeGreaterThanOrEqual(addMonths(a, months, overflow))
      expect(addMonths(a, months, 'roll-forward')).toBeGreaterThanOrEqual(addMonths(a, months, 'last-day'))
    }))
  })

  test('starts of months and years', () => {
    expect(nextMonthStart(day('2025-12-01'))).toBe(day('2026-01-01'))
    expect(nextYearStart(day('2025-01-01'), { month: 1, day: 1 })).toBe(day('2026-01-01'))
    expect(nextYearStart(day('2025-06-30'), { month: 7, day: 1 })).toBe(day('2025-07-01'))
    expect(parseYearStart('02-29')).toBeNull()
    expect(parseYearStart('04-31')).toBeNull()
    expect(addDays(day('2024-02-28'), 2)).toBe(day('2024-03-01'))
    expect(civilDate(10_000, 1, 1)).toBeNull()
  })
})

describe('durations', () => {
  test.each(['P', '5Y', 'P5', 'P1.5Y', 'PT5H', 'P-1Y', 'P9999Y', 'p5y', 'P1D1Y'])('%s is none', (text) => {
    expect(parseDuration(text)).toBeNull()
  })

  test('years and months go first, in one step', () => {
    const length = parseDuration('P1Y1M1D')
    expect(length === null ? null : addDuration(day('2024-01-31'), length, 'roll-forward')).toBe(day('2025-03-02'))
  })

  test('a year of life is completed on the birthday', () => {
    expect(completedYears(day('1985-03-01'), day('2025-02-28'), 'roll-forward')).toBe(39)
    expect(completedYears(day('1985-03-01'), day('2025-03-01'), 'roll-forward')).toBe(40)
    expect(completedYears(day('1988-02-29'), day('2025-02-28'), 'roll-forward')).toBe(36)
    expect(completedYears(day('2030-01-01'), day('2025-03-01'), 'roll-forward')).toBe(0)
  })
})

describe('moments', () => {
  test('what is half known means its last day', () => {
    const last = (text: string): CivilDate | null => {
      const moment = parseMoment(text)
      return moment === null ? null : lastDay(moment, 'UTC')
    }
    expect(last('1998')).toBe(day('1998-12-31'))
    expect(last('2024-02')).toBe(day('2024-02-29'))
    expect(last('9999')).toBe(day('9999-12-31'))
    expect(last('2020-12-31T22:30:00.5Z')).toBe(day('2020-12-31'))
    expect(last('2020-12-31T23:30:00-0100')).toBe(day('2021-01-01'))
  })

  test.each(['199', '1998-4', '1998-02-30', '2020-12-31T22:30:00', '2020-12-31T25:00:00Z', '2020-12-31T22:30:00+99:00', 'soon'])('%s is none', (text) => {
    expect(parseMoment(text)).toBeNull()
  })

  test('an instant becomes the day of the zone asked for', () => {
    const instant = toEpochDay(day('2020-12-31')) * 86_400_000 + 22.5 * 3_600_000
    expect(civilDateAt(instant, 'Europe/Chisinau')).toBe(day('2021-01-01'))
    expect(civilDateAt(instant, 'America/New_York')).toBe(day('2020-12-31'))
    expect(isTimeZone('Europe/Kyiv')).toBe(true)
    expect(isTimeZone('Mars/Olympus')).toBe(false)
  })
})
