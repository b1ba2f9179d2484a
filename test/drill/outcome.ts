import { batchReport, type BatchReport } from '#contract/capture.ts'
import { recordText, recordView } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { tokenise } from '#kernel/fold.ts'
import type { Caller } from '#test/support/caller.ts'

/** What must be the same whatever happened on the way; ids, times and covers differ from pile to pile. */
export type Outcome = { batch: object; records: { facts: object; words: string[][] }[] }

/** Reads from the running server what became of a pile. */
export async function outcomeOf(admin: Caller, printed: string): Promise<Outcome> {
  const report = batchReport.parse(JSON.parse(printed))
  const records: Outcome['records'] = []
  for (const { id } of report.records) {
    const { class: code, file, date, pages, language, state, retention, renditions, events } = await admin.get(recordView, 'GET', `/api/records/${id}`)
    const originals = renditions.filter(({ name }) => name === 'original').map(({ sha512 }) => sha512)
    const { pages: texts } = await admin.get(recordText, 'GET', `/api/records/${id}/text`)
    const words = texts.map(({ text }) => tokenise(text).map(({ token }) => token))
    records.push({ facts: { class: code, file, date, pages, language, state, eligibleOn: retention.eligibleOn, events, originals, found: await isFound(admin, id, words) }, words })
  }
  return { batch: accountOf(report), records }
}

function accountOf({ state, fed, archived, setAside, exceptions, rejected, searchable, records }: BatchReport): object {
  return { state, fed, archived, setAside, exceptions, rejected, searchable, pages: records.map(({ pages }) => pages) }
}

/** Whether search has each page of a record exactly once: four words of it, as a phrase, among all piles alike. */
async function isFound(admin: Caller, id: string, words: readonly string[][]): Promise<boolean> {
  for (const [index, page] of words.entries()) {
    const phrase = page.slice(0, 4).join(' ')
    let offset = 0
    let times = 0
    for (;;) {
      const { hits, total } = await admin.get(searchResult, 'GET', `/api/search?limit=100&offset=${offset}&q=${encodeURIComponent(`"${phrase}"`)}`)
      times += hits.filter((hit) => hit.record === id && hit.page === index + 1).length
      offset += hits.length
      if (hits.length === 0 || offset >= total) break
    }
    if (times !== 1) return false
  }
  return true
}

/** Share of words that a page read twice may differ in: what was looked at first may differ by a pixel. */
const sameWordsShare = 0.9

/** What differs from an undisturbed run, in sentences; empty when the records are equal. */
export function differences(expected: Outcome, found: Outcome): string[] {
  const faults: string[] = []
  compare('batch', expected.batch, found.batch, faults)
  if (expected.records.length !== found.records.length) return [...faults, `${found.records.length} records instead of ${expected.records.length}`]
  for (const [index, record] of expected.records.entries()) {
    const other = found.records[index]
    compare(`record ${index + 1}`, record.facts, other?.facts ?? {}, faults)
    for (const [page, words] of record.words.entries()) {
      const share = sharedShare(words, other?.words[page] ?? [])
      if (share < sameWordsShare) faults.push(`record ${index + 1}, page ${page + 1}: ${Math.round(share * 100)} % of the words`)
    }
  }
  return faults
}

function compare(what: string, expected: object, found: object, faults: string[]): void {
  const [before, after] = [JSON.stringify(expected), JSON.stringify(found)]
  if (before !== after) faults.push(`${what}: ${after} instead of ${before}`)
}

function sharedShare(words: readonly string[], others: readonly string[]): number {
  const left = [...others]
  let shared = 0
  for (const word of words) {
    const at = left.indexOf(word)
    if (at < 0) continue
    left.splice(at, 1)
    shared++
  }
  return shared / Math.max(1, words.length, others.length)
}
