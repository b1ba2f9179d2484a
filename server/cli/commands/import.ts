import { setTimeout as pause } from 'node:timers/promises'
import { importAnswer, recordView } from '#contract/records.ts'
import { OpisError } from '#kernel/errors.ts'
import { connect, type Client } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { listImports } from '../list-imports.ts'
import { progressBar } from '../progress-bar.ts'

type Answer = {
  records: { id: string; source: string; pages: number }[]
  duplicates: { source: string; record: string }[]
  rejected: { source: string; type: string; detail: string }[]
}

const waitStepMs = 250

export const importFiles: Command = {
  name: 'import',
  usage: 'PATH… [--class C] [--date D] [--no-wait]',
  summary: 'Import files, folders and ZIP archives: images, PDF, UTF-8 text with form feeds between pages',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { class: { type: 'string' }, date: { type: 'string' }, 'no-wait': { type: 'boolean' } }, 'import')
    needed(positionals[0], 'A file, folder or ZIP')
    const client = await connect()
    const answer: Answer = { records: [], duplicates: [], rejected: [] }
    const bar = progressBar('import')
    for await (const item of listImports(positionals)) {
      if ('fault' in item) answer.rejected.push({ source: item.source, type: item.fault, detail: item.detail })
      else await importOne(client, item, values, answer)
      bar.step(answer.records.length + answer.duplicates.length + answer.rejected.length, item.total)
    }
    bar.end()
    if (!values['no-wait']) await waitUntilSearchable(client, answer.records.map((record) => record.id))
    printResult(answer, asJson, (done) => [...done.rejected.map((one) => `rejected ${JSON.stringify(one.source)}: ${one.type}: ${one.detail}`), `${done.records.length} records, ${done.duplicates.length} duplicates, ${done.rejected.length} rejected`].join('\n'))
    return answer.rejected.length > 0 ? 8 : 0
  },
}

async function importOne(client: Client, item: { source: string; bytes: Uint8Array }, options: { class?: string | undefined; date?: string | undefined }, answer: Answer): Promise<void> {
  const query = new URLSearchParams({ name: item.source, ...(options.class ? { class: options.class } : {}), ...(options.date ? { date: options.date } : {}) })
  try {
    const { record, duplicateOf, pages } = importAnswer.parse(await client.send(`/import?${query}`, item.bytes))
    if (record) answer.records.push({ id: record, source: item.source, pages })
    else if (duplicateOf) answer.duplicates.push({ source: item.source, record: duplicateOf })
  } catch (error) {
    if (!(error instanceof OpisError) || error.code === 'unreachable' || error.code === 'forbidden' || error.code === 'not-found') throw error
    answer.rejected.push({ source: item.source, type: error.code, detail: error.detail })
  }
}

async function waitUntilSearchable(client: Client, ids: string[]): Promise<void> {
  const bar = progressBar('indexing')
  for (const [index, id] of ids.entries()) {
    while (recordView.parse(await client.get(`/records/${id}`)).state !== 'searchable') await pause(waitStepMs)
    bar.step(index + 1, ids.length)
  }
  bar.end()
}
