import type { PageReading } from '#contract/recognition.ts'
import { languages } from '#kernel/language.ts'
import type { Language } from '#kernel/language.ts'
import { chooseScale, isLargePrint } from './choose-scale.ts'
import { findLanguage } from './find-language.ts'
import { countLetters } from './letters.ts'
import { lookAtPage } from './look-at-page.ts'
import type { EngineWord, OcrEngine } from './ocr-engine.ts'
import { meanConfidence, toReading } from './page-reading.ts'
import { openPage, turnUpright } from './prepare-image.ts'

export type RecogniseOptions = {
  signal: AbortSignal
  /** The language of the pages before: looked for first, which saves time, and decides nothing. */
  languageHint?: Language | null
}

/** With more of its letters than this in words of low confidence, the page may hold a second language. */
const weakShareLimit = 0.2
const weakConfidence = 60
/** Fewer words than this, none of them read with confidence, are dirt. */
const fewWords = 8
/** So many letters of text in another language than the model's are reason enough to read again: a model tends towards its own. */
const lettersToDoubt = 60

/**
 * Reads one page: decode, look (turn and language), read with the one right model, check, and only on doubt
 * read again. Throws OpisError as `openPage` and the engine do; throws the signal's reason when aborted.
 */
export async function recognisePage(engine: OcrEngine, image: Uint8Array, options: RecogniseOptions): Promise<PageReading> {
  const { signal, languageHint = null } = options
  const page = await openPage(image)
  const sight = await lookAtPage(engine, page, languageHint, signal)
  if (sight.blank) return toReading(engine, page, { words: [], language: null, turn: 0, doubtful: false })
  const seen = findLanguage(sight.words)
  const scale = chooseScale(sight.words, seen.language)
  const upright: Upright = { image: await turnUpright(page, sight.turn, scale), scale, largePrint: isLargePrint(sight.words) }
  const first = await read(engine, upright, seen.language === null ? languages : [seen.language], signal)
  const second = await readAgain(engine, upright, first, signal)
  const best = second !== null && isBetter(second, first) ? second : first
  if (isRubbish(best)) return toReading(engine, page, { words: [], language: null, turn: 0, doubtful: false })
  return toReading(engine, page, {
    words: best.words,
    language: best.language,
    quick: upright.largePrint,
    turn: sight.turn,
    doubtful: !sight.sure || best.weakShare > weakShareLimit || (!best.sure && lettersOf(best) > lettersToDoubt),
  })
}

/** The page as the engine gets it; `scale` leads from the page's pixels to its; `largePrint`: before it was made smaller. */
type Upright = { image: Uint8Array; scale: number; largePrint: boolean }

type Pass = { models: readonly Language[]; words: EngineWord[]; language: Language | null; sure: boolean; confidence: number; weakShare: number }

async function read(engine: OcrEngine, upright: Upright, models: readonly Language[], signal: AbortSignal): Promise<Pass> {
  const found = await engine.recognise(upright.image, { languages: models, layout: 'page', largePrint: upright.largePrint }, signal)
  const words = found.words.map((word) => ({ ...word, box: enlarge(word.box, 1 / upright.scale) }))
  const { language, sure } = findLanguage(words, models[0] ?? null)
  return { models, words, language, sure, confidence: meanConfidence(words), weakShare: weakShareOf(words) }
}

/**
 * A second reading where the first one asks for it: with the right model when the text turned out to be in another
 * language, or with all models when much of it is unreadable with one (bilingual pages). Null: not needed.
 */
async function readAgain(engine: OcrEngine, upright: Upright, first: Pass, signal: AbortSignal): Promise<Pass | null> {
  const [model, ...others] = first.models
  const wrongModel = others.length > 0 ? first.sure : first.language !== model && (first.sure || lettersOf(first) >= lettersToDoubt)
  if (first.language !== null && wrongModel && first.weakShare <= weakShareLimit) return await read(engine, upright, [first.language], signal)
  if (others.length === 0 && first.weakShare > weakShareLimit) return await read(engine, upright, allModels(first.language), signal)
  return null
}

/** Confidence alone does not judge: a reading whose text is in the language of its model wins over one that is not. */
function isBetter(second: Pass, first: Pass): boolean {
  const fits = (pass: Pass): boolean => pass.models.length === 1 && pass.language === pass.models[0]
  if (second.models.length === 1) return fits(second) && second.confidence > first.confidence - 5
  return second.confidence > first.confidence + 3
}

function enlarge([x, y, width, height]: EngineWord['box'], by: number): EngineWord['box'] {
  return [x * by, y * by, width * by, height * by]
}

function allModels(first: Language | null): readonly Language[] {
  return [...languages].sort((a, b) => Number(b === first) - Number(a === first))
}

function lettersOf(pass: Pass): number {
  return pass.words.reduce((sum, word) => sum + countLetters(word.text), 0)
}

function weakShareOf(words: readonly EngineWord[]): number {
  let letters = 0
  let weak = 0
  for (const word of words) {
    const count = countLetters(word.text)
    letters += count
    if (word.confidence < weakConfidence) weak += count
  }
  return letters === 0 ? 0 : weak / letters
}

/** Specks and shadows come out as a few single signs of low confidence. Poor print gives more, and is kept as doubtful. */
function isRubbish(pass: Pass): boolean {
  const wordlike = pass.words.filter((word) => /[\p{L}\p{N}]{2}|\p{N}/u.test(word.text))
  return !wordlike.some((word) => word.confidence >= weakConfidence) && wordlike.length < fewWords
}
