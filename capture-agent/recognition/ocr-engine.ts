import type { Language } from '#kernel/language.ts'

/** A word as the engine saw it. `box` is [x, y, width, height] in pixels of the image it was given. */
export type EngineWord = {
  text: string
  box: readonly [number, number, number, number]
  /** 0..100 */
  confidence: number
  /** Number of its line on the page from 0. */
  line: number
  /** Number of its paragraph on the page from 0. */
  paragraph: number
}

export type EngineResult = { words: EngineWord[] }

/** A model at hand; `dataSha256` names the exact file, so that a reading can be judged years later. `quick`: one that reads large print as well in less time. */
export type EngineModel = { language: Language; dataSha256: string; quick?: { dataSha256: string } | undefined }

export type EngineRequest = {
  /** Models to read with; with several, each word gets the model that suits it, the first being tried first. */
  languages: readonly Language[]
  /** `page`: find columns and blocks first. `block`: it is one block of text lines (quicker). */
  layout: 'page' | 'block'
  /** The print is large enough for the quick model, where the language has one. */
  largePrint?: boolean
}

/**
 * What recognition needs from an OCR program. Two things pass the suite in test/suites/ocr-engine.ts:
 * tesseract.js, which is built in, and a native Tesseract where one is installed.
 */
export type OcrEngine = {
  readonly name: string
  readonly version: string
  languages(): readonly EngineModel[]
  /**
   * Reads one upright image (TIFF, PNG or JPEG; the bytes are not kept). Calls beyond the number of cores wait.
   * Throws OpisError `bad-image` when the image cannot be decoded, `internal` (worth a retry) when the
   * engine crashed or passed its time limit, `bad-configuration` when a model is missing; throws the
   * signal's reason when it is aborted. None of these disturbs other calls.
   */
  recognise(image: Uint8Array, request: EngineRequest, signal: AbortSignal): Promise<EngineResult>
  /** Ends all work; running calls fail with `internal`. */
  close(): Promise<void>
}
