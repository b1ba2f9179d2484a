import { z } from 'zod'
import { factList, fileList, fileStateNames, fileView, type FileView } from '#contract/file-plan.ts'
import { OpisError } from '#kernel/errors.ts'
import { connect, type Client } from '../client.ts'
import { needed, parseWords, printResult, wholeNumber, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

const fileHint = 'FILE   (its id, or CLASS NUMBER)'
const text = { type: 'string' } as const

export const fileListCommand: Command = {
  name: 'file list',
  usage: '[--class C] [--state open|closed|transferred|destroyed] [--record ID] [--q LETTERS] [--limit 100] [--after ID] [--as USER]',
  summary: 'List files of the file plan',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { class: text, state: text, record: text, q: text, limit: text, after: text, as: text }, 'file list')
    const { as, limit, ...query } = values
    if (query.state !== undefined && !z.enum(fileStateNames).safeParse(query.state).success) throw new UsageError(`--state takes one of: ${fileStateNames.join(', ')}.`)
    const wanted = { ...query, limit: String(wholeNumber(limit, 'limit', { min: 1, max: 500 }) ?? 100) }
    const answer = fileList.parse(await (await connect()).get(`/files?${new URLSearchParams(wanted).toString()}`, as))
    printResult(answer, asJson, ({ files }) => files.map((file) => `${file.class} ${file.number}  ${file.state}  ${file.records}  ${file.title ?? ''}  ${file.id}`).join('\n'))
    return 0
  },
}

export const fileShow: Command = {
  name: 'file show',
  usage: `${fileHint} [--language L] [--as USER]`,
  summary: 'Show a file: facts, volumes, records, paper, history',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { as: text, language: text }, 'file show')
    const client = await connect()
    const id = await fileId(client, positionals, values.as)
    const language = values.language === undefined ? '' : `?language=${encodeURIComponent(values.language)}`
    printResult(fileView.parse(await client.get(`/files/${id}${language}`, values.as)), asJson, described)
    return 0
  },
}

export const fileOpen: Command = {
  name: 'file open',
  usage: 'CLASS NUMBER [--title T] [--on D]',
  summary: 'Open a file',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { title: text, on: text }, 'file open')
    const wanted = { class: needed(positionals[0], 'The class'), number: needed(positionals[1], 'The index of the file'), ...(values.title === undefined ? {} : { title: values.title }), ...(values.on === undefined ? {} : { openedOn: values.on }) }
    printResult(fileView.parse(await (await connect()).post('/files', wanted)), asJson, described)
    return 0
  },
}

export const fileClose: Command = {
  name: 'file close',
  usage: `${fileHint} [--on D]`,
  summary: 'Close a file, today unless a date is given',
  run: (words, output) => changed(words, output, 'file close', { on: text }, 'close', ({ on }) => (on === undefined ? {} : { on })),
}

export const fileReopen: Command = {
  name: 'file reopen',
  usage: `${fileHint} --reason R`,
  summary: 'Reopen a closed file',
  run: (words, output) => changed(words, output, 'file reopen', { reason: text }, 'reopen', ({ reason }) => ({ reason: needed(reason, '--reason') })),
}

export const fileAdd: Command = {
  name: 'file add',
  usage: `${fileHint} --record ID [--volume N]`,
  summary: 'Put a record into a file; it stays in its other files',
  run: (words, output) =>
    changed(words, output, 'file add', { record: text, volume: text }, 'records', ({ record, volume }) => {
      const number = wholeNumber(volume, 'volume', { min: 1, max: 10_000 })
      return { record: needed(record, '--record'), ...(number === undefined ? {} : { volume: number }) }
    }),
}

export const fileFacts: Command = {
  name: 'file facts',
  usage: `${fileHint} [--add NAME (--date D | --value V) [--evidence E]]`,
  summary: 'List the facts of a file, or record one',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { add: text, date: text, value: text, evidence: text }, 'file facts')
    const { add: name, ...said } = values
    if (name === undefined && Object.keys(said).length > 0) throw new UsageError('--add with the name of the fact is missing.')
    const client = await connect()
    const subject = await fileId(client, positionals)
    const answer = factList.parse(name === undefined ? await client.get(`/facts?kind=file&subject=${subject}`) : await client.post('/facts', { kind: 'file', subject, name, ...said, ...(said.value === undefined ? {} : { value: valueOf(said.value) }) }))
    printResult(answer, asJson, ({ facts }) => facts.map((fact) => `${fact.name}  ${fact.date ?? String(fact.value)}${fact.retracted === null ? '' : '  (retracted)'}`).join('\n'))
    return 0
  },
}

type Output = { asJson: boolean }
type Said = Record<string, string | undefined>

async function changed(words: string[], { asJson }: Output, name: string, options: Record<string, typeof text>, path: string, body: (values: Said) => unknown): Promise<number> {
  const { values, positionals } = parseWords(words, options, name)
  const said = body(values as Said)
  const client = await connect()
  const id = await fileId(client, positionals)
  printResult(fileView.parse(await client.post(`/files/${id}/${path}`, said)), asJson, described)
  return 0
}

/** A file by its id, or by class and index; of several words the first is the class. */
async function fileId(client: Client, positionals: readonly string[], as?: string): Promise<string> {
  const [first, number] = [needed(positionals[0], 'The file'), positionals[1]]
  if (number === undefined) return encodeURIComponent(first)
  const { files } = fileList.parse(await client.get(`/files?${new URLSearchParams({ class: first, number }).toString()}`, as))
  const [found] = files
  if (found === undefined) throw new OpisError('not-found', `There is no file ${number} in the class ${first}, or you may not see it.`)
  return found.id
}

/** `true`, `false` and numbers are what they look like; anything else is text. */
function valueOf(said: string): string | number | boolean {
  if (said === 'true' || said === 'false') return said === 'true'
  return said.trim() !== '' && Number.isFinite(Number(said)) ? Number(said) : said
}

function described(file: FileView): string {
  const lines = [
    `${file.class} ${file.number}${file.title === null ? '' : `: ${file.title}`}  ${file.state}  ${file.id}`,
    `opened ${file.openedOn}${file.closedOn === null ? '' : `, closed ${file.closedOn}`}; ${file.volumes} volumes, ${file.records} records`,
    file.retention.explanation,
    ...file.warnings.map((warning) => (warning.code === 'mixed-terms' ? `warning: ${warning.permanent} permanent and ${warning.temporary} temporary papers lie together` : `warning: ${warning.sheets} sheets in one volume, more than ${warning.limit}`)),
    ...file.members.map((member) => `  ${member.record}  ${member.date ?? ''}  ${member.title}`),
  ]
  return lines.filter((line) => line !== '').join('\n')
}
