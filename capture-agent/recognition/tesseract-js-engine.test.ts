import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderPage } from '#test/support/render-page.ts'
import { textLines } from '#test/support/page-texts.ts'
import { ocrEngineSuite } from '#test/suites/ocr-engine.ts'
import { gatherLanguageData } from './language-data.ts'
import type { LanguageData } from './language-data.ts'
import { createTesseractJsEngine } from './tesseract-js-engine.ts'

let folder = ''
let data: LanguageData
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-ocr-'))
  data = await gatherLanguageData(folder)
})
afterAll(() => rm(folder, { recursive: true }))

ocrEngineSuite('tesseract.js', async () => createTesseractJsEngine({ data, concurrency: 2 }))

describe('tesseract.js engine', () => {
  const signal = new AbortController().signal
  const words = async (engine: ReturnType<typeof createTesseractJsEngine>, image: Uint8Array) =>
    (await engine.recognise(image, { languages: ['en'], layout: 'page' }, signal)).words.length

  test('a page over its time limit fails, and the next one is read', async () => {
    const engine = createTesseractJsEngine({ data, concurrency: 1, timeLimitMs: 2_000 })
    const dense = await renderPage({ lines: textLines('en', 44, 5, 68) })
    const light = await renderPage({ lines: ['Station Road'], widthPx: 700, heightPx: 200 })
    await expect(words(engine, dense.png)).rejects.toMatchObject({ code: 'internal', retry: true })
    expect(await words(engine, light.png)).toBe(2)
    await engine.close()
  })

  test('a thread is replaced after its number of calls', async () => {
    const engine = createTesseractJsEngine({ data, concurrency: 1, callsPerWorker: 1 })
    const light = await renderPage({ lines: ['Station Road'], widthPx: 700, heightPx: 200 })
    for (let n = 0; n < 3; n++) expect(await words(engine, light.png)).toBe(2)
    await engine.close()
  })

  test('damaged language data is a fault of one call, not of the process', async () => {
    const bad = await mkdtemp(join(tmpdir(), 'opis-ocr-bad-'))
    await writeFile(join(bad, 'eng.traineddata'), 'this is no model')
    const engine = createTesseractJsEngine({ data: { folder: bad, models: data.models }, concurrency: 1 })
    const light = await renderPage({ lines: ['Station Road'], widthPx: 700, heightPx: 200 })
    await expect(words(engine, light.png)).rejects.toMatchObject({ code: 'bad-configuration' })
    await expect(engine.recognise(light.png, { languages: ['ka'], layout: 'page' }, signal)).rejects.toMatchObject({ code: 'bad-configuration' })
    await engine.close()
    await rm(bad, { recursive: true })
  })

  test('after closing it refuses', async () => {
    const engine = createTesseractJsEngine({ data, concurrency: 1 })
    await engine.close()
    await expect(words(engine, new Uint8Array(3))).rejects.toMatchObject({ code: 'internal' })
  })
})
