import { expect, test } from 'vitest'
import { readCsv } from './read-csv.ts'

test.each([
  ['commas', 'id,cite\na,1\n'],
  ['semicolons and Windows lines', 'id;cite\r\na;1\r\n'],
  ['tabs, a byte order mark, no last line end', '\uFEFFID\tCite \na\t1'],
  ['empty rows between', 'id,cite\n\n , \na,1\n'],
])('a table with %s', (_name, text) => {
  const table = readCsv(text)
  expect(table?.heading).toEqual(['id', 'cite'])
  expect(table?.rows.map(({ cells }) => cells)).toEqual([['a', '1']])
})

test('rows keep the number that a spreadsheet shows, and quotes may hold anything', () => {
  expect(readCsv('id,note\n\na,"one, ""two""\nthree"\n')?.rows).toEqual([{ row: 3, cells: ['a', 'one, "two"\nthree'] }])
})

test('a text without a heading, and one that is far too long, are no table', () => {
  expect(readCsv('')).toBeNull()
  expect(readCsv(`id\n${'a\n'.repeat(20_001)}`)).toBeNull()
})
