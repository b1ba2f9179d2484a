import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTar } from './read-tar.ts'
import { writeTar } from './write-tar.ts'

type Plain = { path: string; text: string }
const long = `${'folder-with-a-name/'.repeat(6)}original/0001.tif`
const files: Plain[] = [{ path: 'a/one.txt', text: 'x'.repeat(512) }, { path: 'a/empty', text: '' }, { path: long, text: 'y'.repeat(1300) }]

async function* asFiles(list: readonly Plain[]) {
  for (const { path, text } of list) yield { path, bytes: text.length, content: pieces(Buffer.from(text), 100) }
}
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}
const written = async (list: readonly Plain[]) => Buffer.concat(await Array.fromAsync(writeTar(asFiles(list))))
async function read(archive: Buffer, size: number): Promise<Plain[]> {
  const found: Plain[] = []
  for await (const { path, content } of readTar(pieces(archive, size))) found.push({ path, text: Buffer.concat(await Array.fromAsync(content)).toString() })
  return found
}

test('what is written is read again, however it arrives', async () => {
  const archive = await written(files)
  for (const size of [1, 7, 511, 512, 513, 100_000]) expect(await read(archive, size)).toEqual(files)
})

test('any sizes of files come through', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 2000 }), { maxLength: 6 }), fc.integer({ min: 1, max: 3000 }), async (sizes, piece) => {
      const list = sizes.map((size, number) => ({ path: `f/${number}`, text: 'z'.repeat(size) }))
      expect(await read(await written(list), piece)).toEqual(list)
    }),
    { numRuns: 50 },
  )
})

test('files that nobody reads are passed over', async () => {
  const paths: string[] = []
  for await (const { path } of readTar(pieces(await written(files), 300))) paths.push(path)
  expect(paths).toEqual(files.map((file) => file.path))
})

test('GNU tar unpacks it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'opis-tar-'))
  await writeFile(join(folder, 'x.tar'), await written(files))
  await promisify(execFile)('tar', ['-xf', 'x.tar'], { cwd: folder })
  for (const { path, text } of files) expect(await readFile(join(folder, path), 'utf8')).toBe(text)
  await rm(folder, { recursive: true })
})

test('a cut or damaged archive is an integrity error', async () => {
  const archive = await written(files)
  for (const length of [0, 300, 512, 700, archive.length - 1024, archive.length - 600]) await expect(read(archive.subarray(0, length), 4096)).rejects.toMatchObject({ code: 'integrity' })
  archive[5] = (archive[5] ?? 0) ^ 1
  await expect(read(archive, 4096)).rejects.toMatchObject({ code: 'integrity' })
})

test('a file of another size than said, or a path that does not fit, is refused', async () => {
  const one = (path: string, bytes: number) => Array.fromAsync(writeTar((async function* () { yield { path, bytes, content: pieces(Buffer.from('abc'), 2) } })()))
  await expect(one('a', 4)).rejects.toThrow('3 bytes instead of 4')
  await expect(one('ș', 3)).rejects.toThrow('no path')
  await expect(one('x'.repeat(101), 3)).rejects.toThrow('too long')
})
