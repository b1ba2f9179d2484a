import type { Decision } from './decisions.ts'

/**
 * Feed order with better scans put in the place of what they replace. `replaced` holds the images
 * that gave way. A replacement that names an image not there, or itself, is passed over.
 */
export function orderImages<T extends { image: number }>(
  images: readonly T[],
  decisions: readonly Decision[],
): { ordered: T[]; replaced: number[] } {
  const ordered = images.toSorted((a, b) => a.image - b.image)
  const replaced: number[] = []
  for (const decision of decisions) {
    if (decision.action !== 'replace' || decision.image === decision.by) continue
    const from = ordered.findIndex(({ image }) => image === decision.by)
    const better = ordered[from]
    if (better === undefined || !ordered.some(({ image }) => image === decision.image)) continue
    ordered.splice(from, 1)
    const at = ordered.findIndex(({ image }) => image === decision.image)
    ordered.splice(at, 1, better)
    replaced.push(decision.image)
  }
  return { ordered, replaced }
}
