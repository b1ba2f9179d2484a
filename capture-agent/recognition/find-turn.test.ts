import { describe, expect, test } from 'vitest'
import type { Ink } from './find-ink.ts'
import { transpose } from './find-ink.ts'
import { findTextWindows } from './find-text-window.ts'
import { chooseTurn, findLineDirection, isConvincing, turnsToTry } from './find-turn.ts'
import type { Look } from './find-turn.ts'

/** Stripes of short strokes, as print looks from afar: lines of 6 pixels every 16. */
function stripes(widthPx: number, heightPx: number, lines: number): Ink {
  const marks = new Uint8Array(widthPx * heightPx)
  for (let line = 0; line < lines; line++) {
    for (let y = 40 + line * 16; y < 46 + line * 16; y++) {
      for (let x = 60; x < widthPx - 60; x++) marks[y * widthPx + x] = (x * 7 + line) % 5 < 2 ? 1 : 0
    }
  }
  return { marks, widthPx, heightPx }
}

const look = (turn: Look['turn'], confidence: number, text = 'consiliul orășenesc a hotărât'): Look => ({
  turn,
  words: text.split(' ').map((word) => ({ text: word, confidence })),
})

describe('finding how a page lies', () => {
  test('lines along rows and columns are told apart', () => {
    expect(findLineDirection(stripes(620, 880, 40))).toBe('rows')
    expect(findLineDirection(transpose(stripes(620, 880, 40)))).toBe('columns')
    expect(findLineDirection(stripes(620, 880, 2))).toBe('rows')
  })

  test('an empty page has no direction and nothing to look at', () => {
    const blank = stripes(620, 880, 0)
    expect(findLineDirection(blank)).toBe('unsure')
    expect(findTextWindows(blank, 3508)).toEqual([])
  })

  test('the window lies on the print', () => {
    const [window] = findTextWindows(stripes(620, 880, 5), 3508)
    expect(window?.y).toBeLessThan(0.1)
    expect(window?.width).toBeGreaterThan(0.3)
  })

  test('the turn along the lines is tried first', () => {
    expect(turnsToTry('rows').slice(0, 2)).toEqual([0, 180])
    expect(turnsToTry('columns').slice(0, 2)).toEqual([90, 270])
  })

  test('a few letters convince nobody, whatever their confidence', () => {
    expect(isConvincing(look(0, 95, 'nr 7'))).toBe(false)
    expect(isConvincing(look(0, 90))).toBe(true)
    expect(isConvincing(look(180, 55))).toBe(false)
  })

  test('poor print is turned when one turn is clearly better', () => {
    expect(chooseTurn([look(0, 30), look(180, 64)])).toMatchObject({ look: { turn: 180 }, sure: true })
  })

  test('what reads badly at every turn stays as it lies', () => {
    expect(chooseTurn([look(90, 42), look(0, 35), look(180, 40)])).toMatchObject({ look: { turn: 0 }, sure: false })
    expect(chooseTurn([])).toEqual({ look: null, sure: false })
  })
})
