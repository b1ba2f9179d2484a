import { describe, expect, test } from 'vitest'
import type { PageMarks } from '#contract/page-marks.ts'
import { newCoverId } from '#kernel/cover-id.ts'
import type { Decision } from './decisions.ts'
import { splitBatch } from './split-batch.ts'

const [A, B] = [1, 2].map((seed) => newCoverId((count) => new Uint8Array(count).fill(seed))) as [string, string]
const page: PageMarks = { widthPx: 2480, heightPx: 3508, codes: [], coverForm: 'none', blank: false, inkShare: 0.05, components: 900 }
const blank: PageMarks = { ...page, blank: true, inkShare: 0, components: 0 }
const cover = (id: string): PageMarks => ({ ...page, coverForm: 'front', codes: [{ format: 'qr', text: id, kind: 'cover', contrast: 0.95, mirrored: false, box: [0, 0, 1, 1] }] })

/** The split of a pile in a batch opened for cover A, in short. */
function split(pile: PageMarks[], more: { used?: boolean; sheets?: number; decisions?: Decision[] } = {}) {
  const images = pile.map((marks, index) => ({ image: index + 1, marks }))
  const known = (id: string) => ({ used: id === A && more.used === true, sheets: id === A ? (more.sheets ?? null) : null })
  const { records, setAside, exceptions } = splitBatch(images, known, more.decisions ?? [], A)
  return {
    records: records.map((record) => `${record.cover === A ? 'A' : 'B'}: ${record.pages.join(' ')}`),
    setAside: setAside.map(({ image, reason }) => `${image} ${reason}`),
    exceptions: exceptions.map((one) => `${one.code}: ${[one.image, ...one.images].join(' ')}`),
  }
}

describe('a batch opened by hand for a cover', () => {
  test.each<[string, PageMarks[], ReturnType<typeof split>]>([
    ['takes pages with no cover sheet before them', [page, blank, page], { records: ['A: 1 3'], setAside: ['2 blank'], exceptions: [] }],
    ['ends where a cover sheet lies', [page, cover(B), page, page], { records: ['A: 1', 'B: 3 4'], setAside: ['2 cover'], exceptions: [] }],
    ['is nothing more where the same sheet lies on the pile', [cover(A), page, page], { records: ['A: 2 3'], setAside: ['1 cover'], exceptions: [] }],
    ['also behind a blank', [blank, cover(A), page], { records: ['A: 3'], setAside: ['1 blank', '2 cover'], exceptions: [] }],
    ['stays unused where another sheet lies first', [cover(B), page], { records: ['B: 2'], setAside: ['1 cover'], exceptions: [] }],
    ['does not guess when its sheet comes in the middle', [page, cover(A), page], { records: [], setAside: [], exceptions: ['cover-repeated: 1', 'cover-repeated: 2 3'] }],
    ['of which nothing was fed is empty', [], { records: [], setAside: [], exceptions: [] }],
  ])('%s', (_, pile, expected) => {
    expect(split(pile)).toEqual(expected)
  })

  test('whose cover was used meanwhile waits for a person', () => {
    expect(split([page, page], { used: true })).toEqual({ records: [], setAside: [], exceptions: ['cover-used: 1 2'] })
    expect(split([page, page], { used: true, decisions: [{ action: 'make-record', images: [1, 2] }] }).exceptions).toEqual([])
  })

  test.each([
    ['one side scanned', [page, page], 2, []],
    ['both sides scanned', [page, page, page, blank], 2, []],
    ['a sheet missing', [page], 2, ['sheet-count: 1']],
    ['a sheet too many', [page, page, page], 2, ['sheet-count: 1 2 3']],
  ])('compares the number of sheets: %s', (_, pile, sheets, exceptions) => {
    expect(split(pile, { sheets }).exceptions).toEqual(exceptions)
  })
})
