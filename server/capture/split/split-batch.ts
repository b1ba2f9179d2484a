import type { PageMarks } from '#contract/page-marks.ts'
import { classifyImage } from './classify-image.ts'
import { sheetsFit } from './count-sheets.ts'
import { canonical, decideFate, verdictsOf } from './decide-fate.ts'
import type { Decision, SetAsideReason } from './decisions.ts'
import { type ExceptionCode, type ExceptionFacts, exceptionOf, type SplitException } from './exceptions.ts'
import { findCoverBacks } from './find-cover-backs.ts'
import { gatherGroups, type Group } from './gather-groups.ts'
import { orderImages } from './order-images.ts'

/** What is known of a cover that was issued. `used`: it stands for a record of another batch. */
export type KnownCover = { used: boolean; sheets?: number | null | undefined }

export type SplitRecord = {
  /** Null when the cover sheet was not fed, or there is no cover. */
  coverImage: number | null
  cover: string | null
  /** Only of a record that a person made without a cover. */
  class?: string
  date?: string
  /** Images in feed order. */
  pages: number[]
}

export type Split = {
  records: SplitRecord[]
  setAside: { image: number; reason: SetAsideReason }[]
  exceptions: SplitException[]
}

/**
 * Decides where records begin and end. Pure, so that it can be run again with every new decision of
 * a person and gives the same split for the same input. It never guesses: what it cannot tell is an
 * exception that holds back its own record only. Every image is in exactly one place: page of a
 * record, set aside, or in an exception. `openedFor`: the cover for which the batch was opened by hand.
 */
export function splitBatch(
  images: readonly { image: number; marks: PageMarks }[],
  known: (coverId: string) => KnownCover | null,
  decisions: readonly Decision[],
  openedFor: string | null = null,
): Split {
  const { ordered, replaced } = orderImages(images, decisions)
  const sighted = ordered.map(({ image, marks }) => ({ image, sight: classifyImage(marks), blank: marks.blank }))
  const verdicts = verdictsOf(decisions)
  const fates = findCoverBacks(sighted).map(({ image, sight }) => ({ image, fate: decideFate(sight, verdicts.get(image)) }))
  const { groups, made, setAside } = gatherGroups(fates, openedFor)
  const position = new Map(ordered.map(({ image }, index) => [image, index]))
  const inFeedOrder = (pages: readonly number[]) =>
    pages.toSorted((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0))

  const split: Split = { records: [], setAside, exceptions: [] }
  for (const image of replaced) setAside.push({ image, reason: 'rescanned' })
  const accepted = new Set(decisions.flatMap((decision) => (decision.action === 'accept-count' ? [canonical(decision.cover)] : [])))
  for (const group of groups) judge({ ...group, pages: inFeedOrder(group.pages) }, { groups, known, accepted }, split)
  for (const [decision, pages] of made) split.records.push(madeRecord(decision, inFeedOrder(pages)))
  setAside.sort((a, b) => a.image - b.image)
  split.exceptions.sort((a, b) => a.image - b.image)
  return split
}

type Surroundings = {
  groups: readonly Group[]
  known: (coverId: string) => KnownCover | null
  accepted: ReadonlySet<string>
}

/** Makes a record of the group, or an exception that holds everything of it. */
function judge(group: Group, surroundings: Surroundings, split: Split): void {
  const fault = faultOf(group, surroundings)
  if (fault !== null) {
    const held = [group.coverImage, ...group.writtenBacks, ...group.pages].filter((image) => image !== null)
    const image = fault.lookAt ?? held[0]
    if (image === undefined) return
    split.exceptions.push(exceptionOf(fault.code, { ...fault.facts, image, images: held.filter((other) => other !== image) }))
    return
  }
  const cover = group.head.kind === 'cover' ? group.head.id : null
  if (group.coverImage !== null) split.setAside.push({ image: group.coverImage, reason: 'cover' })
  split.records.push({ coverImage: group.coverImage, cover, pages: group.pages })
}

type Fault = { code: ExceptionCode; lookAt?: number; facts: Omit<ExceptionFacts, 'image' | 'images'> }

function faultOf(group: Group, { groups, known, accepted }: Surroundings): Fault | null {
  const { head } = group
  if (head.kind === 'none') return { code: 'no-cover', facts: {} }
  if (head.kind === 'doubtful') return { code: head.code, facts: { otherCovers: head.ids } }
  const cover = head.id
  const same = groups.filter((other) => other.head.kind === 'cover' && other.head.id === cover)
  const otherImages = same.flatMap(({ coverImage }) => (coverImage === null ? [] : [coverImage]))
  const issued = known(cover)
  if (issued === null) return { code: 'cover-unknown', facts: { cover } }
  if (issued.used) return { code: 'cover-used', facts: { cover } }
  if (same.length > 1) return { code: 'cover-repeated', facts: { cover, otherImages } }
  const [writtenBack] = group.writtenBacks
  if (writtenBack !== undefined) return { code: 'cover-back-written', lookAt: writtenBack, facts: { cover } }
  if (group.pages.length === 0) return { code: 'cover-empty', facts: { cover } }
  const expectedSheets = issued.sheets ?? null
  const fed = { ...group, coverFed: group.coverImage !== null, pages: group.pages.length }
  if (expectedSheets === null || accepted.has(cover) || sheetsFit(expectedSheets, fed)) return null
  return { code: 'sheet-count', facts: { cover, expectedSheets, pages: fed.pages, blanks: fed.blanks } }
}

function madeRecord(decision: { class?: string | undefined; date?: string | undefined }, pages: number[]): SplitRecord {
  return {
    coverImage: null,
    cover: null,
    ...(decision.class === undefined ? {} : { class: decision.class }),
    ...(decision.date === undefined ? {} : { date: decision.date }),
    pages,
  }
}
