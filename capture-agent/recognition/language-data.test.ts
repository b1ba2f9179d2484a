import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gatherLanguageData } from './language-data.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-models-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('five models come together without the network, twice and at once', async () => {
  const [first, second] = await Promise.all([gatherLanguageData(join(folder, 'all')), gatherLanguageData(join(folder, 'all'))])
  expect(second).toEqual(first)
  expect(first.models.map((model) => model.language)).toEqual(['ro', 'uk', 'ru', 'ka', 'en'])
  expect((await readdir(first.folder)).sort()).toEqual(['eng', 'kat', 'ron', 'rus', 'ukr'].map((name) => `${name}.traineddata`))
})

test('a configured folder comes first', async () => {
  const own = await mkdtemp(join(folder, 'own-'))
  await writeFile(join(own, 'ron.traineddata'), 'own model')
  const [usual, other] = [await gatherLanguageData(join(folder, 'a')), await gatherLanguageData(join(folder, 'b'), own)]
  const hash = (data: typeof usual, language: string) => data.models.find((model) => model.language === language)?.dataSha256
  expect(hash(other, 'ro')).not.toBe(hash(usual, 'ro'))
  expect(hash(other, 'uk')).toBe(hash(usual, 'uk'))
})
