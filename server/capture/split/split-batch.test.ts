import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PageCode, PageMarks } from '#contract/page-marks.ts'
import { newCoverId } from '#kernel/cover-id.ts'
import type { Decision } from './decisions.ts'
import { exceptionCodes } from '#contract/capture.ts'
import { type KnownCover, type Split, splitBatch } from './split-batch.ts'

const [A, B, C, used, unknown] = [1, 2, 3, 4, 5].map((seed) => newCoverId((count) => new Uint8Array(count).fill(seed))) as
  [string, string, string, string, string]

function code(text: string, more: Partial<PageCode> = {}): PageCode {
  return { format: 'qr', text, kind: 'cover', contrast: 0.95, mirrored: null, box: [0.1, 0.1, 0.2, 0.2], ...more }
}

function marks(more: Partial<PageMarks> = {}): PageMarks {
  return { widthPx: 2480, heightPx: 3508, codes: [], coverForm: 'none', blank: false, inkShare: 0.05, components: 900, ...more }
}

const page = marks()
const blank = marks({ blank: true, inkShare: 0, components: 0 })
const foreign = marks({ codes: [code('5901234123457', { kind: 'foreign' }), code('https://example.org', { kind: 'foreign' })] })
const unreadable = marks({ coverForm: 'front' })
const damaged = marks({ codes: [code('OPIS-7K3M9-QX24Z', { kind: 'damaged' })] })
const torn = marks({ codes: [code('OPIS-7K3M9-QX24Z', { kind: 'damaged', format: 'code128' }), code(A)] })
const cover = (id: string) => marks({ coverForm: 'front', codes: [code(id, { mirrored: false }), code(id, { format: 'code128', mirrored: false })] })
const bare = (id: string, contrast = 0.9) => marks({ codes: [code(id, { format: 'code128', contrast })] })
const back = (id: string, more: Partial<PageMarks> = {}) =>
  marks({ blank: true, coverForm: 'back', codes: [code(id, { contrast: 0.2, mirrored: true })], ...more })
/** Only the Code 128 shines through, and nothing says that it is mirrored. */
const faintBack = (id: string) => marks({ blank: true, codes: [code(id, { format: 'code128', contrast: 0.15 })] })
const twoCovers = marks({ codes: [code(A), code(B, { format: 'code128' })] })

function knowing(sheets: Record<string, number> = {}): (id: string) => KnownCover | null {
  return (id) => {
    if (id === used) return { used: true }
    return [A, B, C].includes(id) ? { used: false, sheets: sheets[id] ?? null } : null
  }
}

function split(pile: readonly PageMarks[], options: { sheets?: Record<string, number>; decisions?: Decision[] } = {}): Split {
  const images = pile.map((one, index) => ({ image: index + 1, marks: one }))
  return splitBatch(images, knowing(options.sheets), options.decisions ?? [])
}

/** Records as `cover: pages`, images set aside by reason, exceptions as `code: images`. */
function brief({ records, setAside, exceptions }: Split) {
  return {
    records: records.map((record) => `${record.cover ?? record.class ?? 'none'}: ${record.pages.join(' ')}`),
    setAside: setAside.map(({ image, reason }) => `${image} ${reason}`),
    exceptions: exceptions.map((one) => `${one.code}: ${[one.image, ...one.images].join(' ')}`),
  }
}

