/**
 * Measures recognition against the bare engine: `node test/bench/recognition.ts [pages] [rounds]`.
 * Bare: tesseract.js workers, one a core, started beforehand, each page with its right model, text only.
 * Ours: everything from the image bytes to words with boxes, language and turn unknown, engine start included.
 * Both read the same dense A4 pages at 300 dpi in five languages, in turns, so that other work on the machine
 * hits both; `cpuSeconds` (all threads of the process) is the steadier figure on a busy machine. Prints one JSON document.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import tesseract from 'tesseract.js'
import { gatherLanguageData, modelNames } from '#agent/recognition/language-data.ts'
import type { LanguageData } from '#agent/recognition/language-data.ts'
import { recognisePage } from '#agent/recognition/recognise-page.ts'
import { createTesseractJsEngine } from '#agent/recognition/tesseract-js-engine.ts'
import { languages } from '#kernel/language.ts'
import type { Language } from '#kernel/language.ts'
import { textLines } from '#test/support/page-texts.ts'
import { renderPage } from '#test/support/render-page.ts'

type Page = { language: Language; png: Uint8Array; truth: string }
type Run = { seconds: number; cpuSeconds: number; texts: Map<Page, string> }

const cores = availableParallelism()

async function drawPages(count: number): Promise<Page[]> {
  const pages: Page[] = []
  for (let i = 0; i < count; i++) {
    const language = languages[i % languages.length] ?? 'ro'
    const lines = textLines(language, 44, 100 + i, language === 'ka' ? 58 : 68)
    const { png } = await renderPage({ lines, seed: i, noise: i % 2 === 0 ? 0 : 0.002, skewDegrees: (i % 3) * 0.4 })
    pages.push({ language, png, truth: lines.join(' ') })
  }
  return pages
}

/** Processor time of this process so far, all threads. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Runs `work` over the pages with `lanes` at a time; milliseconds of wall time. */
async function timed(pages: readonly Page[], lanes: number, work: (page: Page, lane: number) => Promise<void>): Promise<number> {
  const waiting = [...pages]
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) await work(page, lane)
  }))
  return performance.now() - startedMs
}

async function runBare(pages: readonly Page[], data: LanguageData): Promise<Run> {
  const texts = new Map<Page, string>()
  let ms = 0
  let cpu = 0
  for (const language of languages) {
    const start = () => tesseract.createWorker(modelNames[language], tesseract.OEM.LSTM_ONLY, {
      langPath: data.folder, gzip: false, cacheMethod: 'none', errorHandler: (fault) => console.error(fault),
    })
    const workers = await Promise.all(Array.from({ length: cores }, start))
    cpu -= cpuSeconds()
    ms += await timed(pages.filter((page) => page.language === language), cores, async (page, lane) => {
      const result = await workers[lane]?.recognize(Buffer.from(page.png))
      texts.set(page, result?.data.text ?? '')
    })
    cpu += cpuSeconds()
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return { seconds: ms / 1000, cpuSeconds: cpu, texts }
}

async function runOurs(pages: readonly Page[], data: LanguageData): Promise<Run & { wrong: number }> {
  const texts = new Map<Page, string>()
  const signal = new AbortController().signal
  let wrong = 0
  const startedMs = performance.now()
  const startedCpu = cpuSeconds()
  const engine = createTesseractJsEngine({ data, concurrency: cores })
  await timed(pages, cores + 1, async (page) => {
    const reading = await recognisePage(engine, page.png, { signal })
    texts.set(page, reading.text)
    if (reading.language !== page.language || reading.turn !== 0) wrong++
  })
  const seconds = (performance.now() - startedMs) / 1000
  const cpu = cpuSeconds() - startedCpu
  await engine.close()
  return { seconds, cpuSeconds: cpu, texts, wrong }
}

/** Cedilla for comma below is the model's habit and folded by search; it does not count as an error here. */
function plain(text: string): string {
  return text.replaceAll('ş', 'ș').replaceAll('ţ', 'ț').replaceAll('Ş', 'Ș').replaceAll('Ţ', 'Ț').replace(/\s+/g, ' ').trim()
}

/** Character error rate in percent: edit distance over length. */
function errorRate(read: string, truth: string): number {
  let row = Uint32Array.from({ length: truth.length + 1 }, (_, i) => i)
  for (let i = 1; i <= read.length; i++) {
    const next = new Uint32Array(truth.length + 1)
    next[0] = i
    for (let j = 1; j <= truth.length; j++) {
      const change = (row[j - 1] ?? 0) + (read[i - 1] === truth[j - 1] ? 0 : 1)
      next[j] = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
    }
    row = next
  }
  return (100 * (row[truth.length] ?? 0)) / Math.max(1, truth.length)
}

function errorRates(pages: readonly Page[], run: Run): Record<string, number> {
  return Object.fromEntries(languages.map((language) => {
    const own = pages.filter((page) => page.language === language)
    const sum = own.reduce((total, page) => total + errorRate(plain(run.texts.get(page) ?? ''), plain(page.truth)), 0)
    return [language, Math.round((sum / Math.max(1, own.length)) * 100) / 100]
  }))
}

const pages = await drawPages(Number(process.argv[2] ?? 10))
const rounds = Number(process.argv[3] ?? 1)
const folder = await mkdtemp(join(tmpdir(), 'opis-bench-'))
const data = await gatherLanguageData(folder)
const bare = { seconds: 0, cpuSeconds: 0, errorPercent: {} }
const ours = { seconds: 0, cpuSeconds: 0, errorPercent: {}, wrongLanguageOrTurn: 0 }
for (let round = 0; round < rounds; round++) {
  const bareRun = await runBare(pages, data)
  const ourRun = await runOurs(pages, data)
  bare.seconds += bareRun.seconds
  ours.seconds += ourRun.seconds
  bare.cpuSeconds += bareRun.cpuSeconds
  ours.cpuSeconds += ourRun.cpuSeconds
  ours.wrongLanguageOrTurn += ourRun.wrong
  bare.errorPercent = errorRates(pages, bareRun)
  ours.errorPercent = errorRates(pages, ourRun)
}
await rm(folder, { recursive: true })
console.log(JSON.stringify({
  pages: pages.length,
  rounds,
  cores,
  bare: { ...bare, secondsPerPage: bare.seconds / rounds / pages.length },
  ours: { ...ours, secondsPerPage: ours.seconds / rounds / pages.length },
  ratio: Math.round((ours.seconds / bare.seconds) * 1000) / 1000,
  cpuRatio: Math.round((ours.cpuSeconds / bare.cpuSeconds) * 1000) / 1000,
  residentMb: Math.round(process.memoryUsage().rss / 1024 / 1024),
}, null, 2))
