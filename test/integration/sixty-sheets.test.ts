import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrol } from '#agent/enrolment/enrol.ts'
import { scanPile } from '#agent/station/scan-pile.ts'
import type { BatchReport } from '#contract/capture.ts'
import { stationCode } from '#contract/identity.ts'
import { recordText } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { tokenise } from '#kernel/fold.ts'
import { languages } from '#kernel/language.ts'
import type { DrawnWord } from '#server/demo/draw-page.ts'
import { textLines } from '#test/support/page-texts.ts'
import { layOutPile, type LaidPile, type PaperRecord } from '#test/support/paper-pile.ts'
import { freshFolder } from '#test/support/pile.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

/** Twelve records of four pages behind their covers: sixty sheets in five languages, some upside down, leaning, dusty. */
const recordCount = 12
const pagesEach = 4
const linesEach = 4

function records(): PaperRecord[] {
  return Array.from({ length: recordCount }, (_, record) => {
    const language = languages[record % languages.length] ?? 'ro'
    const pages = Array.from({ length: pagesEach }, (_page, page) => {
      const number = record * pagesEach + page
      return { lines: textLines(language, linesEach, 500 + number, 40), turn: number % 7 === 3 ? (180 as const) : (0 as const), skewDegrees: (number % 3) * 0.6, noise: number % 5 === 2 ? 0.001 : 0 }
    })
    return { order: { class: 'correspondence', date: '2024-03-01', sheets: pagesEach }, pages }
  })
}

let server: RunningServer
let folder: string
let pile: LaidPile
let report: BatchReport

beforeAll(async () => {
  server = await runServer({ recognisers: 1 })
  folder = await freshFolder('sixty')
  const { code } = await server.admin.get(stationCode, 'POST', '/api/stations/code')
  await enrol({ server: server.url, code, name: 'desk', role: 'station', dataFolder: join(folder, 'station') })
  pile = await layOutPile(server, join(folder, 'pile'), records())
  report = await scanPile({ serverUrl: server.url, dataFolder: join(folder, 'station'), giveUpAfterMs: 60_000, pile: { folder: join(folder, 'pile') }, wait: true })
}, 400_000)

afterAll(async () => {
  await server?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

test('S2-14 a pile with twelve cover sheets is twelve documents: no page is lost, doubled or in a wrong record', () => {
  expect(report).toMatchObject({ state: 'closed', fed: 60, archived: 48, searchable: true, exceptions: [], rejected: [] })
  const size = pagesEach + 1
  expect(report.setAside).toEqual(pile.covers.map((_, record) => ({ image: record * size + 1, reason: 'cover' })))
  expect(report.records.map(({ cover, pages, language }) => ({ cover, pages, language }))).toEqual(
    pile.covers.map((cover, record) => ({ cover, pages: [2, 3, 4, 5].map((page) => record * size + page), language: languages[record % languages.length] })),
  )
})

test('every three words that were recognised right are found first, on the right page, with boxes on those words', async () => {
  const texts = new Map<string, string[][]>()
  for (const { id } of report.records) {
    const { pages } = await server.admin.get(recordText, 'GET', `/api/records/${id}/text`)
    texts.set(id, pages.map((page) => tokens(page.text)))
  }
  let drawn = 0
  let searched = 0
  const faults: string[] = []
  for (const { id, pages } of report.records) {
    for (const [index, image] of pages.entries()) {
      // A sign such as № is no word: nothing is looked for by it.
      const words = (pile.pages.get(image) ?? []).filter((word) => tokens(word.text).length > 0)
      for (let at = 0; at + 3 <= words.length; at += 3) {
        const phrase = words.slice(at, at + 3)
        drawn += 1
        if (!holds(texts.get(id)?.[index] ?? [], tokens(phrase.map((word) => word.text).join(' ')))) continue
        searched += 1
        faults.push(...(await faultsOf({ record: id, page: index + 1 }, phrase, texts)))
      }
    }
  }
  expect(faults).toEqual([])
  expect(searched / drawn).toBeGreaterThan(0.9)
})

const tokens = (text: string) => tokenise(text).map(({ token }) => token)

const holds = (page: readonly string[], phrase: readonly string[]) => page.some((_, at) => phrase.every((token, index) => page[at + index] === token))

async function faultsOf(place: { record: string; page: number }, phrase: readonly DrawnWord[], texts: ReadonlyMap<string, string[][]>): Promise<string[]> {
  const q = phrase.map((word) => word.text).join(' ').replaceAll('"', '')
  const { hits } = await server.admin.get(searchResult, 'GET', `/api/search?limit=50&q=${encodeURIComponent(`"${q}"`)}`)
  const first = hits[0]
  const firstHolds = first !== undefined && holds(texts.get(first.record)?.[first.page - 1] ?? [], tokens(q))
  const own = hits.find((hit) => hit.record === place.record && hit.page === place.page)
  if (!firstHolds || own === undefined) return [`“${q}” is not found first on its page`]
  const marked = phrase.filter((word) => own.boxes.some((box) => overlap(box, word.box) > 0.3)).length
  return marked === phrase.length ? [] : [`“${q}”: ${marked} of its words are marked`]
}

type Box = readonly [number, number, number, number]

/** Shared area as a share of the smaller box. */
function overlap([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): number {
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx)
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by)
  return width <= 0 || height <= 0 ? 0 : (width * height) / Math.min(aw * ah, bw * bh)
}
