/**
 * Measures recognition against the bare engine: `node test/bench/recognition.ts [--pages 10] [--rounds 1] [--engine auto|native|tesseract.js]`.
 * Bare: the engine alone on all cores, each page with its right model, text only.
 * Ours: everything from the image bytes to words with boxes, language and turn unknown, engine start included.
 * Both read the same dense A4 pages at 300 dpi in five languages with the same language data, in turns, so that other work on the
 * machine hits both; `cpuSeconds` (with all processes that were started) is the steadier figure on a busy machine. Prints one JSON document.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chooseEngine, openEngine } from '#agent/recognition/choose-engine.ts'
import { engineWishes } from '#agent/recognition/engine-wish.ts'
import { gatherLanguageData } from '#agent/recognition/language-data.ts'
import { recognisePage } from '#agent/recognition/recognise-page.ts'
import { languages } from '#kernel/language.ts'
import { textLines } from '#test/support/page-texts.ts'
import { renderPage } from '#test/support/render-page.ts'
import { inLanes, runBareEngine, type BarePage } from './bare-engine.ts'
import { measured } from './cpu.ts'
import { describeEngine } from './describe-engine.ts'
import { meanErrorRate } from './error-rate.ts'

type Page = BarePage & { truth: string }
type Sums = { seconds: number; cpuSeconds: number; errorPercent: Record<string, number> }

const { values } = parseArgs({ options: { pages: { type: 'string', default: '10' }, rounds: { type: 'string', default: '1' }, engine: { type: 'string', default: 'auto' } } })
const cores = availableParallelism()
const folder = await mkdtemp(join(tmpdir(), 'opis-bench-'))
const wish = engineWishes.find((known) => known === values.engine) ?? 'auto'
const choice = await chooseEngine(wish, 'tesseract')
const data = await gatherLanguageData(join(folder, 'bare-data'))

async function drawPages(count: number): Promise<Page[]> {
  const pages: Page[] = []
  for (let i = 0; i < count; i++) {
    const language = languages[i % languages.length] ?? 'ro'
    const lines = textLines(language, 44, 100 + i, language === 'ka' ? 58 : 68)
    const { png } = await renderPage({ lines, seed: i, noise: i % 2 === 0 ? 0 : 0.002, skewDegrees: (i % 3) * 0.4 })
    const path = join(folder, `${i}.png`)
    await writeFile(path, png)
    pages.push({ path, language, truth: lines.join(' ') })
  }
  return pages
}

async function runOurs(pages: readonly Page[]): Promise<{ seconds: number; cpuSeconds: number; texts: string[]; wrong: number }> {
  const signal = new AbortController().signal
  const { seconds, cpuSeconds, result } = await measured(async () => {
    const { engine } = await openEngine({ wish: choice.kind, program: 'tesseract', dataFolder: folder, languageDataFolder: null, concurrency: cores })
    const readings = await inLanes(pages, async ({ path }) => recognisePage(engine, await readFile(path), { signal }), cores + 1)
    await engine.close()
    return readings
  })
  const wrong = result.filter(({ language, turn }, index) => language !== pages[index]?.language || turn !== 0).length
  return { seconds, cpuSeconds, texts: result.map(({ text }) => text), wrong }
}

function errorRates(pages: readonly Page[], texts: readonly string[]): Record<string, number> {
  const read = pages.map((page, index) => ({ ...page, read: texts[index] }))
  return Object.fromEntries(languages.map((language) => [language, Math.round(meanErrorRate(read.filter((page) => page.language === language)) * 100) / 100]))
}

function add(sums: Sums, run: { seconds: number; cpuSeconds: number; texts: string[] }): void {
  sums.seconds += run.seconds
  sums.cpuSeconds += run.cpuSeconds
  sums.errorPercent = errorRates(pages, run.texts)
}

const pages = await drawPages(Number(values.pages))
const rounds = Number(values.rounds)
const bare: Sums = { seconds: 0, cpuSeconds: 0, errorPercent: {} }
const ours: Sums & { wrongLanguageOrTurn: number } = { seconds: 0, cpuSeconds: 0, errorPercent: {}, wrongLanguageOrTurn: 0 }
for (let round = 0; round < rounds; round++) {
  add(bare, await runBareEngine(choice.kind, pages, data))
  const run = await runOurs(pages)
  add(ours, run)
  ours.wrongLanguageOrTurn += run.wrong
}
await rm(folder, { recursive: true })
console.log(JSON.stringify({
  engine: describeEngine(choice, data, languages),
  pages: pages.length,
  rounds,
  cores,
  bare: { ...bare, secondsPerPage: bare.seconds / rounds / pages.length, cpuSecondsPerPage: bare.cpuSeconds / rounds / pages.length },
  ours: { ...ours, secondsPerPage: ours.seconds / rounds / pages.length, cpuSecondsPerPage: ours.cpuSeconds / rounds / pages.length },
  ratio: Math.round((ours.seconds / bare.seconds) * 1000) / 1000,
  cpuRatio: Math.round((ours.cpuSeconds / bare.cpuSeconds) * 1000) / 1000,
  residentMb: Math.round(process.memoryUsage().rss / 1024 / 1024),
}, null, 2))
