import { publicationOf } from '#test/suites/content-store.ts'
import { createHash } from 'node:crypto'
import { link, mkdir, mkdtemp, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disk } from '../disk.ts'
import { fileSystemStore } from '../index.ts'
import type { Inventory } from './inventory.ts'
import { validateObject } from './validate-object.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-validate-'))
})
afterAll(() => rm(folder, { recursive: true }))

const id = 'urn:opis:record:1'

/** The folder of a sound object with two versions. */
async function soundObject(): Promise<string> {
  const store = await fileSystemStore(join(await mkdtemp(join(folder, 'case-')), 'store'))
  await store.publish(publicationOf(id, { a: 'one', 'b/c': 'two' }))
  await store.publish(publicationOf(id, { d: 'three' }, { remove: ['a'] }))
  return dirname(dirname(dirname(await store.locate(id, 'd'))))
}

async function codesOf(object: string, full = true): Promise<string[]> {
  return (await validateObject(disk, object, { full })).map((finding) => finding.code)
}

const damages: [string, string, (object: string) => Promise<unknown>][] = [
  ['E001', 'a strange file', (object) => writeFile(join(object, 'notes.txt'), 'x')],
  ['E001', 'a strange folder', (object) => mkdir(join(object, 'old'))],
  ['E003', 'no declaration', (object) => rm(join(object, '0=ocfl_object_1.1'))],
  ['E003', 'two declarations', (object) => writeFile(join(object, '0=ocfl_object_1.0'), 'ocfl_object_1.0\n')],
  ['E007', 'a wrong declaration', (object) => writeFile(join(object, '0=ocfl_object_1.1'), 'ocfl_object_1.1')],
  ['E010', 'a version lost', (object) => rm(join(object, 'v1'), { recursive: true })],
  ['E015', 'a file in a version', (object) => writeFile(join(object, 'v1/notes.txt'), 'x')],
  ['W002', 'a folder in a version', (object) => mkdir(join(object, 'v1/extra'))],
  ['E023', 'a strange file in the content', (object) => writeFile(join(object, 'v2/content/x'), 'x')],
  ['E024', 'an empty folder in the content', (object) => mkdir(join(object, 'v2/content/x'))],
  ['E033', 'an inventory that is no JSON', (object) => writeFile(join(object, 'inventory.json'), '{')],
  ['E034', 'an inventory that is a list', (object) => writeFile(join(object, 'inventory.json'), '[]')],
  ['E046', 'a version that nobody knows', (object) => mkdir(join(object, 'v3'))],
  ['E058', 'no digest file', (object) => rm(join(object, 'v1/inventory.json.sha512'))],
  ['E060', 'a changed inventory', (object) => edit(object, (inventory) => inventory, { seal: false })],
  ['E061', 'a broken digest file', (object) => writeFile(join(object, 'inventory.json.sha512'), 'abc\n')],
  ['E063', 'no inventory', (object) => rm(join(object, 'inventory.json'))],
  ['W010', 'no inventory in a version', (object) => rm(join(object, 'v1/inventory.json'))],
  ['E064', 'another inventory in the newest version', (object) => edit(object, (inventory) => inventory)],
  ['E090', 'a symbolic link', (object) => symlink('/dev/null', join(object, 'v2/content/x'))],
  ['E090', 'a hard link', (object) => link(join(object, 'v1/content/a'), join(object, 'v2/content/x'))],
  ['E092', 'changed bytes', (object) => writeFile(join(object, 'v1/content/a'), 'onE')],
  ['E093', 'changed bytes, by the second digest', (object) => writeFile(join(object, 'v1/content/a'), 'onE')],
  ['E092', 'a file lost', (object) => rm(join(object, 'v1/content/a'))],
  ['E092', 'a file moved', (object) => rename(join(object, 'v1/content/a'), join(object, 'v1/content/z'))],
]

