import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { askedRows } from './asked-rows.ts'
import { findTests } from './find-tests.ts'
import { readReasons } from './read-reasons.ts'

const root = resolve(import.meta.dirname, '../..')

test('every function that was asked for has a test of its name, or a written reason', () => {
  const shown = new Set(findTests(root).flatMap((one) => one.rows))
  const reasons = readReasons(root)
  expect(askedRows.filter((row) => !shown.has(row) && !reasons.has(row))).toEqual([])
})
