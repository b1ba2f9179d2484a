import type { GreyImage } from './grey-image.ts'

/** A connected piece of ink (eight neighbours): its box in pixels, ends included, and its area. */
export type Component = { left: number; top: number; right: number; bottom: number; pixels: number }

/** Dark runs of a page, row by row; the index of a run is its label. */
type Runs = { count: number; rows: Int32Array; starts: Int32Array; ends: Int32Array }

/**
 * All connected pieces darker than `threshold`. Works on the runs of each row joined by union-find,
 * in flat arrays, because a dense page has some hundred thousand runs.
 */
export function findComponents(image: GreyImage, threshold: number): Component[] {
  const runs = findRuns(image, threshold)
  const parents = joinRuns(runs)
  const components = new Map<number, Component>()
  for (let run = 0; run < runs.count; run += 1) {
    const left = runs.starts[run] ?? 0
    const right = runs.ends[run] ?? 0
    const row = runs.rows[run] ?? 0
    const root = rootOf(parents, run)
    const component = components.get(root)
    if (component === undefined) {
      components.set(root, { left, top: row, right, bottom: row, pixels: right - left + 1 })
      continue
    }
    if (left < component.left) component.left = left
    if (right > component.right) component.right = right
    component.bottom = row
    component.pixels += right - left + 1
  }
  return [...components.values()]
}

function findRuns({ data, widthPx, heightPx }: GreyImage, threshold: number): Runs {
  let runs: Runs = { count: 0, rows: new Int32Array(65_536), starts: new Int32Array(65_536), ends: new Int32Array(65_536) }
  for (let row = 0; row < heightPx; row += 1) {
    if (runs.count + widthPx > runs.rows.length) runs = enlarge(runs, widthPx)
    const from = row * widthPx
    const end = from + widthPx
    for (let at = from; at < end; at += 1) {
      if ((data[at] ?? 255) >= threshold) continue
      const start = at
      while (at < end && (data[at] ?? 255) < threshold) at += 1
      runs.rows[runs.count] = row
      runs.starts[runs.count] = start - from
      runs.ends[runs.count] = at - 1 - from
      runs.count += 1
    }
  }
  return runs
}

function enlarge(runs: Runs, spare: number): Runs {
  const length = runs.rows.length * 2 + spare
  const larger = { count: runs.count, rows: new Int32Array(length), starts: new Int32Array(length), ends: new Int32Array(length) }
  larger.rows.set(runs.rows)
  larger.starts.set(runs.starts)
  larger.ends.set(runs.ends)
  return larger
}

/** Joins each run with those of the row above that touch it, corners included. */
function joinRuns({ count, rows, starts, ends }: Runs): Int32Array {
  const parents = new Int32Array(count)
  let above = 0
  for (let run = 0; run < count; run += 1) {
    parents[run] = run
    const row = rows[run] ?? 0
    const start = (starts[run] ?? 0) - 1
    const end = (ends[run] ?? 0) + 1
    while ((rows[above] ?? row) < row - 1 || ((rows[above] ?? row) === row - 1 && (ends[above] ?? 0) < start)) above += 1
    for (let other = above; rows[other] === row - 1 && (starts[other] ?? 0) <= end; other += 1) {
      const a = rootOf(parents, other)
      const b = rootOf(parents, run)
      if (a < b) parents[b] = a
      else parents[a] = b
    }
  }
  return parents
}

function rootOf(parents: Int32Array, run: number): number {
  let root = run
  for (;;) {
    const parent = parents[root] ?? root
    if (parent === root) return root
    parents[root] = parents[parent] ?? parent
    root = parent
  }
}
