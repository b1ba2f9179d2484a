import { expect, test } from 'vitest'
import { makesRing, standsInFor, whoStandsInFor } from './deputy.ts'

const away = (person: string, deputy: string, fromOn: string, toOn: string) => ({ person, deputy, fromOn, toOn })

test('both days of an absence count, and nobody stands in on the others', () => {
  const absences = [away('ana', 'ion', '2026-03-02', '2026-03-06')]
  expect(['2026-03-01', '2026-03-02', '2026-03-06', '2026-03-07'].map((day) => whoStandsInFor(absences, 'ana', day))).toEqual([null, 'ion', 'ion', null])
})

test('a deputy who is away is followed to his own, on the days on which he is', () => {
  const absences = [away('ana', 'ion', '2026-03-02', '2026-03-06'), away('ion', 'eva', '2026-03-04', '2026-03-10')]
  expect(['2026-03-03', '2026-03-04', '2026-03-07'].map((day) => whoStandsInFor(absences, 'ana', day))).toEqual(['ion', 'eva', null])
  expect(standsInFor(absences, 'eva', '2026-03-05')).toEqual(['ana', 'ion'])
  expect(standsInFor(absences, 'ion', '2026-03-05')).toEqual([])
})

test('a ring leaves nobody, and is seen before it is made', () => {
  const absences = [away('ana', 'ion', '2026-03-02', '2026-03-06'), away('ion', 'eva', '2026-03-04', '2026-03-10')]
  const closing = away('eva', 'ana', '2026-03-01', '2026-03-09')
  expect(makesRing(absences, closing)).toBe(true)
  expect(whoStandsInFor([...absences, closing], 'ana', '2026-03-05')).toBeNull()
  expect(makesRing(absences, away('eva', 'ana', '2026-03-07', '2026-03-09'))).toBe(false)
})
