import { createRequire } from 'node:module'
import { modelsFor } from './language-data.ts'
import type { LanguageData } from './language-data.ts'
import type { OcrEngine } from './ocr-engine.ts'
import { startTesseractWorker } from './tesseract-worker.ts'
import { createWorkerPool } from './worker-pool.ts'

export type TesseractJsSettings = {
  data: LanguageData
  /** Calls that run at the same time; give the number of cores. */
  concurrency: number
  /** One call, milliseconds. A dense A3 page takes about 15 s on a slow core. */
  timeLimitMs?: number
  /** A thread is replaced after so many calls: what the library leaks goes with it. */
  callsPerWorker?: number
}

/** The OCR engine that is built in: tesseract.js in worker threads, all local. Start it in a process of its own. */
export function createTesseractJsEngine(settings: TesseractJsSettings): OcrEngine {
  const { version } = createRequire(import.meta.url)('tesseract.js/package.json') as { version: string }
  const workerSettings = { dataFolder: settings.data.folder, timeLimitMs: settings.timeLimitMs ?? 180_000, startLimitMs: 30_000 }
  const pool = createWorkerPool({
    concurrency: settings.concurrency,
    most: settings.concurrency + Math.ceil(settings.concurrency / 2),
    callsPerWorker: settings.callsPerWorker ?? 200,
    start: (models) => startTesseractWorker(models, workerSettings),
  })
  return {
    name: 'tesseract.js',
    version,
    languages: () => settings.data.models,
    recognise: (image, request, signal) => pool.run(modelsFor(settings.data, request.languages, request.largePrint), signal, (worker) => worker.recognise(image, request.layout)),
    close: () => pool.close(),
  }
}
