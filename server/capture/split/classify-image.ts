import type { PageMarks } from '#contract/page-marks.ts'

/** What an image is by its own marks, before its neighbours are asked. */
export type Sight =
  /** `surelyFront`: not seen through the paper, however faint. */
  | { kind: 'cover'; id: string; contrast: number; surelyFront: boolean }
  /** The back of a cover, with the codes that shine through. */
  | { kind: 'behind'; ids: string[]; written: boolean }
  | { kind: 'doubtful'; code: 'cover-unreadable' | 'cover-codes-disagree'; ids: string[] }
  | { kind: 'blank' }
  | { kind: 'page' }

/** Codes of other makers never count: a page full of them is a page. */
export function classifyImage(marks: PageMarks): Sight {
  const ours = marks.codes.filter((code) => code.kind === 'cover')
  const ids = [...new Set(ours.map((code) => code.text))]
  const behind = marks.coverForm === 'back' || (ours.length > 0 && ours.every((code) => code.mirrored === true))
  if (behind) return { kind: 'behind', ids, written: !marks.blank }
  if (ids.length > 1) return { kind: 'doubtful', code: 'cover-codes-disagree', ids }
  const [id] = ids
  if (id !== undefined) {
    const surelyFront = marks.coverForm === 'front' || ours.some((code) => code.mirrored === false)
    return { kind: 'cover', id, contrast: Math.max(...ours.map((code) => code.contrast)), surelyFront }
  }
  if (marks.coverForm === 'front' || marks.codes.some((code) => code.kind === 'damaged')) {
    return { kind: 'doubtful', code: 'cover-unreadable', ids: [] }
  }
  return marks.blank ? { kind: 'blank' } : { kind: 'page' }
}
