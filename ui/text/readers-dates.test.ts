import { expect, test } from 'vitest'
import { withReadersDates } from './readers-dates.ts'

test('days in a sentence of the server are written as the reader writes them, names of versions stay', () => {
  const [first, second] = [withReadersDates('2027-01-01'), withReadersDates('2024-01-01')]
  expect(first).toContain('2027')
  expect(first).not.toBe('2027-01-01')
  expect(withReadersDates('Kept until 2027-01-01: rule letters (4) of version 2026-01-01, 3 years counted from 2024-01-01.')).toBe(`Kept until ${first}: rule letters (4) of version 2026-01-01, 3 years counted from ${second}.`)
  expect(withReadersDates('Version neutral.municipal 2026-01-01: in force')).toBe('Version neutral.municipal 2026-01-01: in force')
  expect(withReadersDates('Зберігається до 2027-01-01: правило letters (4) у редакції 2026-01-01')).toContain(`${first}: правило letters (4) у редакції 2026-01-01`)
  expect(withReadersDates('the month 2024-05, the year 2024, number 2024-05-06-7')).toBe('the month 2024-05, the year 2024, number 2024-05-06-7')
})