describe('what needs nobody', () => {
  const cases: [string, PageMarks[], string[], string[]][] = [
    ['a cover starts a record', [cover(A), page, page, cover(B), page], [`${A}: 2 3`, `${B}: 5`], ['1 cover', '4 cover']],
    ['codes of other makers are content', [cover(A), foreign, page, foreign], [`${A}: 2 3 4`], ['1 cover']],
    ['one readable code is enough', [bare(A), page], [`${A}: 2`], ['1 cover']],
    ['a valid id beside a misread one is enough', [torn, page], [`${A}: 2`], ['1 cover']],
    ['blank pages are set aside', [cover(A), page, blank, page], [`${A}: 2 4`], ['1 cover', '3 blank']],
    ['the back of a cover is no cover', [cover(A), back(A), page, blank, cover(B), back(B), page, blank], [`${A}: 3`, `${B}: 7`], ['1 cover', '2 blank', '4 blank', '5 cover', '6 blank', '8 blank']],
    ['nor before its front', [back(A), cover(A), page, back(B), cover(B), page], [`${A}: 3`, `${B}: 6`], ['1 blank', '2 cover', '4 blank', '5 cover']],
    ['nor when only one faint code tells', [bare(A), faintBack(A), page, faintBack(B), bare(B), page], [`${A}: 3`, `${B}: 6`], ['1 cover', '2 blank', '4 blank', '5 cover']],
    ['a back without any readable code', [cover(A), back(A, { codes: [] }), page], [`${A}: 3`], ['1 cover', '2 blank']],
    ['an empty batch', [], [], []],
    ['nothing but blank pages', [blank, blank], [], ['1 blank', '2 blank']],
  ]
  test.each(cases)('%s', (_, pile, records, setAside) => {
    expect(brief(split(pile))).toEqual({ records, setAside, exceptions: [] })
  })
})

describe('what a person must decide', () => {
  const ok = [cover(C), page]
  const cases: [string, PageMarks[], string[], Record<string, number>?][] = [
    ['a batch with no cover', [page, page], ['no-cover: 1 2']],
    ['pages before the first cover', [page, blank, page, ...ok], ['no-cover: 1 3']],
    ['a cover by its form, not readable', [unreadable, page, page, ...ok], ['cover-unreadable: 1 2 3']],
    ['an id of ours whose check fails', [damaged, page, ...ok], ['cover-unreadable: 1 2']],
    ['two codes that disagree', [twoCovers, page, ...ok], ['cover-codes-disagree: 1 2']],
    ['an id that was not issued', [cover(unknown), page, ...ok], ['cover-unknown: 1 2']],
    ['a cover of another batch', [cover(used), page, ...ok], ['cover-used: 1 2']],
    ['a cover twice', [cover(A), page, cover(B), page, cover(A), page], ['cover-repeated: 1 2', 'cover-repeated: 5 6']],
    ['a copy of a cover right behind it', [cover(A), cover(A), page, ...ok], ['cover-repeated: 1', 'cover-repeated: 2 3']],
    ['a faint copy is still a copy', [cover(A), marks({ ...cover(A), codes: [code(A, { contrast: 0.2, mirrored: false })] }), page], ['cover-repeated: 1', 'cover-repeated: 2 3']],
    ['a cover with nothing behind it', [cover(A), ...ok], ['cover-empty: 1']],
    ['a cover with nothing but blanks behind it', [cover(A), back(A), blank, ...ok], ['cover-empty: 1']],
    ['a cover seen from behind only', [back(A), page, ...ok], ['cover-from-behind: 1 2']],
    ['the back of another cover', [cover(B), page, back(A), page], ['cover-from-behind: 3 4']],
    ['writing on the back of a cover', [cover(A), back(A, { blank: false }), page, ...ok], ['cover-back-written: 2 1 3']],
    ['one sheet too few', [cover(A), page, ...ok], ['sheet-count: 1 2'], { [A]: 2 }],
    ['one sheet too many', [cover(A), page, page, page, ...ok], ['sheet-count: 1 2 3 4'], { [A]: 2 }],
    ['both sides scanned, a sheet missing', [cover(A), back(A), page, page, page, blank], ['sheet-count: 1 3 4 5'], { [A]: 3 }],
  ]
  test.each(cases)('%s', (_, pile, exceptions, sheets = {}) => {
    const result = split(pile, { sheets })
    expect(brief(result).exceptions).toEqual(exceptions)
    expect(accounted(result)).toEqual(pile.map((_one, index) => index + 1))
  })
  test('holds back its own record only', () => {
    const pile = [page, cover(A), page, unreadable, page, cover(B), page, cover(unknown), page, cover(C), page]
    expect(brief(split(pile)).records).toEqual([`${A}: 3`, `${B}: 7`, `${C}: 11`])
  })
  test('every case has a sentence, and answers', () => {
    const seen = cases.flatMap(([, pile, , sheets = {}]) => split(pile, { sheets }).exceptions)
    expect(new Set(seen.map((one) => one.code))).toEqual(new Set(exceptionCodes))
    for (const one of seen) {
      expect(one.detail).toMatch(/^[A-Z].+: .+\.$/u)
      expect(one.actions.length).toBeGreaterThan(0)
    }
  })
})

