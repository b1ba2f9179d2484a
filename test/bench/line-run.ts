import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enrol } from '#agent/enrolment/enrol.ts'
import { scanPile } from '#agent/station/scan-pile.ts'
import { recordText } from '#contract/records.ts'
import { stationCode } from '#contract/identity.ts'
import type { Language } from '#kernel/language.ts'
import { readRunFile } from '#server/run-file.ts'
import { callerWithToken } from '#test/support/caller.ts'
import { textLines } from '#test/support/page-texts.ts'
import { layOutPile } from '#test/support/paper-pile.ts'
import { freePort, startServerProcess, type ServerProcess } from '#test/support/server-process.ts'
import { cpuSecondsOfTree } from './cpu.ts'

/** A page as it lay in the feeder. */
export type FedPage = { path: string; language: Language; truth: string }
/** `cpuSeconds`: of server, station, recogniser, database and all else they started. */
export type LineRun = { seconds: number; cpuSeconds: number; pages: FedPage[]; texts: string[]; steps: object }

/**
 * Feeds dense pages at 300 dpi behind one cover through station, server and recogniser until all are searchable, then hands
 * over what was read and the sheets themselves. `use` gets them while they exist.
 */
export async function runLine<T>(count: number, languages: readonly Language[], engine: string, use: (run: LineRun, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-bench-line-'))
  const env = { OPIS_DATA: join(folder, 'data'), OPIS_PORT: String(await freePort()), OPIS_OCR_ENGINE: engine }
  const server = await startServerProcess(env)
  try {
    const run = await feed(server, env.OPIS_DATA, folder, drawings(count, languages))
    await server.kill('SIGTERM')
    return await use(run, folder)
  } finally {
    await server.kill('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
}

/** As many as fit: a line that the paper's edge cuts in half is read as rubbish by every engine and would drown the real errors. */
const linesOfFullPage = 40

type Drawing = { language: Language; lines: string[]; skewDegrees: number }

function drawings(count: number, languages: readonly Language[]): Drawing[] {
  return Array.from({ length: count }, (_, index) => {
    const language = languages[index % languages.length] ?? 'en'
    return { language, lines: textLines(language, linesOfFullPage, 100 + index, language === 'ka' ? 58 : 68), skewDegrees: (index % 3) * 0.4 }
  })
}

async function feed(server: ServerProcess, dataFolder: string, folder: string, drawn: readonly Drawing[]): Promise<LineRun> {
  const admin = callerWithToken(server.url, (await readRunFile(dataFolder))?.token ?? '')
  const pile = join(folder, 'pile')
  const laid = await layOutPile({ admin }, pile, [{ order: { class: 'decisions' }, pages: [...drawn] }])
  const { code } = await admin.get(stationCode, 'POST', '/api/stations/code')
  const station = join(folder, 'station')
  await enrol({ server: server.url, code, name: 'bench', role: 'station', dataFolder: station })
  const all = () => cpuSecondsOfTree(process.pid)
  const [startedMs, startedCpu] = [performance.now(), all()]
  const report = await scanPile({ serverUrl: server.url, dataFolder: station, giveUpAfterMs: 60_000, pile: { folder: pile }, wait: true })
  const [seconds, cpuSeconds] = [(performance.now() - startedMs) / 1000, all() - startedCpu]
  if (!report.searchable || report.archived !== drawn.length) throw new Error(`not all pages became searchable: ${JSON.stringify(report)}`)
  const read = await admin.get(recordText, 'GET', `/api/records/${report.records[0]?.id ?? ''}/text`)
  const files = (await readdir(pile)).sort().slice(1)
  const truths = [...laid.pages.values()]
  const pages = drawn.map(({ language }, index) => ({
    path: join(pile, files[index] ?? ''),
    language,
    truth: (truths[index] ?? []).map(({ text }) => text).join(' '),
  }))
  return { seconds, cpuSeconds, pages, texts: read.pages.map(({ text }) => text), steps: report.seconds }
}
