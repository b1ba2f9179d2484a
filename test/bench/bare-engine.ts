import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import tesseract from 'tesseract.js'
import { tesseractEnvironment } from '#agent/recognition/find-tesseract.ts'
import { modelNames, type LanguageData } from '#agent/recognition/language-data.ts'
import type { Language } from '#kernel/language.ts'
import { measured } from './cpu.ts'

/** An image file and the language that it is to be read in. */
export type BarePage = { path: string; language: Language }
export type BareRun = { seconds: number; cpuSeconds: number; texts: string[] }

const cores = availableParallelism()

/** The engine alone, text only, each page with its right model, as many pages at once as cores. */
export function runBareEngine(kind: 'native' | 'tesseract.js', pages: readonly BarePage[], data: LanguageData): Promise<BareRun> {
  return kind === 'native' ? runBareNative(pages, data) : runBareTesseractJs(pages, data)
}

/** `tesseract FILE stdout`, one process a page. */
async function runBareNative(pages: readonly BarePage[], data: LanguageData): Promise<BareRun> {
  const { seconds, cpuSeconds, result } = await measured(() => inLanes(pages, async ({ path, language }) => {
    const child = spawn('tesseract', [path, 'stdout', '--tessdata-dir', data.folder, '--oem', '1', '-l', modelNames[language]], { env: tesseractEnvironment, stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0) throw new Error(`tesseract ended with ${code} on ${path}`)
    return text
  }))
  return { seconds, cpuSeconds, texts: result }
}

/** tesseract.js on one worker a core, started beforehand and anew for each language; only the reading is counted. */
async function runBareTesseractJs(pages: readonly BarePage[], data: LanguageData): Promise<BareRun> {
  const run: BareRun = { seconds: 0, cpuSeconds: 0, texts: pages.map(() => '') }
  for (const language of new Set(pages.map((page) => page.language))) {
    const own = pages.flatMap((page, index) => (page.language === language ? [{ ...page, index }] : []))
    const start = () => tesseract.createWorker(modelNames[language], tesseract.OEM.LSTM_ONLY, {
      langPath: data.folder, gzip: false, cacheMethod: 'none', errorHandler: (fault) => console.error(fault),
    })
    const workers = await Promise.all(Array.from({ length: cores }, start))
    const { seconds, cpuSeconds } = await measured(() => inLanes(own, async ({ path, index }, lane) => {
      const result = await workers[lane]?.recognize(await readFile(path))
      run.texts[index] = result?.data.text ?? ''
    }))
    await Promise.all(workers.map((worker) => worker.terminate()))
    run.seconds += seconds
    run.cpuSeconds += cpuSeconds
  }
  return run
}

/** Does `work` for all, as many at once as cores; results in the order of the things. */
export async function inLanes<T, R>(things: readonly T[], work: (thing: T, lane: number) => Promise<R>, lanes = cores): Promise<R[]> {
  const results: R[] = []
  const waiting = [...things.entries()]
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await work(next[1], lane)
  }))
  return results
}
