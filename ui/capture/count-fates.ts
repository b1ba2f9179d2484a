import type { BatchReport } from '#contract/capture.ts'

/** Where the images of a batch are; `working` is what has been fed and not decided yet. */
export type Fates = { fed: number; archived: number; setAside: number; exceptions: number; working: number }

/** Counts the images of a report. Every image fed is in exactly one of the other four. */
export function countFates(report: BatchReport): Fates {
  const { fed, archived } = report
  const setAside = report.setAside.length
  const exceptions = heldBack(report).size
  return { fed, archived, setAside, exceptions, working: Math.max(0, fed - archived - setAside - exceptions) }
}

/** The images that wait for a person, each once, less those that have a place already. */
function heldBack(report: BatchReport): ReadonlySet<number> {
  const placed = new Set([...report.setAside.map(({ image }) => image), ...report.records.flatMap(({ pages }) => pages)])
  const held = report.exceptions.flatMap(({ image, images }) => [image, ...images])
  return new Set(held.filter((image) => !placed.has(image)))
}

/** Share of the fed images that have found their place, from 0 to 1. */
export function doneShare(fates: Fates): number {
  return fates.fed === 0 ? 0 : (fates.archived + fates.setAside) / fates.fed
}
