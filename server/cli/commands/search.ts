import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { searchResult, type SearchResult } from '#contract/search.ts'
import { OpisError } from '#kernel/errors.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, wholeNumber, type Command } from '../command.ts'

const queryList = z.array(z.object({ id: z.union([z.string(), z.number()]), q: z.string() }))
const queryFile = z.union([queryList, z.object({ queries: queryList }).transform(({ queries }) => queries)])

export const search: Command = {
  name: 'search',
  usage: 'QUERY | --queries FILE [--limit 20] [--lang L] [--class C] [--from D] [--to D] [--sort relevance|date] [--as USER]',
  summary: 'Full-text search by page: words, "phrases", -without, begin*',
  async run(words, { asJson }) {
    const string = { type: 'string' } as const
    const { values, positionals } = parseWords(words, { queries: string, limit: string, lang: string, class: string, from: string, to: string, sort: string, as: string }, 'search')
    wholeNumber(values.limit, 'limit', { min: 1, max: 200 })
    const { queries, as, ...filters } = values
    const client = await connect()
    const one = async (q: string): Promise<SearchResult> => searchResult.parse(await client.get(`/search?${new URLSearchParams({ q, ...definedOnly(filters) })}`, as))
    if (queries === undefined) {
      printResult(await one(needed(positionals.join(' '), 'The query')), asJson, resultText)
      return 0
    }
    const list = await readQueries(queries)
    const results = []
    for (const { id, q } of list) results.push({ id, ...(await one(q)) })
    printResult({ results }, asJson, (answer) => answer.results.map((result) => `${result.id}: ${result.total} hits`).join('\n'))
    return 0
  },
}

function definedOnly(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
}

async function readQueries(file: string) {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new OpisError('not-found', `There is no file ${file}.`)
  })
  try {
    return queryFile.parse(JSON.parse(text))
  } catch (error) {
    throw new OpisError('bad-request', `${file} must hold [{"id","q"}…] or {"queries":[…]}.`, { cause: error })
  }
}

/** Hits for people; marked words stand in brackets. */
export function resultText(result: SearchResult): string {
  const hits = result.hits.map((hit) => `  ${hit.title}, page ${hit.page} [${hit.language ?? '-'}]  ${hit.record}\n      ${plain(hit.snippet)}`)
  return [`${result.total} pages (${result.engine}${result.degraded ? ', degraded' : ''}, ${Math.round(result.tookMs)} ms)`, ...hits].join('\n')
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }

function plain(snippet: string): string {
  return snippet.replaceAll(/<mark>(.*?)<\/mark>/g, '[$1]').replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
}
