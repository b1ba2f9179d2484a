import { expect, test } from 'vitest'
import { compareReceipt } from './compare-receipt.ts'
import { readReceipt } from './read-receipt.ts'

const sum = (digit: string) => digit.repeat(128)
const packed = [{ path: 'data/a.pdf', sha512: sum('a') }, { path: 'data/б/b.pdf', sha512: sum('b') }]

test.each([
  ['a manifest', `${sum('a')}  data/a.pdf\r\n${sum('B')} *data/б/b.pdf\n`],
  ['a manifest with the folder of the archive', `# received\n${sum('a')}\ttransfer-1-2026/data/a.pdf\n${sum('b')}  /mnt/in/transfer-1-2026/data/б/b.pdf\n${sum('c')}  transfer-1-2026/bagit.txt\n`],
  ['JSON pairs', JSON.stringify([{ path: 'data/a.pdf', sha512: sum('a') }, { path: 'x\\data\\б\\b.pdf', sha512: sum('b') }])],
  ['JSON with files', `\u{feff}${JSON.stringify({ archive: 'x', files: [{ path: 'data/a.pdf', sha512: sum('a') }, { path: 'data/б/b.pdf', sha512: sum('b') }] })}`],
  ['a JSON map', JSON.stringify({ 'data/a.pdf': sum('a'), 'data/б/b.pdf': sum('B') })],
])('%s agrees', (_name, text) => {
  expect(compareReceipt(packed, readReceipt(text))).toMatchObject({ faults: 0, unknown: 0 })
})

test('W14: a missing file, another checksum and an unknown file are each told', () => {
  const { files, faults, unknown } = compareReceipt(packed, readReceipt(`${sum('c')}  data/a.pdf\n${sum('d')}  data/new.pdf\n`))
  expect([faults, unknown]).toEqual([2, 1])
  expect(files).toEqual([{ path: 'data/a.pdf', received: sum('c'), fault: 'differs' }, { path: 'data/б/b.pdf', received: null, fault: 'missing' }])
})

test.each([['neither', 'all received, thank you'], ['a short checksum', 'abc  data/a.pdf'], ['broken JSON', '{"files":['], ['JSON of another form', '[1]'], ['one path twice', `${sum('a')}  data/a.pdf\n${sum('b')}  data/a.pdf\n`]])('%s is refused with a sentence', (_name, text) => {
  expect(() => readReceipt(text)).toThrow(expect.objectContaining({ code: 'bad-request' }) as Error)
})

test('an empty receipt names nothing', () => {
  expect(readReceipt('').size).toBe(0)
})
