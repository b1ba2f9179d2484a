import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { simulate } from './simulate.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('G random working days against a model: registers gap-free, the discipline report reconciles, no task overdue without being listed', { timeout: 300_000 }, async () => {
  const played = await simulate({ databaseUrl: database.url, days: 47, seed: 20_261_123, actsPerDay: 8 })
  expect(played.workingDays).toBe(47)
  expect(played.mostOverdue).toBeGreaterThan(2)
  expect(played.to >= '2028-02-29').toBe(true)
})
