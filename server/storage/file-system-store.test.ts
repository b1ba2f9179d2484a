import { contentStoreSuite, newRecord, publicationOf } from '#test/suites/content-store.ts'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileSystemStore } from './index.ts'

let folder: string
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-store-'))
})
afterAll(() => rm(folder, { recursive: true }))
const fresh = () => join(folder, `store-${(count += 1)}`)

contentStoreSuite('file system', () => fileSystemStore(fresh()))

describe('storage root', () => {
  test('opens again with what it holds', async () => {
    const root = fresh()
    const id = newRecord()
    const state = await (await fileSystemStore(root)).publish(publicationOf(id, { a: 'one' }))
    expect(await (await fileSystemStore(root)).state(id)).toEqual(state)
  })

  test('takes an empty folder, refuses one with other things', async () => {
    const [empty, full] = [fresh(), fresh()]
    await mkdir(empty)
    await fileSystemStore(empty)
    expect(await readdir(empty)).toEqual(['0=ocfl_1.1', 'extensions', 'ocfl_layout.json'])
    await mkdir(full)
    await writeFile(join(full, 'family.jpg'), 'x')
    await expect(fileSystemStore(full)).rejects.toMatchObject({ code: 'bad-configuration' })
  })

  test('refuses another layout', async () => {
    const root = fresh()
    await fileSystemStore(root)
    await writeFile(join(root, 'ocfl_layout.json'), '{"extension":"0002-flat-direct-storage-layout","description":""}')
    await expect(fileSystemStore(root)).rejects.toMatchObject({ code: 'bad-configuration' })
  })

  test('lies where the layout extension says and leaves no empty folder behind', async () => {
    const root = fresh()
    const store = await fileSystemStore(root)
    await store.publish(publicationOf('urn:opis:record:0', { a: 'one' }))
    expect(await store.locate('urn:opis:record:0', 'a')).toMatch(/\/[0-9a-f]{3}\/[0-9a-f]{3}\/[0-9a-f]{3}\/urn%3aopis%3arecord%3a0\/v1\/content\/a$/)
    await store.purge('urn:opis:record:0')
    expect(await readdir(root)).toEqual(['0=ocfl_1.1', 'extensions', 'ocfl_layout.json'])
    expect(await readdir(`${root}.staging/work`)).toEqual([])
  })
})