const rewritings: [string, string, (inventory: Inventory) => unknown][] = [
  ['E036', 'no id', ({ id: _, ...rest }) => rest],
  ['E037', 'another id', (inventory) => ({ ...inventory, id: 'urn:opis:record:2' })],
  ['W005', 'an id that is no URI', (inventory) => ({ ...inventory, id: 'record 1' })],
  ['E038', 'another type', (inventory) => ({ ...inventory, type: 'https://ocfl.io/2.0/spec/#inventory' })],
  ['E025', 'another digest', (inventory) => ({ ...inventory, digestAlgorithm: 'md5' })],
  ['E040', 'an old head', (inventory) => ({ ...inventory, head: 'v1' })],
  ['E017', 'a content folder with a slash', (inventory) => ({ ...inventory, contentDirectory: 'a/b' })],
  ['E018', 'a content folder upwards', (inventory) => ({ ...inventory, contentDirectory: '..' })],
  ['E019', 'another content folder', (inventory) => ({ ...inventory, contentDirectory: 'data' })],
  ['E041', 'no manifest', ({ manifest: _, ...rest }) => rest],
  ['E043', 'no versions', ({ versions: _, ...rest }) => rest],
  ['E008', 'empty versions', (inventory) => ({ ...inventory, versions: {} })],
  ['E009', 'no first version', ({ versions: { v1: _, ...versions }, ...rest }) => ({ ...rest, versions })],
  ['E102', 'a key of our own', (inventory) => ({ ...inventory, title: 'Record' })],
  ['E049', 'a date without time zone', (inventory) => withHead(inventory, { created: '2026-03-02T09:00:00' })],
  ['E049', 'a date that is none', (inventory) => withHead(inventory, { created: '2026-13-02T09:00:00Z' })],
  ['E054', 'a user without name', (inventory) => withHead(inventory, { user: {} })],
  ['W008', 'a user without address', (inventory) => withHead(inventory, { user: { name: 'A' } })],
  ['E094', 'a message that is a number', (inventory) => withHead(inventory, { message: 1 })],
  ['E050', 'bytes that no manifest has', (inventory) => withHead(inventory, { state: { ['0'.repeat(128)]: ['x'] } })],
  ['E052', 'a logical path upwards', (inventory) => withPaths(inventory, ['../x'])],
  ['E053', 'an absolute logical path', (inventory) => withPaths(inventory, ['/x'])],
  ['E095', 'a logical path twice', (inventory) => withPaths(inventory, ['x', 'x'])],
  ['E107', 'bytes that no state uses', (inventory) => ({ ...inventory, manifest: { ...inventory.manifest, ['0'.repeat(128)]: ['v2/content/x'] } })],
  ['E100', 'an absolute content path', (inventory) => ({ ...inventory, manifest: { ...inventory.manifest, ['0'.repeat(128)]: ['/v2/content/x'] } })],
  ['E099', 'a content path upwards', (inventory) => ({ ...inventory, manifest: { ...inventory.manifest, ['0'.repeat(128)]: ['v2/content/../x'] } })],
  ['E066', 'a changed past', (inventory) => ({ ...inventory, versions: { ...inventory.versions, v1: { ...inventory.versions['v1'], state: inventory.versions['v2']?.state } } })],
]

function withHead(inventory: Inventory, change: object): unknown {
  return { ...inventory, versions: { ...inventory.versions, v2: { ...inventory.versions['v2'], ...change } } }
}

function withPaths(inventory: Inventory, paths: string[]): unknown {
  const [digest = ''] = Object.keys(inventory.versions['v2']?.state ?? {})
  return withHead(inventory, { state: { ...inventory.versions['v2']?.state, [digest]: paths } })
}

async function edit(object: string, change: (inventory: Inventory) => unknown, { seal } = { seal: true }): Promise<void> {
  const inventory: Inventory = JSON.parse(await readFile(join(object, 'inventory.json'), 'utf8'))
  const text = JSON.stringify(change(inventory))
  await writeFile(join(object, 'inventory.json'), text)
  if (seal) await writeFile(join(object, 'inventory.json.sha512'), `${createHash('sha512').update(text).digest('hex')} inventory.json\n`)
}

describe('validation', () => {
  test('a sound object has no finding', async () => {
    expect(await codesOf(await soundObject())).toEqual([])
  })

  test.each(damages)('%s: %s', async (code, _, damage) => {
    const object = await soundObject()
    await damage(object)
    expect(await codesOf(object)).toContain(code)
  })

  test.each(rewritings)('%s: %s', async (code, _, change) => {
    const object = await soundObject()
    await edit(object, change)
    expect(await codesOf(object)).toContain(code)
  })

  test('without reading the bytes it still sees an emptied file', async () => {
    const object = await soundObject()
    await truncate(join(object, 'v1/content/a'))
    expect(await codesOf(object, false)).toContain('E092')
  })
})
