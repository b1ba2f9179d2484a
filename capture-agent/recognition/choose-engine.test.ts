import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseEngine, openEngine } from './choose-engine.ts'

let folder = ''
let good = ''
let old = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-choose-'))
  good = join(folder, 'good')
  old = join(folder, 'old')
  await writeFile(good, '#!/bin/sh\necho "tesseract 5.3.0"\n', { mode: 0o755 })
  await writeFile(old, '#!/bin/sh\necho "tesseract 4.1.1"\n', { mode: 0o755 })
})
afterAll(() => rm(folder, { recursive: true }))

test('the installed program is taken where it can be used', async () => {
  const native = { kind: 'native', program: good, version: '5.3.0' }
  expect(await chooseEngine('auto', good)).toEqual(native)
  expect(await chooseEngine('native', good)).toEqual(native)
})

test('otherwise the built-in engine, with the reason', async () => {
  expect(await chooseEngine('auto', old)).toEqual({ kind: 'tesseract.js', why: expect.stringContaining('too old') })
  expect(await chooseEngine('auto', join(folder, 'none'))).toEqual({ kind: 'tesseract.js', why: expect.stringContaining('is not installed') })
  expect(await chooseEngine('tesseract.js', good)).toMatchObject({ kind: 'tesseract.js' })
})

test('who asks for the installed program and has none is told so', async () => {
  await expect(chooseEngine('native', old)).rejects.toMatchObject({ code: 'bad-configuration', detail: expect.stringContaining('too old') })
})

test('an engine is opened with the data of all five languages', async () => {
  const { engine, why } = await openEngine({ wish: 'auto', program: old, dataFolder: folder, languageDataFolder: null, concurrency: 1 })
  expect([engine.name, why]).toEqual(['tesseract.js', expect.stringContaining('4.1.1')])
  expect(engine.languages()).toHaveLength(5)
  await engine.close()
})
