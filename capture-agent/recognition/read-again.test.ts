import { expect, test } from 'vitest'
import { languages } from '#kernel/language.ts'
import { renderPage } from '#test/support/render-page.ts'
import type { EngineRequest, OcrEngine } from './ocr-engine.ts'
import { recognisePage } from './recognise-page.ts'

/** An engine that answers from a table of what each set of models would read; a quick look reads `look`. */
function scriptedEngine(answers: Record<string, { text: string; confidence: number }>): OcrEngine & { asked: string[] } {
  const asked: string[] = []
  const keyOf = (request: EngineRequest): string => (request.layout === 'block' ? (request.languages.length === 1 ? 'hinted look' : 'look') : request.languages.length > 1 ? 'all' : request.languages.join())
  return {
    asked,
    name: 'scripted',
    version: '1.0',
    languages: () => languages.map((language) => ({ language, dataSha256: language.padEnd(64, '0') })),
    async recognise(_, request) {
      const key = keyOf(request)
      asked.push(key)
      const { text, confidence } = answers[key] ?? { text: '', confidence: 0 }
      return { words: text.split(' ').map((word, i) => ({ text: word, confidence, box: [50 + i, 50, 40, 20], line: 0, paragraph: 0 })) }
    },
    close: async () => undefined,
  }
}

const read = async (engine: OcrEngine, languageHint: 'uk' | 'ru' | null = null) => {
  const { png } = await renderPage({ lines: ['Директор школы', 'Директор школы'], widthPx: 900, heightPx: 400 })
  return await recognisePage(engine, png, { signal: new AbortController().signal, languageHint })
}
const russian = 'Ваше обращение зарегистрировано и будет рассмотрено в течение тридцати дней со дня поступления что которые это не только была бы'

test('a page read with the wrong model of its script is read again with the right one', async () => {
  const engine = scriptedEngine({
    look: { text: 'Директор Тарас Панченко', confidence: 92 },
    uk: { text: russian.replaceAll('ие', 'иє').replaceAll('ы', 'ьі'), confidence: 90 },
    ru: { text: russian, confidence: 95 },
  })
  const reading = await read(engine)
  expect(engine.asked).toEqual(['look', 'uk', 'ru'])
  expect(reading).toMatchObject({ language: 'ru', text: russian, dataSha256: 'ru'.padEnd(64, '0'), doubtful: false })
})

test('a second reading that is no better is dropped', async () => {
  const poor = { text: russian, confidence: 48 }
  const engine = scriptedEngine({ look: { text: russian, confidence: 90 }, ru: poor, all: { ...poor, confidence: 49 } })
  const reading = await read(engine)
  expect(engine.asked).toEqual(['look', 'ru', 'all'])
  expect(reading.doubtful).toBe(true)
})

test('where nothing but specks comes out, the page is blank', async () => {
  const engine = scriptedEngine({ look: { text: '. _', confidence: 20 }, all: { text: '. ~ _ I', confidence: 35 } })
  expect(await read(engine)).toMatchObject({ words: [], text: '', language: null, confidence: 0 })
})

test('with the language of the pages before, one small look is enough', async () => {
  const engine = scriptedEngine({ 'hinted look': { text: russian, confidence: 92 }, ru: { text: russian, confidence: 95 } })
  expect(await read(engine, 'ru')).toMatchObject({ language: 'ru', text: russian, doubtful: false })
  expect(engine.asked).toEqual(['hinted look', 'ru'])
})

test('a hint that the page does not bear out is not believed', async () => {
  const engine = scriptedEngine({
    'hinted look': { text: russian.replaceAll('ы', 'ьі'), confidence: 75 },
    look: { text: russian, confidence: 92 },
    ru: { text: russian, confidence: 95 },
  })
  expect(await read(engine, 'uk')).toMatchObject({ language: 'ru', text: russian })
  expect(engine.asked).toEqual(['hinted look', 'look', 'ru'])
})
