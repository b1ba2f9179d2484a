import { newRecord, publicationOf } from '#test/suites/content-store.ts'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultyPort, type Plan } from './faulty-port.ts'
import { fileSystemStore, type ContentStore } from './index.ts'

const id = newRecord()
const neighbour = newRecord()
const first = publicationOf(id, { 'original/0001.tif': 'page one', 'original/0002.tif': 'page two', 'record.json': '{}', twice: '{}' }, { ifHead: 0 })
const second = publicationOf(id, { 'access/record.pdf': 'pdf', 'record.json': '{"pages":2}', again: 'page one' }, { remove: ['twice'], ifHead: 1 })

/** `before`: what the store holds when the operation begins; `head`: the versions it may be left at; `after`: where it ends. */
const operations = {
  'a first version': { before: [], run: (store: ContentStore) => store.publish(first), head: [0, 1], after: 1 },
  'a second version': { before: [first], run: (store: ContentStore) => store.publish(second), head: [1, 2], after: 2 },
  'a repeated version': { before: [first, second], run: (store: ContentStore) => store.publish(second), head: [2], after: 2 },
  'a purge': { before: [first, second], run: (store: ContentStore) => store.purge(id), head: [0, 2], after: 0 },
}
const ends: Plan['end'][] = ['fails', 'dies', { power: 'all' }, { power: 'oldest' }, { power: 'newest' }]

/** The faults are planned, so a real disk would only cost time: some thousand flushes. */
const memory = '/dev/shm'
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(existsSync(memory) ? memory : tmpdir(), 'opis-crash-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.concurrent.each(Object.entries(operations))('%s, broken off at every file operation', (name, operation) => {
  test.each(ends)('ending %j leaves the old or the new state', async (end) => {
    const template = join(folder, `${name}-${JSON.stringify(end)}`)
    const prepared = await fileSystemStore(join(template, 'store'))
    for (const publication of [publicationOf(neighbour, { a: 'untouched' }), ...operation.before]) await prepared.publish(publication)
    const expected = await knownStates()
    const seen = new Set<number>()
    for (let at = 1; ; at += 1) {
      const copy = `${template}-${at}`
      cpSync(template, copy, { recursive: true })
      const { finished, broken } = await breakOff(copy, operation.run, { at, end })
      const store = end === 'fails' ? broken : await fileSystemStore(join(copy, 'store'))
      if (end !== 'fails') await store.recover()
      const state = await store.state(id)
      expect(finished ? [operation.after] : operation.head, `broken off at ${at}`).toContain(state?.head ?? 0)
      expect(state, `broken off at ${at}`).toEqual(expected[state?.head ?? 0])
      seen.add(state?.head ?? 0)
      await expectSound(store)
      if (end !== 'fails') await expectTidy(copy)
      await operation.run(store)
      await expectSound(store)
      await expectTidy(copy)
      expect((await store.state(id))?.head ?? 0).toBe(operation.after)
      rmSync(copy, { recursive: true })
      if (finished) break
      expect(at).toBeLessThan(500)
    }
    expect([...seen].sort()).toEqual(operation.head)
  }, 240_000)
})

/** `finished`: the operation ended before the planned fault came. */
async function breakOff(copy: string, run: (store: ContentStore) => Promise<unknown>, plan: Plan) {
  const scratch = join(copy, 'scratch')
  await mkdir(scratch)
  const port = faultyPort(plan, { scratch, store: join(copy, 'store') })
  const store = await fileSystemStore(join(copy, 'store'), { files: port.files })
  port.arm(true)
  try {
    await run(store)
  } catch (error) {
    if (plan.end === 'fails') expect(error).toMatchObject({ code: 'storage-full' })
  }
  port.arm(false)
  const finished = port.operations() < plan.at
  await port.losePower()
  return { finished, broken: store }
}

/** The object after each version. */
async function knownStates() {
  const root = await mkdtemp(join(folder, 'states-'))
  const store = await fileSystemStore(join(root, 'store'))
  return [null, await store.publish(first), await store.publish(second)]
}

async function expectSound(store: ContentStore): Promise<void> {
  const ids: string[] = []
  for await (const one of store.list()) ids.push(one)
  expect(ids).toContain(neighbour)
  for (const one of ids) expect(await store.verify(one, { full: true })).toEqual([])
}

async function expectTidy(copy: string): Promise<void> {
  expect(await readdir(join(copy, 'store.staging', 'work'))).toEqual([])
  expect(await emptyFolders(join(copy, 'store'))).toEqual([])
}

async function emptyFolders(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true })
  if (entries.length === 0) return [path]
  const below = entries.filter((entry) => entry.isDirectory()).map((entry) => emptyFolders(join(path, entry.name)))
  return (await Promise.all(below)).flat()
}
