import type { PageReading } from '#contract/recognition.ts'
import { limits } from '#kernel/limits.ts'
import type { Language } from '#kernel/language.ts'
import type { EngineWord, OcrEngine } from './ocr-engine.ts'
import type { OpenPage, Turn } from './prepare-image.ts'

export type ReadWords = {
  words: readonly EngineWord[]
  language: Language | null
  /** Read with the quick model of the language, where it has one. */
  quick?: boolean
  turn: Turn
  doubtful: boolean
}

/** Below this mean confidence a person should look at the page. */
const doubtfulConfidence = 75

/** Puts what the engine saw into the form that the server keeps: boxes as fractions of the upright page. */
export function toReading(engine: OcrEngine, page: OpenPage, read: ReadWords): PageReading {
  const sideways = read.turn === 90 || read.turn === 270
  const uprightWidthPx = sideways ? page.heightPx : page.widthPx
  const uprightHeightPx = sideways ? page.widthPx : page.heightPx
  const kept = read.words.slice(0, limits.wordsPerPage)
  const confidence = meanConfidence(kept)
  const models = engine.languages()
  const model = models.find((known) => known.language === read.language) ?? models[0]
  return {
    engine: engine.name,
    engineVersion: engine.version,
    dataSha256: (read.quick === true ? model?.quick?.dataSha256 : undefined) ?? model?.dataSha256 ?? '',
    language: read.language,
    confidence,
    turn: read.turn,
    widthPx: sideways ? page.storedHeightPx : page.storedWidthPx,
    heightPx: sideways ? page.storedWidthPx : page.storedHeightPx,
    text: toText(kept).slice(0, limits.textPerPageChars),
    words: kept.map((word) => ({
      text: word.text.slice(0, 200),
      box: fractions(word.box, uprightWidthPx, uprightHeightPx),
      confidence: Math.round(word.confidence * 10) / 10,
      line: word.line,
    })),
    doubtful: read.doubtful || (kept.length > 0 && confidence < doubtfulConfidence),
  }
}

/** Mean confidence 0..100, each word weighing as many characters as it has; 0 for no words. */
export function meanConfidence(words: readonly { text: string; confidence: number }[]): number {
  let characters = 0
  let sum = 0
  for (const word of words) {
    characters += word.text.length
    sum += word.text.length * word.confidence
  }
  return characters === 0 ? 0 : Math.round((sum / characters) * 10) / 10
}

function fractions(box: EngineWord['box'], widthPx: number, heightPx: number): [number, number, number, number] {
  const round = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100_000) / 100_000
  return [round(box[0] / widthPx), round(box[1] / heightPx), round(box[2] / widthPx), round(box[3] / heightPx)]
}

/** Lines end with a line feed, paragraphs with an empty line. */
function toText(words: readonly EngineWord[]): string {
  let text = ''
  let before: EngineWord | null = null
  for (const word of words) {
    if (before !== null) text += before.paragraph !== word.paragraph ? '\n\n' : before.line !== word.line ? '\n' : ' '
    text += word.text
    before = word
  }
  return text
}
