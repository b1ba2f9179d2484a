import { newRecord, publicationOf } from '#test/suites/content-store.ts'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileSystemStore } from './index.ts'

/** A Python environment with ocfl-py 2.1, an independent implementation of OCFL. */
const bin = join(import.meta.dirname, '../../.cache/ocfl-py/bin')
const run = promisify(execFile)
const python = (program: string, ...args: string[]) => run(join(bin, 'python'), [join(bin, program), ...args])

describe.skipIf(!existsSync(join(bin, 'ocfl-validate.py')))('ocfl-py agrees', () => {
  let folder: string
  let root: string
  let ids: string[]
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-ocfl-py-'))
    root = join(folder, 'store')
    ids = await fill(root)
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('the storage root and its objects are valid', async () => {
    const { stdout, stderr } = await python('ocfl-root.py', 'validate', '--root', root, '--validate-objects', '--check-digests', '--verbose')
    expect(stdout).toContain(`Objects checked: ${ids.length} / ${ids.length} are VALID`)
    expect(stdout + stderr).not.toMatch(/\b[EW]\d{3}|INVALID|ERROR|WARNING/)
  })

  test('each object lies where it looks for it and has neither error nor warning', async () => {
    for (const id of ids) {
      const { stdout: answer } = await python('ocfl-root.py', 'path', '--root', root, '--id', id)
      const path = join(root, answer.trim().split(' is ').at(-1) ?? '')
      const { stdout, stderr } = await python('ocfl-validate.py', path)
      expect(stdout).toContain('is VALID')
      expect(stdout + stderr).not.toMatch(/\b[EW]\d{3}|INVALID|ERROR|WARNING/)
    }
  })

  test('a changed byte is found by both', async () => {
    const copy = join(folder, 'damaged')
    const [id = ''] = await fill(copy)
    const store = await fileSystemStore(copy)
    await appendFile(await store.locate(id, 'record.json'), ' ')
    expect(await store.verify(id, { full: true })).not.toEqual([])
    const { stdout } = await python('ocfl-root.py', 'validate', '--root', copy, '--validate-objects', '--check-digests')
    expect(stdout).toContain('E092')
  })
})

/** Objects with one to four versions: additions, replacements, removals, equal and empty files, an emptied object. */
async function fill(root: string): Promise<string[]> {
  const store = await fileSystemStore(root)
  const ids = Array.from({ length: 6 }, newRecord)
  for (const [n, id] of ids.entries()) {
    await store.publish(publicationOf(id, { 'original/0001.tif': `page ${n}`, 'original/0002.tif': 'blank', 'record.json': '{}', empty: '' }))
    if (n > 0) await store.publish(publicationOf(id, { 'access/Рішення № 7.pdf': 'pdf', 'record.json': '{"pages":2}' }))
    if (n > 1) await store.publish(publicationOf(id, { 'copy/0002.tif': 'blank', 'ოქმი.txt': 'x' }, { remove: ['empty'] }))
    if (n > 2) await store.publish(publicationOf(id, {}, { remove: ['original/0001.tif'] }))
    if (n > 4) await store.publish(publicationOf(id, {}, { remove: (await store.state(id))?.files.map((file) => file.path) ?? [] }))
  }
  await store.publish(publicationOf('urn:opis:record:gone', { a: 'x' }))
  await store.purge('urn:opis:record:gone')
  return ids
}
