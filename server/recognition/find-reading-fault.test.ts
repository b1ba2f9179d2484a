import { expect, test } from 'vitest'
import type { PageReading } from '#contract/recognition.ts'
import { limits } from '#kernel/limits.ts'
import { findReadingFault } from './find-reading-fault.ts'

const word = (text: string) => ({ text, box: [0, 0, 0.1, 0.1] as [number, number, number, number], confidence: 90, line: 0 })
const reading = (words: string[], more: Partial<PageReading> = {}): PageReading => ({
  ...{ engine: 'e', engineVersion: '1', dataSha256: '0'.repeat(64), language: 'ro', confidence: 90, turn: 0, widthPx: 200, heightPx: 280, doubtful: false },
  ...{ text: words.join(' '), words: words.map(word) },
  ...more,
})
const stored = { widthPx: 200, heightPx: 280 }

test('a reading of the page has no fault, whatever separates its words', () => {
  expect(findReadingFault(reading(['Primăria', 'Sîngerei']), stored)).toBeNull()
  expect(findReadingFault(reading(['a', 'b', 'c'], { text: 'a b\n\nc\n' }), stored)).toBeNull()
  expect(findReadingFault(reading([]), stored)).toBeNull()
})
test('a page that lies on its side is as wide as it was high', () => {
  expect(findReadingFault(reading(['a'], { turn: 90, widthPx: 280, heightPx: 200 }), stored)).toBeNull()
  expect(findReadingFault(reading(['a'], { turn: 90 }), stored)).toContain('280 × 200')
})
test('an image of another size is another page', () => {
  expect(findReadingFault(reading(['a'], { widthPx: 2480 }), stored)).toContain('of 2480 × 280 pixels, this page has 200 × 280')
  expect(findReadingFault(reading(['a'], { widthPx: 2480 }), { widthPx: null, heightPx: null })).toBeNull()
})
test('text that says something else than the words', () => {
  expect(findReadingFault(reading(['a'], { text: 'another' }), stored)).toContain('not made of the words')
  expect(findReadingFault(reading(['a', 'b'], { text: 'b a' }), stored)).toContain('not made of the words')
  expect(findReadingFault(reading([], { text: 'much' }), stored)).toContain('not made of the words')
})
test('what was cut at a limit is no fault', () => {
  const words = Array.from({ length: 2000 }, () => 'x'.repeat(150))
  expect(findReadingFault(reading(words, { text: words.join(' ').slice(0, limits.textPerPageChars) }), stored)).toBeNull()
  expect(findReadingFault(reading(['y'.repeat(200)], { text: 'y'.repeat(500) }), stored)).toBeNull()
})
