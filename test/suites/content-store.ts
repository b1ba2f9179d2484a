import type { ContentStore, Publication } from '#server/storage/index.ts'
import { createHash, randomUUID } from 'node:crypto'
import { chmod, readFile, truncate, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { beforeEach, describe, expect, test } from 'vitest'

/** A publication of small text files; what the test does not name has a sensible value. */
export function publicationOf(id: string, files: Readonly<Record<string, string>>, more: Partial<Publication> = {}): Publication {
  return {
    id,
    add: Object.entries(files).map(([path, text]) => ({ path, source: { bytes: Buffer.from(text) } })),
    message: 'Received',
    user: { name: 'Station 1', address: 'mailto:station@example.org' },
    createdAt: new Date('2026-03-02T09:00:00Z'),
    ...more,
  }
}

export function newRecord(): string {
  return `urn:opis:record:${randomUUID()}`
}

/** SHA-512 of a text, hex. */
export function sha512(text: string): string {
  return createHash('sha512').update(text).digest('hex')
}

/** What every content store must do. `make` gives an empty one; `locate` must name files that the test can damage. */
export function contentStoreSuite(name: string, make: () => Promise<ContentStore>): void {
  describe(`content store: ${name}`, () => {
    let store: ContentStore
    let id: string
    beforeEach(async () => {
      store = await make()
      id = newRecord()
    })
    const publish = (files: Record<string, string>, more: Partial<Publication> = {}) => store.publish(publicationOf(id, files, more))
    const textOf = async (path: string) => Buffer.from(await store.read(id, path)).toString('utf8')
    const paths = async () => (await store.state(id))?.files.map((file) => file.path)

    describe('publishing', () => {
      test('a first version holds its files', async () => {
        const state = await publish({ 'original/0001.tif': 'page one', 'record.json': '{}' })
        expect(state).toMatchObject({ id, head: 1, createdAt: new Date('2026-03-02T09:00:00Z') })
        expect(state.files).toEqual([
          { path: 'original/0001.tif', bytes: 8, sha512: sha512('page one') },
          { path: 'record.json', bytes: 2, sha512: sha512('{}') },
        ])
        expect(await store.state(id)).toEqual(state)
        expect(await textOf('original/0001.tif')).toBe('page one')
        expect(await store.verify(id, { full: true })).toEqual([])
      })

      test('a file on disk is copied and left alone', async () => {
        await publish({ a: 'bytes on disk' })
        const file = await store.locate(id, 'a')
        const other = newRecord()
        await store.publish({ ...publicationOf(other, {}), add: [{ path: 'copy', source: { file }, sha512: sha512('bytes on disk') }] })
        await store.purge(other)
        expect(await readFile(file, 'utf8')).toBe('bytes on disk')
      })

      test('the next version adds, replaces and removes', async () => {
        await publish({ a: 'one', b: 'two', c: 'three' })
        const createdAt = new Date('2026-04-01T10:00:00Z')
        const state = await publish({ b: 'two, better', d: 'four' }, { remove: ['c', 'unknown'], createdAt })
        expect(state).toMatchObject({ head: 2, createdAt: new Date('2026-03-02T09:00:00Z'), updatedAt: createdAt })
        expect(await paths()).toEqual(['a', 'b', 'd'])
        expect(await textOf('b')).toBe('two, better')
        expect(await store.verify(id, { full: true })).toEqual([])
      })

      test('a version may only remove, and an object may end empty', async () => {
        await publish({ a: 'one', b: 'two' })
        expect((await publish({}, { remove: ['a'] })).head).toBe(2)
        expect((await publish({}, { remove: ['b'] })).files).toEqual([])
        expect(await store.verify(id, { full: true })).toEqual([])
      })

      test('equal bytes and empty files are kept right', async () => {
        await publish({ a: 'same', b: 'same', empty: '' })
        await publish({ 'c/d': 'same', 'renamed/empty': '' }, { remove: ['empty'] })
        expect(await textOf('c/d')).toBe('same')
        expect(await textOf('renamed/empty')).toBe('')
        expect(await store.verify(id, { full: true })).toEqual([])
      })

      test('names in five scripts', async () => {
        const files = { 'Акт № 7.txt': 'а', 'ოქმი.txt': 'ბ', 'hotărâre (1).txt': 'c', 'її — «копія».txt': 'd' }
        await publish(files)
        for (const [path, text] of Object.entries(files)) expect(await textOf(path)).toBe(text)
        expect(await store.verify(id, { full: true })).toEqual([])
      })
    })

    describe('publishing twice', () => {
      test('the same state changes nothing, even when it had to be new', async () => {
        const first = await publish({ a: 'one', b: 'two' }, { ifHead: 0 })
        const again = await publish({ a: 'one', b: 'two' }, { ifHead: 0, createdAt: new Date('2027-01-01T00:00:00Z') })
        expect(again).toEqual(first)
      })

      test('a repeated second version changes nothing', async () => {
        await publish({ a: 'one', b: 'two' })
        const second = await publish({ c: 'three' }, { remove: ['b'], ifHead: 1 })
        expect(await publish({ c: 'three' }, { remove: ['b'], ifHead: 1 })).toEqual(second)
      })

      test('the repeated one is read again before the caller may drop its source', async () => {
        await publish({ a: 'one' })
        await damage(await store.locate(id, 'a'))
        await expect(publish({ a: 'one' })).rejects.toMatchObject({ code: 'integrity' })
        await expect(publish({ b: 'one' })).rejects.toMatchObject({ code: 'integrity' })
      })

      test('two at once become two versions, two equal ones one', async () => {
        await publish({ a: 'one' })
        await Promise.all([publish({ b: 'two' }), publish({ c: 'three' }), publish({ b: 'two' }, { message: 'again' })])
        expect(await paths()).toEqual(['a', 'b', 'c'])
        expect(await store.verify(id, { full: true })).toEqual([])
      })

      test('of two that expect the same version one is refused', async () => {
        await publish({ a: 'one' })
        const both = await Promise.allSettled([publish({ b: 'x' }, { ifHead: 1 }), publish({ b: 'y' }, { ifHead: 1 })])
        expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
      })

      test('objects are published side by side', async () => {
        const ids = Array.from({ length: 20 }, newRecord)
        await Promise.all(ids.map((one) => store.publish(publicationOf(one, { a: one }))))
        expect((await idsOf(store)).sort()).toEqual(ids.sort())
      })
    })

    describe('refusals leave nothing behind', () => {
      const bytes = Buffer.from('x')
      const cases: [string, Partial<Publication>, string][] = [
        ['a path upwards', { add: [{ path: '../x', source: { bytes } }] }, 'bad-name'],
        ['a path upwards inside', { add: [{ path: 'a/../../x', source: { bytes } }] }, 'bad-name'],
        ['an absolute path', { add: [{ path: '/etc/x', source: { bytes } }] }, 'bad-name'],
        ['an empty path', { add: [{ path: '', source: { bytes } }] }, 'bad-name'],
        ['an empty part', { add: [{ path: 'a//b', source: { bytes } }] }, 'bad-name'],
        ['a dot', { add: [{ path: './a', source: { bytes } }] }, 'bad-name'],
        ['a NUL', { add: [{ path: 'a\0b', source: { bytes } }] }, 'bad-name'],
        ['a backslash', { add: [{ path: '..\\x', source: { bytes } }] }, 'bad-name'],
        ['500 letters', { add: [{ path: 'ї'.repeat(500), source: { bytes } }] }, 'bad-name'],
        ['decomposed letters', { add: [{ path: 'ї'.normalize('NFD'), source: { bytes } }] }, 'bad-name'],
        ['a path twice', { add: [{ path: 'a', source: { bytes } }, { path: 'a', source: { bytes } }] }, 'bad-request'],
        ['a file that is also a folder', { add: [{ path: 'a', source: { bytes } }, { path: 'a/b', source: { bytes } }] }, 'bad-request'],
        ['no file at all', { add: [] }, 'bad-request'],
        ['an id that is no URI', { id: '../../outside' }, 'bad-request'],
        ['an address that is no URI', { user: { name: 'A', address: 'a b' } }, 'bad-request'],
        ['no such source', { add: [{ path: 'a', source: { file: '/nonexistent/file' } }] }, 'not-found'],
        ['other bytes than announced', { add: [{ path: 'a', source: { bytes }, sha512: sha512('y') }] }, 'checksum-mismatch'],
        ['a version expected where none is', { ifHead: 1 }, 'not-in-this-state'],
      ]
      test.each(cases)('%s', async (_, more, code) => {
        await expect(publish({ fine: 'fine' }, more)).rejects.toMatchObject({ code })
        expect(await store.state(id)).toBeNull()
        expect(await idsOf(store)).toEqual([])
      })

      test('a new object where one is', async () => {
        await publish({ a: 'one' })
        await expect(publish({ a: 'two' }, { ifHead: 0 })).rejects.toMatchObject({ code: 'already-exists' })
        expect(await textOf('a')).toBe('one')
      })

      test('a new file in the place of an old folder', async () => {
        await publish({ 'a/b': 'one' })
        await expect(publish({ a: 'two' })).rejects.toMatchObject({ code: 'bad-request' })
        expect((await publish({ a: 'two' }, { remove: ['a/b'] })).head).toBe(2)
      })
    })

    describe('reading', () => {
      test('a stream gives the bytes, however many', async () => {
        const text = 'page '.repeat(200_000)
        await publish({ a: text })
        const { stream, bytes, sha512: digest } = await store.open(id, 'a')
        expect({ bytes, digest }).toEqual({ bytes: text.length, digest: sha512(text) })
        expect((await buffer(stream)).toString('utf8')).toBe(text)
      })

      test('what is not there is not found', async () => {
        expect(await store.state(id)).toBeNull()
        await expect(store.read(id, 'a')).rejects.toMatchObject({ code: 'not-found' })
        await publish({ a: 'one' })
        await expect(store.open(id, 'b')).rejects.toMatchObject({ code: 'not-found' })
        await expect(store.locate(id, '../inventory.json')).rejects.toMatchObject({ code: 'not-found' })
      })

      test('damaged bytes end in an error, never in a complete answer', async () => {
        const text = 'page '.repeat(200_000)
        await publish({ a: text, b: 'sound' })
        await damage(await store.locate(id, 'a'))
        await expect(store.read(id, 'a')).rejects.toMatchObject({ code: 'integrity' })
        const { stream } = await store.open(id, 'a')
        let received = 0
        stream.on('data', (chunk: Buffer) => (received += chunk.length))
        await expect(new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject))).rejects.toMatchObject({ code: 'integrity' })
        expect(received).toBeLessThan(text.length)
        expect(await textOf('b')).toBe('sound')
      })
    })

    describe('verifying', () => {
      test('changed bytes are found by the full check', async () => {
        await publish({ a: 'one', b: 'two' })
        await damage(await store.locate(id, 'b'))
        const faults = await store.verify(id, { full: true })
        expect(faults.length).toBeGreaterThan(0)
        expect(new Set(faults.map((fault) => fault.file))).toEqual(new Set([expect.stringMatching(/b$/)]))
      })

      test('an emptied file is found by the quick check', async () => {
        await publish({ a: 'one', b: 'two' })
        await truncate(await store.locate(id, 'b'))
        expect(await store.verify(id, { full: false })).not.toEqual([])
      })

      test('a missing object is a fault', async () => {
        expect(await store.verify(id, { full: false })).toEqual([{ file: '', fault: expect.any(String) }])
      })
    })

    test('purging removes the object alone', async () => {
      const other = newRecord()
      await publish({ a: 'one' })
      await store.publish(publicationOf(other, { a: 'one' }))
      expect(await store.purge(id)).toBe(true)
      expect(await store.purge(id)).toBe(false)
      expect(await store.state(id)).toBeNull()
      expect(await idsOf(store)).toEqual([other])
      expect(await store.verify(other, { full: true })).toEqual([])
      expect((await publish({ a: 'anew' }, { ifHead: 0 })).head).toBe(1)
    })

    test('recovery finds nothing to do where nothing broke', async () => {
      await publish({ a: 'one' })
      await publish({ b: 'two' })
      expect(await store.recover()).toEqual([])
      expect(await store.recover({ all: true })).toEqual([])
    })
  })
}

async function idsOf(store: ContentStore): Promise<string[]> {
  const ids: string[] = []
  for await (const id of store.list()) ids.push(id)
  return ids
}

async function damage(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  await chmod(file, 0o600)
  await writeFile(file, bytes)
}
