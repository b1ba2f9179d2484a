import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gatherLanguageData, modelsFor } from './language-data.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-models-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('five models come together without the network, twice and at once', async () => {
  const [first, second] = await Promise.all([gatherLanguageData(join(folder, 'all')), gatherLanguageData(join(folder, 'all'))])
  expect(second).toEqual(first)
  expect(first.models.map((model) => model.language)).toEqual(['ro', 'uk', 'ru', 'ka', 'en'])
  const quick = existsSync('/usr/share/tesseract-ocr/5/tessdata/eng.traineddata') ? ['eng_quick'] : []
  expect((await readdir(first.folder)).sort()).toEqual(['eng', ...quick, 'kat', 'ron', 'rus', 'ukr'].map((name) => `${name}.traineddata`))
  expect(first.models.flatMap(({ language, quick: fast }) => (fast === undefined ? [] : [`${language}_quick`.replace('en_', 'eng_')]))).toEqual(quick)
})

test('the quick model is taken for large print, and only where the language has one', () => {
  const data = { folder: '', models: [{ language: 'en', dataSha256: 'a', quick: { dataSha256: 'b' } }, { language: 'uk', dataSha256: 'c' }] as const }
  const named = { folder: data.folder, models: [...data.models] }
  expect([modelsFor(named, ['en', 'uk'], true), modelsFor(named, ['en', 'uk'], false), modelsFor(named, ['uk'], true)]).toEqual(['eng_quick+ukr', 'eng+ukr', 'ukr'])
})

test('a configured folder comes first', async () => {
  const own = await mkdtemp(join(folder, 'own-'))
  await writeFile(join(own, 'ron.traineddata'), 'own model')
  const [usual, other] = [await gatherLanguageData(join(folder, 'a')), await gatherLanguageData(join(folder, 'b'), own)]
  const hash = (data: typeof usual, language: string) => data.models.find((model) => model.language === language)?.dataSha256
  expect(hash(other, 'ro')).not.toBe(hash(usual, 'ro'))
  expect(hash(other, 'uk')).toBe(hash(usual, 'uk'))
})
