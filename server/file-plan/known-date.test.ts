import { expect, test } from 'vitest'
import { dayIn, laterOf, lastPossibleDay, refuseDateToCome } from './known-date.ts'

test.each([
  ['1998', '1998-12-31'],
  ['2024-02', '2024-02-29'],
  ['1900-02', '1900-02-28'],
  ['0099-02', '0099-02-28'],
  ['2024-02-29', '2024-02-29'],
  ['2023-02-29', null],
  ['2024-04-31', null],
  ['2024-13', null],
  ['2024-00', null],
  ['2024-01-00', null],
  ['24-01-01', null],
])('the last possible day of %s is %s', (date, day) => {
  expect(lastPossibleDay(date)).toBe(day)
})

test('of two dates the later is the one that can still be later', () => {
  expect([laterOf('2024-03-10', '2024-03'), laterOf('2024', '2024-12-31'), laterOf('2024-05-01', '2023')]).toEqual(['2024-03', '2024', '2024-05-01'])
})

test('what lies ahead is refused, what may be today is not', () => {
  for (const date of ['2024', '2024-06', '2024-06-15', '1998']) expect(() => refuseDateToCome(date, '2024-06-15')).not.toThrow()
  for (const date of ['2025', '2024-07', '2024-06-16', '2024-06-31']) expect(() => refuseDateToCome(date, '2024-06-15')).toThrow()
})

test('the day of an instant is that of the archive, not of the machine', () => {
  const at = new Date('2024-12-31T22:30:00Z')
  expect([dayIn('Europe/Chisinau', at), dayIn('UTC', at), dayIn('America/Lima', at)]).toEqual(['2025-01-01', '2024-12-31', '2024-12-31'])
})
