import { z } from 'zod'
import { connect } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { follow } from '../follow.ts'

const rebuilt = z.object({ records: z.int(), pages: z.int(), restored: z.int(), batches: z.int(), seconds: z.number(), bad: z.array(z.object({ object: z.string(), fault: z.string() })) })

export const rebuild: Command = {
  name: 'rebuild',
  usage: '',
  summary: 'Bring lost database rows of records back from the content store; the server must run, on an empty database too; nothing that is there is changed; exit 8 if an object is damaged',
  async run(words, { asJson }) {
    parseWords(words, {}, 'rebuild')
    const answer = await follow(await connect(), '/store/rebuild', 'rebuild', rebuilt)
    printResult(answer, asJson, (done) =>
      [...done.bad.map((one) => `passed over: ${one.object}: ${one.fault}`), `${done.records} records with ${done.pages} pages in the store, ${done.restored} restored, ${done.bad.length} objects passed over, ${done.seconds} s`].join('\n'),
    )
    return answer.bad.length > 0 ? 8 : 0
  },
}
