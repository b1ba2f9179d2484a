import { chmod, copyFile, mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderPage } from '#test/support/render-page.ts'
import { ocrEngineSuite } from '#test/suites/ocr-engine.ts'
import { findTesseract } from './find-tesseract.ts'
import { gatherLanguageData } from './language-data.ts'
import type { LanguageData } from './language-data.ts'
import { createNativeTesseractEngine } from './native-tesseract-engine.ts'
import type { NativeTesseractSettings } from './native-tesseract-engine.ts'
import type { OcrEngine } from './ocr-engine.ts'

const installed = await findTesseract()

describe.skipIf(!installed.ok)('with an installed Tesseract', () => {
  let folder = ''
  let data: LanguageData
  let light: Uint8Array
  const workFolder = () => join(folder, 'work')
  const make = (settings: Partial<NativeTesseractSettings> = {}): Promise<OcrEngine> => {
    if (!installed.ok) throw new Error(installed.reason)
    return createNativeTesseractEngine({ ...installed, data, workFolder: workFolder(), concurrency: 2, ...settings })
  }
  const signal = new AbortController().signal
  const words = async (engine: OcrEngine, image: Uint8Array, languages: readonly ('en' | 'ka')[] = ['en']) =>
    (await engine.recognise(image, { languages, layout: 'page' }, signal)).words.length

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-native-'))
    data = await gatherLanguageData(join(folder, 'language-data'))
    light = (await renderPage({ lines: ['Station Road'], widthPx: 700, heightPx: 200 })).png
  })
  afterAll(() => rm(folder, { recursive: true }))

  ocrEngineSuite('installed Tesseract', async () => make({ workFolder: await mkdtemp(join(folder, 'suite-')) }))

  async function program(name: string, script: string): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, `#!/bin/sh\n${script}\n`)
    await chmod(path, 0o755)
    return path
  }

  /** Running programs whose folder is the work folder. */
  async function processes(): Promise<number> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')))
    return folders.filter((cwd) => cwd.startsWith(workFolder())).length
  }

  test('a page over its time limit fails, also in a program that will not end, and the next one is read', async () => {
    const hangsOnce = `if mkdir '${join(folder, 'hung')}'; then trap '' TERM; while :; do sleep 1; done; fi; exec tesseract "$@"`
    const engine = await make({ concurrency: 1, timeLimitMs: 3_000, program: await program('hangs-once', hangsOnce) })
    await expect(words(engine, light)).rejects.toMatchObject({ code: 'internal', retry: true, detail: expect.stringContaining('longer than 3 s') })
    expect(await words(engine, light)).toBe(2)
    await engine.close()
  })

  test.each([
    ['dies of a signal', 'kill -SEGV $$'],
    ['ends at once', 'exit 3'],
    ['dies in the middle of a page', 'read name; echo "<body>"; kill -KILL $$'],
  ])('a program that %s costs one try', async (name, script) => {
    const engine = await make({ program: await program(name.replaceAll(' ', '-'), script) })
    await expect(words(engine, light)).rejects.toMatchObject({ code: 'internal', retry: true })
    await engine.close()
  })

  test('a page that needs more memory than it may have is a crash of that page', async () => {
    const engine = await make({ memoryMb: 60 })
    await expect(words(engine, light)).rejects.toMatchObject({ code: 'internal', retry: true })
    await engine.close()
  })

  test('damaged or missing language data is a fault of one call, also beside a good model', async () => {
    const bad = join(folder, 'bad')
    await mkdir(bad)
    await writeFile(join(bad, 'eng.traineddata'), 'this is no model')
    const engine = await make({ data: { folder: bad, models: data.models } })
    await expect(words(engine, light)).rejects.toMatchObject({ code: 'bad-configuration' })
    await expect(words(engine, light, ['ka'])).rejects.toMatchObject({ code: 'bad-configuration' })
    await copyFile(join(data.folder, 'eng.traineddata'), join(bad, 'eng.traineddata'))
    await expect(words(engine, light, ['en', 'ka'])).rejects.toMatchObject({ code: 'bad-configuration' })
    expect(await words(engine, light)).toBe(2)
    await engine.close()
  })

  test('a process is replaced after its number of calls, and serves other languages in between', async () => {
    const engine = await make({ concurrency: 1, callsPerWorker: 2 })
    for (let n = 0; n < 3; n++) {
      expect(await words(engine, light)).toBe(2)
      await words(engine, light, ['ka'])
    }
    await engine.close()
  })

  test('what an earlier recogniser left in the work folder goes; pages are not kept; closing ends all processes', async () => {
    await mkdir(workFolder(), { recursive: true })
    await writeFile(join(workFolder(), 'left-over'), 'a page')
    const engine = await make()
    await Promise.all([words(engine, light), words(engine, light, ['ka'])])
    expect(await readdir(workFolder())).toEqual([])
    expect(await processes()).toBeGreaterThan(0)
    await engine.close()
    await expect.poll(processes).toBe(0)
  })
})

describe('finding the program', () => {
  test.each([
    ['a program that is not there', null, 'is not installed'],
    ['one from before 5.0', 'echo "tesseract 4.1.1"', 'too old'],
    ['one that fails', 'echo "tesseract 5.3.0"; exit 1', 'does not say its version'],
    ['something else', 'echo hello', 'does not say its version'],
  ])('%s is not used', async (_name, script, reason) => {
    const folder = await mkdtemp(join(tmpdir(), 'opis-find-'))
    const path = join(folder, 'tesseract')
    if (script !== null) await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    expect(await findTesseract(path)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) })
    await rm(folder, { recursive: true })
  })

  test('a version of another build is understood', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'opis-find-'))
    const path = join(folder, 'tesseract')
    await writeFile(path, '#!/bin/sh\necho "tesseract v5.5.0.20241111"\n', { mode: 0o755 })
    expect(await findTesseract(path)).toEqual({ ok: true, program: path, version: '5.5.0.20241111' })
    await rm(folder, { recursive: true })
  })
})
