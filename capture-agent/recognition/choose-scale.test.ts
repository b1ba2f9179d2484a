import { expect, test } from 'vitest'
import { chooseScale, isLargePrint } from './choose-scale.ts'

const words = (count: number, heightPx: number) => Array.from({ length: count }, () => ({ text: 'слово', box: [0, 0, 90, heightPx] as const, confidence: 95, line: 0, paragraph: 0 }))

test.each([
  ['print of 12 points at 300 dpi', 40, 'uk', 0.65],
  ['print of 12 points at 600 dpi', 80, 'ro', 0.4],
  ['Georgian letters, which are taller', 54, 'ka', 0.65],
  ['small print stays', 27, 'en', 1],
] as const)('%s', (_, heightPx, language, scale) => expect(chooseScale(words(20, heightPx), language)).toBe(scale))

test('print of 11.5 points at 300 dpi is large, and smaller print or a few words are not', () => {
  expect([words(20, 37), words(20, 36), words(4, 60)].map(isLargePrint)).toEqual([true, false, false])
})

test('few words or no language say nothing about the size', () => {
  expect(chooseScale(words(4, 60), 'ro')).toBe(1)
  expect(chooseScale(words(20, 60), null)).toBe(1)
})
