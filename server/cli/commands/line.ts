import { pagesGivenBack, stepsRetried, troubleList, type TroubledStep } from '#contract/status.ts'
import { connect } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

export const lineTrouble: Command = {
  name: 'line trouble',
  usage: '',
  summary: 'Steps that do not come off and pages that no recogniser could read, each with its reason',
  async run(words, { asJson }) {
    parseWords(words, {}, 'line trouble')
    const answer = troubleList.parse(await (await connect()).get('/line/trouble'))
    printResult(answer, asJson, ({ steps, stepCount, pages, pageCount }) =>
      [
        `${stepCount} steps do not come off${stepCount > steps.length ? `; the first ${steps.length}` : ''}`,
        ...steps.map(lineOf),
        `${pageCount} pages could not be read${pageCount > pages.length ? `; the first ${pages.length}` : ''}`,
        ...pages.map((page) => `  ${page.record} page ${page.page}  ${page.title}: ${page.detail}`),
      ].join('\n'),
    )
    return 0
  },
}

const lineOf = ({ id, step, subject, tries, nextTryAt, detail }: TroubledStep): string => `  ${id}  ${step} ${subject}, ${tries} tries, ${nextTryAt === null ? 'given up' : `again at ${nextTryAt}`}: ${detail}`

export const lineRetry: Command = {
  name: 'line retry',
  usage: '(ID | --all)',
  summary: 'Try a step that does not come off again now, or all of them',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { all: { type: 'boolean' } }, 'line retry')
    const [id, ...more] = positionals
    if ((id === undefined) === (values.all !== true) || more.length > 0) throw new UsageError('line retry takes the ID of a step, or --all. Look for it with: opis line trouble')
    const answer = stepsRetried.parse(await (await connect()).post('/line/retry', id === undefined ? {} : { id }))
    printResult(answer, asJson, ({ retried }) => `${retried} steps are tried again`)
    return 0
  },
}

export const lineReadAgain: Command = {
  name: 'line read-again',
  usage: '(--record ID | --all)',
  summary: 'Give pages that could not be read back to the recognisers',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { all: { type: 'boolean' }, record: { type: 'string' } }, 'line read-again')
    if ((values.record === undefined) === (values.all !== true) || positionals.length > 0) throw new UsageError('line read-again takes --record ID, or --all. Look for them with: opis line trouble')
    const answer = pagesGivenBack.parse(await (await connect()).post('/line/read-again', typeof values.record === 'string' ? { record: values.record } : {}))
    printResult(answer, asJson, ({ pages }) => `${pages} pages are read again`)
    return 0
  },
}
