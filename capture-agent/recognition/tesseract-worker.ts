import { OpisError } from '#kernel/errors.ts'
import type { EngineRequest, EngineResult } from './ocr-engine.ts'
import { parseTsv } from './parse-tsv.ts'
import { startThread, ThreadRefusal } from './thread-calls.ts'
import type { ThreadCalls } from './thread-calls.ts'
import type { PoolWorker } from './worker-pool.ts'

/** One tesseract.js thread with one set of models; its setup is their names, joined by `+` as Tesseract writes them. */
export type TesseractWorker = PoolWorker & {
  recognise(image: Uint8Array, layout: EngineRequest['layout']): Promise<EngineResult>
}

export type WorkerSettings = { dataFolder: string; timeLimitMs: number; startLimitMs: number }

/** LSTM only: the models hold nothing else. */
const engineMode = 1
/** Tesseract's page segmentation modes: fully automatic, and one uniform block of text. */
const segmentation: Readonly<Record<EngineRequest['layout'], string>> = { page: '3', block: '6' }

/** Starts a thread and loads models into it. Throws OpisError `internal` or `bad-configuration`. */
export async function startTesseractWorker(models: string, settings: WorkerSettings): Promise<TesseractWorker> {
  const thread = startThread(new URL('./tesseract-thread.ts', import.meta.url))
  const present = new Set<string>()
  try {
    await thread.ask('load', { options: { lstmOnly: true, logging: false } }, settings.startLimitMs)
    await loadModels(thread, present, models, settings)
  } catch (error) {
    thread.stop()
    throw error
  }
  let loaded = models
  let layoutSet: EngineRequest['layout'] | null = null
  return {
    setup: () => loaded,
    broken: () => thread.ended(),
    stop: () => thread.stop(),
    async change(next) {
      await loadModels(thread, present, next, settings)
      loaded = next
      layoutSet = null
    },
    async recognise(image, layout) {
      try {
        if (layoutSet !== layout) {
          const params = { tessedit_pageseg_mode: segmentation[layout], user_defined_dpi: '300' }
          await thread.ask('setParameters', { params }, settings.startLimitMs)
          layoutSet = layout
        }
        const data = await thread.ask('recognize', { image, options: {}, output: { text: false, tsv: true } }, settings.timeLimitMs)
        return { words: parseTsv(tsvOf(data)) }
      } catch (error) {
        if (!(error instanceof ThreadRefusal)) throw error
        if (/read image|reading image/i.test(error.message)) throw new OpisError('bad-image', 'The recognition engine cannot decode this image.', { cause: error })
        // What state its memory is in after another fault nobody knows.
        thread.stop()
        throw new OpisError('internal', 'The recognition engine reported a fault; the page is tried again.', { cause: error })
      }
    },
  }
}

async function loadModels(thread: ThreadCalls, present: Set<string>, models: string, settings: WorkerSettings): Promise<void> {
  const langs = models.split('+').filter((name) => !present.has(name))
  const options = { langPath: settings.dataFolder, cacheMethod: 'none', gzip: false, lstmOnly: true }
  try {
    if (langs.length > 0) await thread.ask('loadLanguage', { langs, options }, settings.startLimitMs)
    for (const name of langs) present.add(name)
    await thread.ask('initialize', { langs: models, oem: engineMode, config: {} }, settings.startLimitMs)
  } catch (error) {
    if (!(error instanceof ThreadRefusal)) throw error
    throw new OpisError('bad-configuration', `The language data for ${models} is missing or damaged.`, { cause: error })
  }
}

function tsvOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'tsv' in data && typeof data.tsv === 'string' ? data.tsv : ''
}
