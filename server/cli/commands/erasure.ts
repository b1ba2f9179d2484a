import { erasureRequestList, erasureRequestView, type ErasureRequestView } from '#contract/erasure-requests.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'

const text = { type: 'string' } as const

export const erasureAdd: Command = {
  name: 'erasure add',
  usage: '(--person NAME|ID | --record ID…) --requester NAME --basis TEXT [--received DATE] [--due DATE]',
  summary: 'Take in a request to erase personal data; an answer is due in one month unless --due says otherwise',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { person: text, record: { type: 'string', multiple: true }, requester: text, basis: text, received: text, due: text }, 'erasure add')
    const { person, record: records, received: receivedOn, due: dueOn } = values
    const body = { requester: needed(values.requester, '--requester'), basis: needed(values.basis, '--basis'), ...(person === undefined ? {} : { person }), ...(records === undefined ? {} : { records }), ...(receivedOn === undefined ? {} : { receivedOn }), ...(dueOn === undefined ? {} : { dueOn }) }
    printResult(erasureRequestView.parse(await (await connect()).post('/erasure-requests', body)), asJson, textOf)
    return 0
  },
}

export const erasureAssess: Command = {
  name: 'erasure assess',
  usage: 'NUMBER',
  summary: 'Judge every record of a request: refused with rule and date, ready for an act, or erased by one; changes nothing',
  async run(words, { asJson }) {
    const { positionals } = parseWords(words, {}, 'erasure assess')
    const number = encodeURIComponent(needed(positionals[0], 'The number of the request, as in E-1,'))
    printResult(erasureRequestView.parse(await (await connect()).post(`/erasure-requests/${number}/assess`)), asJson, textOf)
    return 0
  },
}

export const erasureList: Command = {
  name: 'erasure list',
  usage: '',
  summary: 'Requests to erase, the next to be answered first',
  async run(words, { asJson }) {
    parseWords(words, {}, 'erasure list')
    const answer = erasureRequestList.parse(await (await connect()).get('/erasure-requests?limit=500'))
    printResult(answer, asJson, ({ requests }) => requests.map((one) => `${one.number}  ${one.requester}, ${one.records} records, ${one.state}, answer due ${one.dueOn}${one.overdue ? ', late' : ''}`).join('\n') || 'no requests')
    return 0
  },
}

function textOf(request: ErasureRequestView): string {
  const lines = request.items.map((item) => {
    const why = [item.outcome ?? 'not assessed', item.ground, item.rule === null ? null : `rule ${item.rule}${item.cite === null ? '' : ` (${item.cite})`}`, item.eligibleOn, item.act === null ? null : `act ${item.act}`]
    return `  ${item.record}  ${why.filter((part) => part !== null).join(', ')}`
  })
  return [`${request.number}  ${request.requester}: ${request.state}, answer due ${request.dueOn}`, ...lines].join('\n')
}
