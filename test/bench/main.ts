import { parseArgs } from 'node:util'
import { benchLine } from './line.ts'
import { benchSearch } from './search.ts'
import { benchStart } from './start.ts'

/**
 * `npm run bench`: each speed target with its figure, both sides of a ratio in the same run.
 * `--quick` is the small form; `--only start|search|line` runs one part.
 */
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } })

const parts: Record<string, () => Promise<string[]>> = {
  start: benchStart,
  search: () => searchRows(values.quick ? 1000 : 10_000),
  line: () => benchLine(values.quick ? 6 : 40),
}

for (const [name, run] of Object.entries(parts)) {
  if (values.only && values.only !== name) continue
  for (const row of await run()) console.log(row)
}

async function searchRows(pages: number): Promise<string[]> {
  const { indexSeconds, bytesPerPage, rows } = await benchSearch(pages)
  return [
    `index ${pages} pages: ${indexSeconds.toFixed(1)} s, ${Math.round(bytesPerPage)} bytes a page`,
    ...rows.map((row) => `search ${row.name}: p50 ${row.p50Ms.toFixed(1)} ms, p95 ${row.p95Ms.toFixed(1)} ms (target 50), ${row.timesBaseline ?? 1} × select 1`),
  ]
}
