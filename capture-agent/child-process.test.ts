import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshFolder } from '#test/support/pile.ts'
import { startHelper } from './child-process.ts'

let folder = ''
beforeAll(async () => {
  folder = await freshFolder('helper')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function helper(name: string, source: string) {
  const path = join(folder, `${name}.mjs`)
  await writeFile(path, source)
  return startHelper(pathToFileURL(path), [], { heapMb: 64 })
}

const watch = `import { watchSelf } from ${JSON.stringify(new URL('./watch-self.ts', import.meta.url).href)}\n`

it('answers one question after the other', async () => {
  const echo = await helper('echo', `process.on('message', (m) => process.send({ said: m }))`)
  expect(await echo.ask('a', 20_000)).toEqual({ ok: true, message: { said: 'a' } })
  expect(await echo.ask('b', 20_000)).toEqual({ ok: true, message: { said: 'b' } })
  echo.stop()
})

it.each([
  ['crashes', `process.on('message', () => process.abort())`, 20_000, 'crashed'],
  ['does not start', `throw new Error('no')`, 20_000, 'crashed'],
  ['does not return', `process.on('message', () => { for (;;); })`, 300, 'timeout'],
  ['grows', `${watch}watchSelf(200)\nconst all = []\nprocess.on('message', () => { for (;;) all.push(Buffer.alloc(1e6, 1)) })`, 20_000, 'crashed'],
])('is over when the helper %s', async (name, source, timeoutMs, reason) => {
  const child = await helper(name.replaceAll(' ', '-'), source)
  expect(await child.ask('go', timeoutMs)).toEqual({ ok: false, reason })
  await expect.poll(() => child.alive()).toBe(false)
})
