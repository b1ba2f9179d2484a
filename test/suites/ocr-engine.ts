import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OcrEngine } from '#agent/recognition/ocr-engine.ts'
import type { DrawnPage } from '#server/demo/draw-page.ts'
import { renderPage } from '#test/support/render-page.ts'

/** What every OCR engine must do. `make` gives a running engine with the five languages. */
export function ocrEngineSuite(name: string, make: () => Promise<OcrEngine>): void {
  describe(`OCR engine: ${name}`, () => {
    let engine: OcrEngine
    let page: DrawnPage
    const never = new AbortController().signal
    const read = (image: Uint8Array) => engine.recognise(image, { languages: ['ro'], layout: 'page' }, never)
    beforeAll(async () => {
      engine = await make()
      page = await renderPage({ lines: ['Consiliul hotărăște', '', 'Primăria comunei'], widthPx: 1200, heightPx: 500 })
    })
    afterAll(() => engine.close())

    test('says what it is and which models it has', () => {
      expect(engine.name).not.toBe('')
      expect(engine.version).toMatch(/^\d+\.\d+/)
      expect(engine.languages().map((model) => model.language).sort()).toEqual(['en', 'ka', 'ro', 'ru', 'uk'])
      for (const model of engine.languages()) expect(model.dataSha256).toMatch(/^[0-9a-f]{64}$/)
    })

    test('gives words in order with lines, confidence and the box of their ink', async () => {
      const { words } = await read(page.png)
      expect(words.map((word) => word.text)).toEqual(['Consiliul', 'hotărăște', 'Primăria', 'comunei'])
      expect(words.map((word) => word.line)).toEqual([0, 0, 1, 1])
      for (const [i, word] of words.entries()) {
        expect(word.confidence).toBeGreaterThan(70)
        const drawn = page.words[i]?.box ?? [0, 0, 0, 0]
        const sizes = [1200, 500, 1200, 500]
        word.box.forEach((side, n) => expect(Math.abs(side - (drawn[n] ?? 0) * (sizes[n] ?? 0))).toBeLessThan(8))
      }
    })

    test('reads a block of lines and several models at once', async () => {
      const { words } = await engine.recognise(page.png, { languages: ['ru', 'ro'], layout: 'block' }, never)
      expect(words.map((word) => word.text)).toContain('Consiliul')
    })

    test('empty paper has no words', async () => {
      const blank = await renderPage({ lines: [], widthPx: 400, heightPx: 400 })
      expect((await read(blank.png)).words).toEqual([])
    })

    test.each([
      ['no bytes', () => new Uint8Array(0)],
      ['a text', () => Buffer.from('this is no image')],
      ['a PNG with a broken middle', () => Buffer.concat([page.png.subarray(0, 200), Buffer.alloc(500, 7), page.png.subarray(700)])],
      ['a PNG that is cut off', () => page.png.subarray(0, 300)],
    ])('refuses %s and goes on', async (_, image) => {
      await expect(read(image())).rejects.toMatchObject({ code: 'bad-image' })
      expect((await read(page.png)).words).toHaveLength(4)
    })

    test('calls beyond its cores wait and all end', async () => {
      const all = await Promise.all([1, 2, 3, 4, 5].map(() => read(page.png)))
      for (const { words } of all) expect(words).toHaveLength(4)
    })

    test('a call that is aborted fails with the reason, before and while it runs; others go on', async () => {
      const gone = AbortSignal.abort(new Error('stopped by the test'))
      await expect(engine.recognise(page.png, { languages: ['ro'], layout: 'page' }, gone)).rejects.toThrow('stopped by the test')
      const control = new AbortController()
      const running = engine.recognise(page.png, { languages: ['ro'], layout: 'page' }, control.signal)
      const other = read(page.png)
      control.abort(new Error('stopped midway'))
      await expect(running).rejects.toThrow('stopped midway')
      expect((await other).words).toHaveLength(4)
    })
  })
}
