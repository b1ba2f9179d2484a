import { z } from 'zod'
import { connect } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'

const reindexed = z.object({ records: z.int(), pages: z.int(), seconds: z.number() })

export const reindex: Command = {
  name: 'reindex',
  usage: '',
  summary: 'Build the search index anew from the database; search goes on meanwhile',
  async run(words, { asJson }) {
    parseWords(words, {}, 'reindex')
    const answer = reindexed.parse(await (await connect()).post('/search/reindex'))
    printResult(answer, asJson, (done) => `${done.records} records, ${done.pages} pages in ${done.seconds} s`)
    return 0
  },
}
