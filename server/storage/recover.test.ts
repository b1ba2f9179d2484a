import { newRecord, publicationOf } from '#test/suites/content-store.ts'
import { appendFile, copyFile, cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { faultyPort } from './faulty-port.ts'
import { fileSystemStore, type ContentStore } from './index.ts'

const id = newRecord()
let folder: string
let root: string
let object: string
let store: ContentStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-recover-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  root = join(await mkdtemp(join(folder, 'case-')), 'store')
  store = await fileSystemStore(root)
  await store.publish(publicationOf(id, { a: 'one' }))
  await store.publish(publicationOf(id, { b: 'two' }))
  object = dirname(dirname(dirname(await store.locate(id, 'a'))))
})

const sealed = ['inventory.json', 'inventory.json.sha512']
const back = async (names: string[]) => {
  for (const name of names) await copyFile(join(object, 'v1', name), join(object, name))
}
const repairs = async () => (await store.recover({ all: true })).map((one) => one.repair)
const clean = async () => expect(await store.verify(id, { full: true })).toEqual([])

describe('the repair rule', () => {
  test('a whole version that the object does not name yet is completed', async () => {
    await back(sealed)
    expect(await repairs()).toEqual(['version-completed'])
    expect((await store.state(id))?.head).toBe(2)
    await clean()
  })

  test.each([['inventory.json'], ['inventory.json.sha512']])('half of the pair replaced: %s is still old', async (name) => {
    await back([name])
    expect((await store.state(id))?.head).toBe(2)
    expect(await repairs()).toEqual(['inventory-restored'])
    await clean()
  })

  test('a version with wrong bytes that was never named is set aside, not deleted', async () => {
    await back(sealed)
    await appendFile(join(object, 'v2/content/b'), 'torn')
    expect(await repairs()).toEqual(['version-set-aside'])
    expect((await store.state(id))?.head).toBe(1)
    await clean()
    const [kept = ''] = await readdir(`${root}.staging/set-aside`)
    expect(await readdir(join(`${root}.staging/set-aside`, kept, 'v2/content'))).toEqual(['b'])
  })

  test('a version without inventory that was never named is set aside', async () => {
    await mkdir(join(object, 'v3/content'), { recursive: true })
    expect(await repairs()).toEqual(['version-set-aside'])
    await clean()
  })

  test('an acknowledged version is never undone, however damaged', async () => {
    await appendFile(join(object, 'v2/content/b'), 'rot')
    expect(await repairs()).toEqual([])
    expect((await store.state(id))?.head).toBe(2)
    expect(await store.verify(id, { full: true })).not.toEqual([])
  })

  test('a lost version is not papered over with an older one', async () => {
    await rename(join(object, 'v2'), join(folder, `lost-${newRecord()}`))
    expect(await repairs()).toEqual([])
    expect(await store.verify(id, { full: false })).not.toEqual([])
  })

  test('a rotten inventory of the object comes back from its version', async () => {
    await writeFile(join(object, 'inventory.json'), '{')
    expect((await store.state(id))?.head).toBe(2)
    expect(await repairs()).toEqual(['inventory-restored'])
    await clean()
  })

  test('the next publication heals by itself', async () => {
    await back(sealed)
    expect((await store.publish(publicationOf(id, { c: 'three' }))).head).toBe(3)
    await clean()
  })

  test('nothing sound at all is told, not guessed', async () => {
    for (const name of ['inventory.json', 'v1/inventory.json', 'v2/inventory.json']) await writeFile(join(object, name), '{')
    await expect(store.state(id)).rejects.toMatchObject({ code: 'integrity' })
    expect(await store.verify(id, { full: false })).not.toEqual([])
    expect(await repairs()).toEqual([])
  })
})

describe.each(['completed', 'set aside'])('a recovery that is itself broken off: version %s', (outcome) => {
  test.each(['dies', 'fails'] as const)('when it %s, the next one ends the work', async (end) => {
    await back(sealed)
    if (outcome === 'set aside') await appendFile(join(object, 'v2/content/b'), 'torn')
    const template = dirname(root)
    for (let at = 1; ; at += 1) {
      const copy = join(folder, `${outcome}-${end}-${at}`)
      await cp(template, copy, { recursive: true })
      const port = faultyPort({ at, end }, { scratch: copy, store: join(copy, 'store') })
      const broken = await fileSystemStore(join(copy, 'store'), { files: port.files })
      port.arm(true)
      await broken.recover({ all: true }).catch(() => undefined)
      const healed = await fileSystemStore(join(copy, 'store'))
      await healed.recover({ all: true })
      expect(await healed.verify(id, { full: true })).toEqual([])
      expect((await healed.state(id))?.head).toBe(outcome === 'completed' ? 2 : 1)
      expect(await readdir(join(copy, 'store.staging/work'))).toEqual([])
      if (port.operations() < at) break
      expect(at).toBeLessThan(200)
    }
  })
})
