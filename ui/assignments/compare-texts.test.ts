import { expect, test } from 'vitest'
import { compareTexts } from './compare-texts.ts'

const told = (before: string, after: string) => compareTexts(before, after).map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`)

test('two versions of a draft are compared line by line', () => {
  expect(told('a\nb\nc', 'a\nx\nc\nd')).toEqual([' a', '-b', '+x', ' c', '+d'])
  expect(told('', 'a')).toEqual(['-', '+a'])
  expect(told('a', 'a')).toEqual([' a'])
})

test('what stays of both is what both texts are made of', () => {
  const [before, after] = ['one\ntwo\nthree\ntwo', 'two\nthree\nfour\ntwo\nfive']
  const lines = compareTexts(before, after)
  expect(lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text).join('\n')).toBe(before)
  expect(lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text).join('\n')).toBe(after)
})