describe('the number of sheets', () => {
  const cases: [string, PageMarks[], number][] = [
    ['one side', [page, page], 2],
    ['a blank sheet counted', [page, blank, page], 3],
    ['a blank sheet not counted', [page, blank, page], 2],
    ['both sides, back of the cover seen', [back(A), page, blank, page, page], 2],
    ['both sides, back of the cover blank', [blank, page, blank, page, page], 2],
    ['a blank sheet right behind the cover', [blank, page, page], 3],
  ]
  test.each(cases)('%s fits', (_, behind, sheets) => {
    expect(split([cover(A), ...behind], { sheets: { [A]: sheets } }).exceptions).toEqual([])
  })
})

describe('decisions', () => {
  const cases: [string, PageMarks[], Decision[], ReturnType<typeof brief>][] = [
    ['pages go to a cover that was not fed', [page, page], [{ action: 'assign', images: [1, 2], cover: A.toLowerCase() }],
      { records: [`${A}: 1 2`], setAside: [], exceptions: [] }],
    ['pages go to a cover of the batch', [page, cover(A), page], [{ action: 'assign', images: [1], cover: A }],
      { records: [`${A}: 1 3`], setAside: ['2 cover'], exceptions: [] }],
    ['an unreadable cover with its pages', [unreadable, page, page], [{ action: 'assign', images: [1, 2, 3], cover: A }],
      { records: [`${A}: 2 3`], setAside: ['1 cover'], exceptions: [] }],
    ['a cover that a person mistyped', [page], [{ action: 'assign', images: [1], cover: 'OPIS-1' }],
      { records: [], setAside: [], exceptions: ['cover-unknown: 1'] }],
    ['a repeated cover whose pages belong to the first', [cover(A), page, cover(B), page, cover(A), page],
      [{ action: 'assign', images: [5, 6], cover: A }],
      { records: [`${A}: 2 6`, `${B}: 4`], setAside: ['1 cover', '3 cover', '5 cover'], exceptions: [] }],
    ['a record without a cover', [page, page], [{ action: 'make-record', images: [1, 2], class: 'petitions' }],
      { records: ['petitions: 1 2'], setAside: [], exceptions: [] }],
    ['pages behind a cover set aside have none', [cover(B), page, unreadable, page],
      [{ action: 'set-aside', images: [3], reason: 'cover' }],
      { records: [`${B}: 2`], setAside: ['1 cover', '3 cover'], exceptions: ['no-cover: 4'] }],
    ['no cover after all', [cover(B), page, damaged, page], [{ action: 'take-as-page', images: [3] }],
      { records: [`${B}: 2 3 4`], setAside: ['1 cover'], exceptions: [] }],
    ['not blank after all', [cover(B), blank], [{ action: 'take-as-page', images: [2] }],
      { records: [`${B}: 2`], setAside: ['1 cover'], exceptions: [] }],
    ['blank after all', [cover(B), page, page], [{ action: 'set-aside', images: [3], reason: 'blank' }],
      { records: [`${B}: 2`], setAside: ['1 cover', '3 blank'], exceptions: [] }],
    ['writing on the back is a page, fed after', [cover(B), back(B, { blank: false }), page], [{ action: 'take-as-page', images: [2] }],
      { records: [`${B}: 2 3`], setAside: ['1 cover'], exceptions: [] }],
    ['writing on the back is a page, fed before', [cover(A), page, back(B, { blank: false }), cover(B), page], [{ action: 'take-as-page', images: [3] }],
      { records: [`${A}: 2`, `${B}: 3 5`], setAside: ['1 cover', '4 cover'], exceptions: [] }],
    ['a better scan takes the place', [cover(B), page, page, page], [{ action: 'replace', image: 2, by: 4 }],
      { records: [`${B}: 4 3`], setAside: ['1 cover', '2 rescanned'], exceptions: [] }],
    ['a better scan of the cover', [unreadable, page, page, cover(A)], [{ action: 'replace', image: 1, by: 4 }],
      { records: [`${A}: 2 3`], setAside: ['1 rescanned', '4 cover'], exceptions: [] }],
    ['the later decision holds', [page],
      [{ action: 'set-aside', images: [1], reason: 'rejected' }, { action: 'make-record', images: [1], class: 'acts' }],
      { records: ['acts: 1'], setAside: [], exceptions: [] }],
    ['images that do not exist change nothing', [cover(A), page],
      [{ action: 'set-aside', images: [9], reason: 'blank' }, { action: 'replace', image: 2, by: 9 }, { action: 'replace', image: 2, by: 2 }],
      { records: [`${A}: 2`], setAside: ['1 cover'], exceptions: [] }],
  ]
  test.each(cases)('%s', (_, pile, decisions, expected) => {
    expect(brief(split(pile, { decisions }))).toEqual(expected)
  })
  test('a count is accepted', () => {
    const decisions: Decision[] = [{ action: 'accept-count', cover: A }]
    expect(brief(split([cover(A), page], { sheets: { [A]: 5 }, decisions })).records).toEqual([`${A}: 2`])
  })
})

