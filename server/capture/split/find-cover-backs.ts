import type { Sight } from './classify-image.ts'

/** Fainter than this share of the front's contrast, the same code is seen through the paper. */
const faintShare = 0.6

/** An image and what its neighbours made of it: `back` is the back of the cover on image `of`. */
export type Seen = { image: number; sight: Sight | { kind: 'back'; of: number; written: boolean } }

/**
 * Finds the backs of covers among their neighbours: next to the front (before it when the sheet was
 * fed the other way round) and with the same code shining through, or none.
 */
export function findCoverBacks(images: readonly { image: number; sight: Sight; blank: boolean }[]): Seen[] {
  const faded = images.map((one, index) => {
    const beside = [images[index - 1], images[index + 1]]
    if (!beside.some((other) => other !== undefined && shinesThrough(one.sight, other.sight))) return one
    const ids = one.sight.kind === 'cover' ? [one.sight.id] : []
    return { ...one, sight: { kind: 'behind', ids, written: !one.blank } satisfies Sight }
  })
  return faded.map(({ image, sight }, index) => {
    if (sight.kind !== 'behind') return { image, sight }
    const front = [faded[index - 1], faded[index + 1]].find((other) => other !== undefined && isFrontOf(other.sight, sight.ids))
    return { image, sight: front === undefined ? sight : { kind: 'back', of: front.image, written: sight.written } }
  })
}

function shinesThrough(sight: Sight, front: Sight): boolean {
  if (sight.kind !== 'cover' || sight.surelyFront || front.kind !== 'cover') return false
  return sight.id === front.id && sight.contrast <= front.contrast * faintShare
}

function isFrontOf(sight: Sight, ids: readonly string[]): boolean {
  if (sight.kind === 'cover') return ids.length === 0 || (ids.length === 1 && ids[0] === sight.id)
  return sight.kind === 'doubtful'
}
