import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findComponents } from '#agent/covers/find-components.ts'

function draw(rows: readonly string[]) {
  const data = Uint8Array.from(rows.join(''), (letter) => (letter === '#' ? 0 : 255))
  return { data, widthPx: rows[0]?.length ?? 0, heightPx: rows.length }
}

test('pieces that touch by a corner are one', () => {
  const pieces = findComponents(draw(['#..#', '.#..', '#..#']), 128)
  expect(pieces.toSorted((a, b) => b.pixels - a.pixels)).toEqual([
    { left: 0, top: 0, right: 1, bottom: 2, pixels: 3 },
    { left: 3, top: 0, right: 3, bottom: 0, pixels: 1 },
    { left: 3, top: 2, right: 3, bottom: 2, pixels: 1 },
  ])
})

test('a piece that forks and meets again is one', () => {
  expect(findComponents(draw(['#.#.#', '#.#.#', '#####']), 128)).toEqual([{ left: 0, top: 0, right: 4, bottom: 2, pixels: 11 }])
})

test('an empty page has none, a black one has one', () => {
  expect(findComponents(draw(['....', '....']), 128)).toEqual([])
  expect(findComponents(draw(['####', '####']), 128)).toEqual([{ left: 0, top: 0, right: 3, bottom: 1, pixels: 8 }])
})

/** The plain way: spread from pixel to pixel. */
function spread(cells: readonly boolean[], widthPx: number): number {
  const seen = new Set<number>()
  let pieces = 0
  for (const [first, inked] of cells.entries()) {
    if (!inked || seen.has(first)) continue
    pieces += 1
    const open = [first]
    while (open.length > 0) {
      const at = open.pop() ?? 0
      if (seen.has(at)) continue
      seen.add(at)
      for (let y = -1; y <= 1; y += 1) {
        for (let x = -1; x <= 1; x += 1) {
          const column = (at % widthPx) + x
          const next = at + y * widthPx + x
          if (column >= 0 && column < widthPx && cells[next] === true) open.push(next)
        }
      }
    }
  }
  return pieces
}

test('it finds as many pieces as spreading from pixel to pixel, and all ink', () => {
  const page = fc.integer({ min: 1, max: 12 }).chain((widthPx) =>
    fc.array(fc.array(fc.boolean(), { minLength: widthPx, maxLength: widthPx }), { minLength: 1, maxLength: 12 }))
  fc.assert(fc.property(page, (rows) => {
    const cells = rows.flat()
    const widthPx = rows[0]?.length ?? 1
    const image = { data: Uint8Array.from(cells, (inked) => (inked ? 0 : 255)), widthPx, heightPx: rows.length }
    const pieces = findComponents(image, 128)
    expect(pieces.length).toBe(spread(cells, widthPx))
    expect(pieces.reduce((sum, piece) => sum + piece.pixels, 0)).toBe(cells.filter(Boolean).length)
  }))
})
