import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'
import { createWorkerPool } from './worker-pool.ts'
import type { PoolWorker } from './worker-pool.ts'
import { modelsFor } from './language-data.ts'
import type { LanguageData } from './language-data.ts'
import { startNativeProcess } from './native-tesseract-process.ts'
import type { NativeProcess } from './native-tesseract-process.ts'
import type { EngineRequest, EngineResult, OcrEngine } from './ocr-engine.ts'

export type NativeTesseractSettings = {
  /** The program and its version, from `findTesseract`. */
  program: string
  version: string
  data: LanguageData
  /** Images lie here while they are read; for this engine alone, emptied when it starts. */
  workFolder: string
  /** Calls that run at the same time; give the number of cores. */
  concurrency: number
  /** One call, milliseconds. A dense A3 page takes about 8 s on a slow core. */
  timeLimitMs?: number
  /** A process is replaced after so many calls. */
  callsPerWorker?: number
  /** Address space of one process; a dense A3 page at 400 dpi with five models takes 0.4 GB. */
  memoryMb?: number
}

type NativeWorker = PoolWorker & { recognise(image: Uint8Array): Promise<EngineResult> }

/** Fully automatic page segmentation, and one uniform block of text. */
const segmentation: Readonly<Record<EngineRequest['layout'], string>> = { page: '3', block: '6' }
const imageStarts = ['49492a00', '4d4d002a', '89504e47', 'ffd8ff']

/** The OCR engine of an installed Tesseract: a few processes that each go on from page to page. */
export async function createNativeTesseractEngine(settings: NativeTesseractSettings): Promise<OcrEngine> {
  await emptyFolder(settings.workFolder)
  const running = new Set<NativeProcess>()
  const startProcess = (setup: string): NativeProcess => {
    const [models = '', segments = ''] = setup.split(' ')
    const { program, data, workFolder, memoryMb = 2_048, timeLimitMs = 180_000 } = settings
    const process = startNativeProcess({ program, dataFolder: data.folder, models, segmentation: segments, memoryMb, timeLimitMs }, workFolder)
    running.add(process)
    void process.gone.then(() => running.delete(process))
    return process
  }
  const pool = createWorkerPool({
    concurrency: settings.concurrency,
    // The look at a page and two languages stay loaded on each core; a process takes 80 MB.
    most: settings.concurrency * 3,
    callsPerWorker: settings.callsPerWorker ?? 200,
    start: async (setup) => workerOf(setup, startProcess),
  })
  return {
    name: 'tesseract',
    version: settings.version,
    languages: () => settings.data.models,
    async recognise(image, { languages, layout, largePrint }, signal) {
      const setup = `${modelsFor(settings.data, languages, largePrint)} ${segmentation[layout]}`
      if (!looksLikeImage(image)) throw new OpisError('bad-image', 'The recognition engine cannot decode this image.')
      return pool.run(setup, signal, (worker) => worker.recognise(image))
    },
    async close() {
      await pool.close()
      await Promise.all([...running].map((process) => process.gone))
      await rm(settings.workFolder, { recursive: true, force: true })
    },
  }
}

/** A process cannot change its models, so another one takes its place. */
function workerOf(setup: string, start: (setup: string) => NativeProcess): NativeWorker {
  let process = start(setup)
  return {
    setup: () => setup,
    async change(next) {
      process.stop()
      setup = next
      process = start(next)
    },
    recognise: (image) => process.recognise(image, newId()),
    broken: () => process.ended(),
    stop: () => process.stop(),
  }
}

/** The program reads a file that is no image as a list of names of files. */
function looksLikeImage(image: Uint8Array): boolean {
  const start = Buffer.from(image.subarray(0, 4)).toString('hex')
  return imageStarts.some((known) => start.startsWith(known))
}

async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true })
}
