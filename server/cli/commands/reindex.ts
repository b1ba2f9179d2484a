import { z } from 'zod'
import { connect } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { follow } from '../follow.ts'

const reindexed = z.object({ records: z.int(), pages: z.int(), seconds: z.number() })

export const reindex: Command = {
  name: 'reindex',
  usage: '',
  summary: 'Build the search index anew from the database, Elasticsearch\'s too where there is one; search goes on meanwhile',
  async run(words, { asJson }) {
    parseWords(words, {}, 'reindex')
    const answer = await follow(await connect(), '/search/reindex', 'reindex', reindexed)
    printResult(answer, asJson, (done) => `${done.records} records, ${done.pages} pages in ${done.seconds} s`)
    return 0
  },
}
