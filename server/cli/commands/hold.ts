import { holdCovers, holdList as holdListAnswer, holdView, type HoldScopeForm, type HoldView } from '#contract/holds.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, wholeNumber, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

const text = { type: 'string' } as const
const several = { type: 'string', multiple: true } as const
const numberOf = (positionals: string[]) => encodeURIComponent(needed(positionals[0], 'The number of the hold, as in H-1,'))

export const holdPlace: Command = {
  name: 'hold place',
  usage: '--reason R --authority A --review DATE [--from DATE] [--record ID]… [--file "CLASS INDEX"]… [--class C]… [--query Q]… [--person NAME|ID]…',
  summary: 'Place a hold: nothing that it covers, now or captured later, is destroyed until another person releases it',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { reason: text, authority: text, review: text, from: text, record: several, file: several, class: several, query: several, person: several }, 'hold place')
    const scopes = (['record', 'file', 'class', 'query', 'person'] as const).flatMap((kind) => (values[kind] ?? []).map((target): HoldScopeForm => ({ kind, target })))
    if (scopes.length === 0) throw new UsageError('Say what the hold covers: --record, --file, --class, --query or --person, each as often as needed.')
    const body = { reason: needed(values.reason, '--reason'), authority: needed(values.authority, '--authority'), reviewOn: needed(values.review, '--review'), ...(values.from === undefined ? {} : { from: values.from }), scopes }
    printResult(holdView.parse(await (await connect()).post('/holds', body)), asJson, textOf)
    return 0
  },
}

export const holdRelease: Command = {
  name: 'hold release',
  usage: 'NUMBER --reason R',
  summary: 'Release a hold; refused to who placed it',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { reason: text }, 'hold release')
    const answer = await (await connect()).post(`/holds/${numberOf(positionals)}/release`, { reason: needed(values.reason, '--reason') })
    printResult(holdView.parse(answer), asJson, textOf)
    return 0
  },
}

export const holdList: Command = {
  name: 'hold list',
  usage: '[--released]',
  summary: 'Holds in force, the next to be reviewed first; --released: those that have ended too',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { released: { type: 'boolean' } }, 'hold list')
    const answer = holdListAnswer.parse(await (await connect()).get(`/holds?limit=500&released=${values.released === true}`))
    printResult(answer, asJson, ({ holds }) => holds.map(textOf).join('\n') || 'no holds')
    return 0
  },
}

export const holdShow: Command = {
  name: 'hold show',
  usage: 'NUMBER [--limit 50] [--after ID]',
  summary: 'A hold and the records that it covers now; --after: the page behind that record',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { limit: text, after: text }, 'hold show')
    const limit = wholeNumber(values.limit, 'limit', { min: 1, max: 500 }) ?? 50
    const server = await connect()
    const number = numberOf(positionals)
    const hold = holdView.parse(await server.get(`/holds/${number}`))
    const covers = holdCovers.parse(await server.get(`/holds/${number}/records?limit=${limit}${values.after === undefined ? '' : `&after=${encodeURIComponent(values.after)}`}`))
    printResult({ ...hold, covers }, asJson, () => [textOf(hold), `  covers ${covers.total} records`, ...covers.records.map((one) => `  ${one.id}  ${one.title}`)].join('\n'))
    return 0
  },
}

function textOf(hold: HoldView): string {
  const state = hold.released === null ? `review on ${hold.reviewOn}${hold.reviewDue ? ', due' : ''}` : `released on ${hold.released.on}: ${hold.released.reason}`
  return [`${hold.number}  ${hold.reason} (${hold.authority}), since ${hold.from}, ${state}`, ...hold.scopes.map((scope) => `  ${scope.kind} ${scope.name}`)].join('\n')
}
