import type { SetAsideReason } from './decisions.ts'
import type { Fate, Head, MakeRecord } from './decide-fate.ts'

/** A cover sheet, or what may be one, and what lies behind it. */
export type Group = {
  head: Head
  /** Image of the cover sheet; null when there is none in the batch. */
  coverImage: number | null
  pages: number[]
  blanks: number
  /** The first image behind the cover is blank. */
  blankFirst: boolean
  coverBackSeen: boolean
  /** Backs of the cover on which something is written that nobody has decided on: one at most on real paper. */
  writtenBacks: number[]
}

export type Gathered = {
  groups: Group[]
  /** Records that a person put together without a cover, in the order of their first page. */
  made: Map<MakeRecord, number[]>
  setAside: { image: number; reason: SetAsideReason }[]
}

/**
 * Puts every image, in feed order, into a group, into a made record or aside: exactly one of them. Images
 * before the first cover sheet belong to `openedFor`, the cover for which the batch was opened by hand.
 */
export function gatherGroups(fates: readonly { image: number; fate: Fate }[], openedFor: string | null): Gathered {
  const first: Head = openedFor === null ? { kind: 'none' } : { kind: 'cover', id: openedFor }
  const gathered: Gathered = { groups: [emptyGroup(first, null)], made: new Map(), setAside: [] }
  const assigned = new Map<string, number[]>()
  for (const { image, fate } of fates) {
    const group = gathered.groups.at(-1)
    if (group === undefined || fate.kind === 'back' || fate.kind === 'page-on-back') continue
    if (fate.kind === 'head') gathered.groups.push(emptyGroup(fate.head, image))
    else if (fate.kind === 'aside' && fate.endsRecord) gathered.groups.push(emptyGroup({ kind: 'none' }, null))
    if (fate.kind === 'page') group.pages.push(image)
    else if (fate.kind === 'blank') countBlank(group)
    else if (fate.kind === 'assigned') append(assigned, fate.cover, image)
    else if (fate.kind === 'made') append(gathered.made, fate.decision, image)
    if (fate.kind === 'aside') gathered.setAside.push({ image, reason: fate.reason })
    if (fate.kind === 'blank') gathered.setAside.push({ image, reason: 'blank' })
  }
  if (openedFor !== null) dropIfFedToo(gathered, openedFor)
  for (const { image, fate } of fates) placeBack(gathered, image, fate)
  for (const [id, pages] of assigned) groupOfCover(gathered, id).pages.push(...pages)
  return gathered
}

/** The cover that was scanned by hand lies on the pile as well: with nothing before it the sheet stands for both. */
function dropIfFedToo(gathered: Gathered, openedFor: string): void {
  const [first, ...fed] = gathered.groups
  if (first?.pages.length === 0 && fed.some(({ head }) => head.kind === 'cover' && head.id === openedFor)) gathered.groups = fed
}

/** A back belongs to its cover, whether it was fed before or after it. */
function placeBack(gathered: Gathered, image: number, fate: Fate): void {
  if (fate.kind !== 'back' && fate.kind !== 'page-on-back') return
  const group = gathered.groups.find(({ coverImage }) => coverImage === fate.of)
  if (group !== undefined) group.coverBackSeen = true
  if (fate.kind === 'back' && !fate.written) {
    gathered.setAside.push({ image, reason: 'blank' })
    return
  }
  if (group === undefined) gathered.groups.push({ ...emptyGroup({ kind: 'none' }, null), pages: [image] })
  else if (fate.kind === 'back') group.writtenBacks.push(image)
  else group.pages.unshift(image)
}

function countBlank(group: Group): void {
  if (group.pages.length + group.blanks === 0) group.blankFirst = true
  group.blanks += 1
}

/** The group of a cover that was fed, or a new one for a cover that a person named. */
function groupOfCover(gathered: Gathered, id: string): Group {
  const fed = gathered.groups.find(({ head }) => head.kind === 'cover' && head.id === id)
  if (fed !== undefined) return fed
  const named = emptyGroup({ kind: 'cover', id }, null)
  gathered.groups.push(named)
  return named
}

function append<K>(lists: Map<K, number[]>, key: K, image: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [image])
  else list.push(image)
}

function emptyGroup(head: Head, coverImage: number | null): Group {
  return { head, coverImage, pages: [], blanks: 0, blankFirst: false, coverBackSeen: false, writtenBacks: [] }
}
