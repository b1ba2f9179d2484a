import sharp from 'sharp'
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

    test('a page reads the same, whatever was read before it, and as TIFF as well', async () => {
      const before = await read(page.png)
      await engine.recognise(page.png, { languages: ['ka', 'en'], layout: 'block' }, never)
      const other = await renderPage({ lines: ['Міська рада', 'вирішила'], widthPx: 900, heightPx: 400 })
      expect((await engine.recognise(other.png, { languages: ['uk'], layout: 'page' }, never)).words.map((word) => word.text)).toEqual(['Міська', 'рада', 'вирішила'])
      await read(other.png)
      expect(await read(page.png)).toEqual(before)
      const tiff = await sharp(page.png).toColourspace('b-w').tiff({ compression: 'none' }).toBuffer()
      expect((await read(tiff)).words).toEqual(before.words)
    })

    test('signs that have a meaning in markup, and paragraphs, come through', async () => {
      const lines = ['Smith & Sons, the "old" <mill>', 'was sold & paid.', '', '', '', 'The council met again.']
      const marked = await renderPage({ lines, widthPx: 1300, heightPx: 800 })
      const { words } = await engine.recognise(marked.png, { languages: ['en'], layout: 'page' }, never)
      const text = words.map((word) => word.text).join(' ')
      expect(text).toMatch(/Smith & Sons, the ["“]old["”] <mill> was sold & paid\. The council met again\./)
      expect(words.at(-1)?.line).toBe(2)
      expect(words[0]?.paragraph).toBe(0)
      expect(words.at(-1)?.paragraph).toBeGreaterThan(0)
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

    test('closing fails the running calls as worth another try, and refuses later ones', async () => {
      const short = await make()
      const running = expect(short.recognise(page.png, { languages: ['ro'], layout: 'page' }, never)).rejects.toMatchObject({ code: 'internal', retry: true })
      await short.close()
      await running
      await expect(short.recognise(page.png, { languages: ['ro'], layout: 'page' }, never)).rejects.toMatchObject({ code: 'internal' })
    })
  })
}
