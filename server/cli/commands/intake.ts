import { intakeList, intakeSourcesView, intakeStates } from '#contract/intake.ts'
import { connect } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

const string = { type: 'string' } as const

export const intakeListCommand: Command = {
  name: 'intake list',
  usage: '[--state waiting|registered|rejected]',
  summary: 'What came and waits to be registered, the longest first',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { state: string }, 'intake list')
    const state = intakeStates.find((one) => one === (values.state ?? 'waiting'))
    if (state === undefined) throw new UsageError(`--state takes ${intakeStates.join(', ')}.`)
    const answer = intakeList.parse(await (await connect()).get(`/intake?limit=200&state=${state}`))
    printResult(answer, asJson, ({ items }) => items.map((one) => [one.receivedAt, one.source, one.provisionalNumber ?? '', one.sender, one.title, one.card?.number ?? one.decided?.reason ?? one.note ?? ''].filter((part) => part !== '').join('  ')).join('\n') || 'none')
    return 0
  },
}

export const intakeFetch: Command = {
  name: 'intake fetch',
  usage: '',
  summary: 'Look into the mail box and the scanner folder now; exit 3 when one could not be read',
  async run(words, { asJson }) {
    parseWords(words, {}, 'intake fetch')
    const answer = intakeSourcesView.parse(await (await connect()).post('/intake/fetch', {}))
    const line = (name: string, { configured, taken, fault }: (typeof answer)['mail']) => `${name}: ${configured ? (fault ?? `looked at, ${taken} taken since the server started`) : 'not set up'}`
    printResult(answer, asJson, ({ mail, folder }) => [line('mail box', mail), line('folder', folder)].join('\n'))
    return answer.mail.fault === null && answer.folder.fault === null ? 0 : 3
  },
}
