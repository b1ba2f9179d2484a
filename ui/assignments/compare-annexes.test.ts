import { expect, test } from 'vitest'
import { compareAnnexes } from './compare-annexes.ts'

const annex = (name: string, sha512: string) => ({ id: `${name}-${sha512}`, name, bytes: 10, pages: 1, sha512, record: null })
const told = (versions: string[][], version: number) =>
  compareAnnexes(versions.map((names, at) => ({ version: at + 1, annexes: names.map((one) => annex(one.split('#')[0] ?? '', one.split('#')[1] ?? '')) })), version).map((change) =>
    change.kind === 'replaced' ? `~${change.annex.name}#${change.before.sha512}>${change.annex.sha512}` : `${change.kind === 'added' ? '+' : '-'}${change.annex.name}#${change.annex.sha512}`,
  )

test('S1-07 S3-09 annexes of two versions are compared by their bytes', () => {
  expect(told([[], ['a#1', 'b#2']], 2)).toEqual(['+a#1', '+b#2'])
  expect(told([['a#1', 'b#2'], ['b#2']], 2)).toEqual(['-a#1'])
  expect(told([['a#1'], ['a#1']], 2)).toEqual([])
  expect(told([['a#1'], ['a#2', 'b#3']], 2)).toEqual(['~a#1>2', '+b#3'])
})

test('S1-07 S3-09 an annex that came in the stead of one taken out before replaces it; beside one that is still there it is added', () => {
  const versions = [['a#1', 'b#9'], ['b#9'], ['b#9', 'a#2'], ['b#9', 'a#2', 'a#3'], ['b#9', 'a#3'], ['b#9', 'a#3', 'a#1']]
  expect([2, 3, 4, 5, 6].map((version) => told(versions, version))).toEqual([['-a#1'], ['~a#1>2'], ['+a#3'], ['-a#2'], ['+a#1']])
})

test('S1-07 S3-09 two of one name stand for one earlier annex only once', () => {
  expect(told([['a#1'], ['a#2', 'a#3']], 2)).toEqual(['~a#1>2', '+a#3'])
  expect(told([['a#1'], ['a#1', 'a#2']], 2)).toEqual(['+a#2'])
})
