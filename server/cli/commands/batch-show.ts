import { batchReport } from '#contract/capture.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { reportText } from '../report-text.ts'

export const batchShow: Command = {
  name: 'batch show',
  usage: 'ID',
  summary: 'The batch report: every sheet with its fate',
  async run(words, { asJson }) {
    const { positionals } = parseWords(words, {}, 'batch show')
    const client = await connect()
    const report = batchReport.parse(await client.get(`/batches/${encodeURIComponent(needed(positionals[0], 'The id of the batch'))}`))
    printResult(report, asJson, reportText)
    return 0
  },
}
