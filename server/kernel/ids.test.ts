import { expect, test } from 'vitest'
import { isId, newId } from './ids.ts'

test('identifiers of one millisecond sort as they were made, and before those of the next', () => {
  const ids = [...Array.from({ length: 2000 }, () => newId(1_790_000_000_000)), newId(1_790_000_000_001)]
  expect(ids.toSorted()).toEqual(ids)
  expect(ids.every(isId)).toBe(true)
})

test('more than a millisecond holds in order are still all different', () => {
  const ids = Array.from({ length: 10_000 }, () => newId(1_790_000_000_002))
  expect(new Set(ids).size).toBe(10_000)
  expect(ids.every(isId)).toBe(true)
})
