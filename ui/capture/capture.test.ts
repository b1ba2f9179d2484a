import { describe, expect, test } from 'vitest'
import type { BatchReport } from '#contract/capture.ts'
import { reconnectPauseMs } from '../api/watch-batch.ts'
import { countFates, doneShare } from './count-fates.ts'
import { coverOf } from './find-cover.ts'
import { readOrder } from './read-order.ts'

const exception = { code: 'no-cover', image: 5, images: [5, 6], detail: '', actions: [] }
const report: BatchReport = {
  batch: 'b',
  state: 'exceptions',
  step: 'done',
  openedAt: '2026-11-22T09:10:00Z',
  stationName: null,
  fed: 8,
  archived: 3,
  setAside: [{ image: 1, reason: 'cover' }],
  records: [{ id: 'r', cover: 'OPIS-7K3M9-QX24T', class: null, pages: [2, 3, 4], language: null, title: '', state: '' }],
  exceptions: [exception],
  rejected: [],
  searchable: false,
  seconds: { feed: 0, upload: 0, recognise: 0, index: 0, total: 0 },
}

describe('countFates', () => {
  test('every image fed is in one place', () => {
    expect(countFates(report)).toEqual({ fed: 8, archived: 3, setAside: 1, exceptions: 2, working: 2 })
  })

  test('an image that has its place already is not counted as waiting', () => {
    expect(countFates({ ...report, exceptions: [{ ...exception, image: 1, images: [5] }] }).exceptions).toBe(1)
  })

  test('nothing fed is nothing done', () => {
    expect(doneShare({ fed: 0, archived: 0, setAside: 0, exceptions: 0, working: 0 })).toBe(0)
  })
})

describe('coverOf', () => {
  test.each([
    ['of the record that holds the image', { ...exception, image: 2, images: [] }, 'OPIS-7K3M9-QX24T'],
    ['that it names', { ...exception, facts: { cover: 'OPIS-4H2WB-8M0ZC' } }, 'OPIS-4H2WB-8M0ZC'],
    ['none', exception, null],
  ])('%s', (_what, one, cover) => {
    expect(coverOf(one, report.records)).toBe(cover)
  })
})

test('empty fields of a cover order are left out', () => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ count: '3', class: '', file: ' 02-14 ', sheets: '', date: '2019', language: 'uk' })) form.set(name, value)
  expect(readOrder(form)).toEqual({ count: 3, file: '02-14', date: '2019', language: 'uk' })
})

test('pauses between attempts grow up to a ceiling', () => {
  expect([0, 1, 2, 10].map(reconnectPauseMs)).toEqual([1_000, 2_000, 4_000, 15_000])
})