function accounted({ records, setAside, exceptions }: Split): number[] {
  return [
    ...records.flatMap((record) => record.pages),
    ...setAside.map(({ image }) => image),
    ...exceptions.flatMap((one) => [one.image, ...one.images]),
  ].toSorted((a, b) => a - b)
}

describe('whatever is fed and decided', () => {
  const anyId = fc.constantFrom(A, B, C, used, unknown)
  const anyMarks = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(page, blank, foreign, unreadable, damaged, torn, twoCovers) },
    { weight: 4, arbitrary: anyId.map(cover) },
    { weight: 3, arbitrary: fc.tuple(anyId, fc.boolean()).map(([id, isBlank]) => back(id, { blank: isBlank })) },
    { weight: 2, arbitrary: anyId.map(faintBack) },
  )
  const image = fc.integer({ min: 0, max: 14 })
  const some = fc.array(image, { maxLength: 5 })
  const anyDecision: fc.Arbitrary<Decision> = fc.oneof(
    fc.record({ action: fc.constant('assign'), images: some, cover: fc.oneof(anyId, fc.constant('nonsense')) }),
    fc.record({ action: fc.constant('make-record'), images: some }),
    fc.record({ action: fc.constant('set-aside'), images: some, reason: fc.constantFrom('cover', 'separator', 'blank', 'rejected', 'rescanned') }),
    fc.record({ action: fc.constant('accept-count'), cover: anyId }),
    fc.record({ action: fc.constant('take-as-page'), images: some }),
    fc.record({ action: fc.constant('replace'), image, by: image }),
  )
  test('fed = pages + set aside + in exceptions, each image once', () => {
    fc.assert(fc.property(fc.array(anyMarks, { maxLength: 12 }), fc.array(anyDecision, { maxLength: 6 }), (pile, decisions) => {
      const result = split(pile, { decisions, sheets: { [A]: 1, [B]: 3 } })
      expect(accounted(result)).toEqual(pile.map((_, index) => index + 1))
      expect(split(pile, { decisions, sheets: { [A]: 1, [B]: 3 } })).toEqual(result)
      for (const record of result.records) expect(record.pages.length).toBeGreaterThan(0)
    }), { numRuns: 2000 })
  })
  test('no cover stands for two records, none for a used or unknown one', () => {
    fc.assert(fc.property(fc.array(anyMarks, { maxLength: 12 }), fc.array(anyDecision, { maxLength: 6 }), (pile, decisions) => {
      const covers = split(pile, { decisions }).records.flatMap((record) => (record.cover === null ? [] : [record.cover]))
      expect(new Set(covers).size).toBe(covers.length)
      expect(covers.every((id) => [A, B, C].includes(id))).toBe(true)
    }), { numRuns: 1000 })
  })
})
