import { language } from '#contract/common.ts'
import { trainingLoaded } from '#contract/training.ts'
import { connect } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

export const municipalityTraining: Command = {
  name: 'municipality training',
  usage: '[--language ka|uk|ro|ru|en]   (without it: the language of the house)',
  summary: 'Load invented documents to learn with, in test mode only; going live removes them',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { language: { type: 'string' } }, 'municipality training')
    const wanted = language.optional().safeParse(values.language)
    if (!wanted.success) throw new UsageError('--language takes ka, uk, ro, ru or en.')
    const loaded = trainingLoaded.parse(await (await connect()).post('/municipality/training', wanted.data === undefined ? {} : { language: wanted.data }))
    printResult(loaded, asJson, ({ documents, already, leftOut }) => [`${documents} training documents in ${loaded.language}${already === 0 ? '' : `, ${already} there already`}`, ...(leftOut.length === 0 ? [] : [`no register with a kind of document for: ${leftOut.join(', ')}`])].join('\n'))
    return 0
  },
}
