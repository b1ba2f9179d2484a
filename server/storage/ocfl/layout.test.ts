import { expect, test } from 'vitest'
import { decodeId, encodeId, objectFolder } from './layout.ts'

// The first three are the examples in the text of the extension.
test.each([
  ['object-01', '3c0/ff4/240/object-01'],
  ['..hor/rib:le-$id', '487/326/d8c/%2e%2ehor%2frib%3ale-%24id'],
  [
    `${'abcdefghij'.repeat(10)}a`,
    `5cc/73e/648/${'abcdefghij'.repeat(10)}-5cc73e648fbcff136510e330871180922ddacf193b68fdeff855683a01464220`,
  ],
  ['..Hor/rib:lè-$id', '373/529/21a/%2e%2eHor%2frib%3al%c3%a8-%24id'],
])('the folder of %s', (id, path) => {
  expect(objectFolder(id).join('/')).toBe(path)
})

test('a folder name gives the id back, and only one that we would make', () => {
  const id = 'urn:opis:record:019aab34-7c5e-7d3a-9a41-2f7d90a1c3e4'
  expect(decodeId(encodeId(id))).toBe(id)
  for (const name of ['urn%3Aopis', 'urn:opis', '%zz', '%ff']) expect(decodeId(name)).toBeNull()
})
