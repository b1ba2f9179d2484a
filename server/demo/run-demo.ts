import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readdir } from 'node:fs/promises'
import type { BatchReport } from '#contract/capture.ts'
import { systemClock } from '#kernel/clock.ts'
import { drawPdf } from '#platform/pdf/draw-pdf.ts'
import { issueCovers } from '../capture/covers/issue-covers.ts'
import { printCovers } from '../capture/covers/print-covers.ts'
import { reportText } from '../cli/report-text.ts'
import { scanInChild } from '../cli/scan-in-child.ts'
import { scanProgress } from '../cli/scan-progress.ts'
import type { Config } from '../config.ts'
import { issueAgentCode } from '../identity/agents.ts'
import { ensureLocalAgent } from '../local-agents.ts'
import { explainRetention } from '../retention/compute-retention.ts'
import { createPageReader } from '../search/page-reader.ts'
import { searchRecords } from '../search/search-records.ts'
import type { Running } from '../start.ts'
import { showTown } from './show-town.ts'
import { makePile, pileCoverOrders, type Pile, type PileCover } from './pile/make-pile.ts'

const seed = 2026

/**
 * The line from paper to answer on a pile of its own: prints covers, draws the sheets, feeds them
 * through the station and shows what became of them; then sets up a town hall with documents in all stages. A second run on the folder feeds a new pile
 * with new covers.
 */
export async function runDemo(running: Running, config: Config, say: (line: string) => void): Promise<void> {
  const folder = join(config.dataFolder, 'demo', `pile-${await nextNumber(join(config.dataFolder, 'demo'))}`)
  say('Printing cover sheets and drawing a pile of paper …')
  const pile = await preparePile(running, config, folder)
  say(`${pile.files.length} sheets lie in ${folder}; feeding them through the station.`)
  const { database } = running.assembled
  await ensureLocalAgent({ url: running.url, folder: join(config.dataFolder, 'station'), role: 'station', issueCode: async () => (await issueAgentCode({ db: database.db, clock: systemClock }, 'system')).code })
  const report = await scanInChild({
    options: { folder },
    serverUrl: running.url,
    dataFolder: config.dataFolder,
    onProgress: scanProgress((text) => process.stderr.write(text), process.stderr.isTTY),
  })
  say(`\n${reportText(report)}\n`)
  await showSearches(running, pile, say)
  await showRetention(running, report, say)
  await showTown(running.assembled.records, config, report, say)
  say(`\nOpis goes on serving: ${running.url}   (Ctrl-C stops it)`)
}

/** Piles are numbered; one that was begun and not finished is left alone. */
async function nextNumber(folder: string): Promise<number> {
  return existsSync(folder) ? (await readdir(folder)).length + 1 : 1
}

async function preparePile(running: Running, config: Config, folder: string): Promise<Pile> {
  const { capture } = running.assembled.records
  const covers: PileCover[] = []
  const sheets = []
  for (const order of pileCoverOrders()) {
    const [issued] = await issueCovers(capture, { count: 1, ...order }, 'user:demo')
    if (!issued) continue
    covers.push({ id: issued.id, class: order.class, language: order.language })
    const title = issued.classTitle?.[order.language] ?? issued.classTitle?.['en'] ?? order.class
    sheets.push({ id: issued.id, class: { code: order.class, title }, sheets: order.sheets, date: order.date, language: order.language })
  }
  const pdf = await printCovers(sheets, { language: 'en', archiveName: config.archiveName })
  const pictures = new Map<string, Uint8Array>()
  let page = 0
  for await (const drawn of drawPdf(pdf)) pictures.set(covers[page++]?.id ?? randomUUID(), drawn.png)
  return makePile(folder, covers, { seed, coverImage: async (id) => pictures.get(id) ?? new Uint8Array() })
}

async function showSearches(running: Running, pile: Pile, say: (line: string) => void): Promise<void> {
  const { database, search } = running.assembled
  const context = { index: search, pages: createPageReader(database.db), now: () => performance.now() }
  for (const { language, query } of pile.searches) {
    const result = await searchRecords(context, { q: `"${query}"`, limit: 1, offset: 0, sort: 'relevance' }, { kind: 'all' })
    const hit = result.hits[0]
    const found = hit ? `${hit.title}, page ${hit.page}, ${hit.boxes.length} words marked` : 'not found'
    say(`search ${language}  “${query}”  →  ${found}  (${result.tookMs} ms)`)
  }
}

/** One record a class, so that three different answers are seen. */
async function showRetention(running: Running, report: BatchReport, say: (line: string) => void): Promise<void> {
  const byClass = new Map(report.records.map((record) => [record.class, record]))
  say('')
  for (const record of [...byClass.values()].slice(0, 3)) {
    const { explanation } = await explainRetention(running.assembled.database.db, record.id, 'en')
    say(`${record.title}\n    ${explanation}`)
  }
}
