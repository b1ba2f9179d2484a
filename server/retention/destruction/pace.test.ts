import { expect, test } from 'vitest'
import { nextPace, pace } from './pace.ts'

test('a transaction takes more lines while it is short, fewer when it was long, and stays within its bounds', () => {
  expect([nextPace(16, 20), nextPace(32, 100), nextPace(64, 300)]).toEqual([32, 32, 32])
  expect([nextPace(pace.most, 1), nextPace(pace.least, 5000)]).toEqual([pace.most, pace.least])
})
