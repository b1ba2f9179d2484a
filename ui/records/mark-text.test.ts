import { expect, test } from 'vitest'
import { alignWords } from './align-words.ts'
import { markText } from './mark-text.ts'

test('marks hits and the current one', () => {
  const hits = [{ start: 0, end: 1 }, { start: 4, end: 6 }]
  expect(markText('a b cd', hits, hits[1] ?? null)).toEqual([
    { text: 'a', marked: true, current: false },
    { text: ' b ', marked: false, current: false },
    { text: 'cd', marked: true, current: true },
  ])
})

test('overlapping hits never repeat a letter', () => {
  const parts = markText('abcd', [{ start: 0, end: 3 }, { start: 1, end: 2 }, { start: 2, end: 4 }], null)
  expect(parts.map(({ text }) => text).join('')).toBe('abcd')
})

test('a word that is not in the text is passed over', () => {
  expect(alignWords('ab cd ab', [{ text: 'ab' }, { text: 'zz' }, { text: 'ab' }])).toEqual([{ start: 0, end: 2 }, null, { start: 6, end: 8 }])
})
