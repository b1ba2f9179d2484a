import { expect, test } from 'vitest'
import { parseTsv } from './parse-tsv.ts'

test('words are numbered by line and paragraph, empty ones dropped', () => {
  const row = (block: number, paragraph: number, line: number, text: string): string => `5\t1\t${block}\t${paragraph}\t${line}\t1\t10\t20\t30\t40\t96.5\t${text}`
  const tsv = ['4\t1\t1\t1\t1\t0\t10\t20\t300\t40\t-1\t', row(1, 1, 1, 'și'), row(1, 1, 2, 'către'), row(1, 2, 1, ' '), row(2, 1, 1, 'anul')].join('\n')
  expect(parseTsv(tsv)).toEqual([
    { text: 'și', box: [10, 20, 30, 40], confidence: 96.5, line: 0, paragraph: 0 },
    { text: 'către', box: [10, 20, 30, 40], confidence: 96.5, line: 1, paragraph: 0 },
    { text: 'anul', box: [10, 20, 30, 40], confidence: 96.5, line: 2, paragraph: 1 },
  ])
  expect(parseTsv('')).toEqual([])
})
