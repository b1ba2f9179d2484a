import { parseArgs } from 'node:util'
import { chooseEngine } from '#agent/recognition/choose-engine.ts'
import { engineWishes } from '#agent/recognition/engine-wish.ts'
import { benchDestruction } from './destruction.ts'
import { benchLine } from './line.ts'
import { benchPeers } from './peers.ts'
import { benchRegisters } from './registers.ts'
import { benchRetention } from './retention.ts'
import { benchSearch } from './search.ts'
import { benchStart } from './start.ts'
import { benchStation } from './station.ts'

/**
 * `npm run bench`: each speed target with its figure, both sides of a ratio in the same run.
 * `--quick` is the small form; `--only start|search|line|peers|station|retention|destruction|registers` runs one part; `--engine native|tesseract.js` says
 * which OCR engine `line` takes on both sides (otherwise the one that a recogniser would choose here). `--search
 * postgresql|elasticsearch|both` says which engines `search` measures, `--pages N` on how many pages.
 */
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, engine: { type: 'string', default: 'auto' }, search: { type: 'string', default: 'postgresql' }, pages: { type: 'string' } } })
const wish = engineWishes.find((known) => known === values.engine)
if (wish === undefined) throw new Error(`--engine takes ${engineWishes.join(', ')}`)

const parts: Record<string, () => Promise<string[]>> = {
  start: benchStart,
  search: searchRows,
  line: async () => benchLine(values.quick ? 4 : 40, await chooseEngine(wish, 'tesseract')),
  peers: () => benchPeers(values.quick ? 4 : 40),
  retention: () => benchRetention(values.quick ? 100_000 : 1_000_000),
  station: () => benchStation(values.quick ? 60 : 600),
  destruction: destructionRows,
  registers: () => benchRegisters(values.quick ? { documents: 1000, cards: 100_000 } : { documents: 10_000, cards: 1_000_000 }),
}

for (const [name, run] of Object.entries(parts)) {
  if (values.only && values.only !== name) continue
  for (const row of await run()) console.log(row)
}

async function searchRows(): Promise<string[]> {
  const rows: string[] = []
  const pages = values.pages === undefined ? (values.quick ? 1000 : 10_000) : Number(values.pages)
  for (const engine of ['postgresql', 'elasticsearch'] as const) {
    if (values.search !== 'both' && values.search !== engine) continue
    const found = await benchSearch(pages, engine)
    rows.push(
      `${engine}: index ${pages} pages: ${found.indexSeconds.toFixed(1)} s, ${Math.round(found.bytesPerPage)} bytes a page`,
      ...found.rows.map((row) => `${engine}: search ${row.name}: p50 ${row.p50Ms.toFixed(1)} ms, p95 ${row.p95Ms.toFixed(1)} ms (target 50), ${row.timesBaseline ?? 1} × the smallest round trip`),
    )
  }
  return rows
}

async function destructionRows(): Promise<string[]> {
  const { lines, recordsASecond, decidedSeconds, seconds, bareASecond } = await benchDestruction(values.quick ? 500 : 10_000)
  return [
    `destruction: act of ${lines} lines: ${recordsASecond.toFixed(0)} records/s (target 200), ${seconds.toFixed(1)} s in all, every record out of sight after ${decidedSeconds.toFixed(1)} s`,
    `destruction: physical limit, removing and syncing as many folders: ${bareASecond.toFixed(0)} records/s, ${(bareASecond / recordsASecond).toFixed(1)} × as fast`,
  ]
}
