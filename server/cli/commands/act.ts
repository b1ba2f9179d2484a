import { actDrawn, actList as actListAnswer, actView, dueList, lineList, type ActView, type LineView } from '#contract/acts.ts'
import { OpisError } from '#kernel/errors.ts'
import { isId } from '#kernel/ids.ts'
import { connect, type Client } from '../client.ts'
import { needed, parseWords, printResult, wholeNumber, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

const filters = { class: { type: 'string' }, fonds: { type: 'string' }, year: { type: 'string' }, schedule: { type: 'string' }, rule: { type: 'string' } } as const
type Filters = { readonly [name in keyof typeof filters]?: string | undefined }

export const actDue: Command = {
  name: 'act due',
  usage: '[--class C] [--fonds F] [--year Y] [--schedule S] [--rule R] [--limit 100]',
  summary: 'What has reached its date and may be proposed for destruction',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { ...filters, limit: { type: 'string' } }, 'act due')
    const limit = wholeNumber(values.limit, 'limit', { min: 1, max: 500 }) ?? 100
    const answer = dueList.parse(await (await connect()).get(`/due?${new URLSearchParams({ ...filterOf(values), limit: String(limit) }).toString()}`))
    printResult(answer, asJson, ({ items, total }) => [...items.map((item) => `${item.kind} ${item.id}  ${item.eligibleOn ?? ''}  ${item.class ?? ''}  ${item.rule ?? ''}  ${item.title}`), `${items.length} of ${total}`].join('\n'))
    return 0
  },
}

export const actList: Command = {
  name: 'act list',
  usage: '[--state STATE] [--kind destruction|transfer]',
  summary: 'Acts of destruction and of transfer, the newest first',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { state: { type: 'string' }, kind: { type: 'string' } }, 'act list')
    const query = Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    const answer = actListAnswer.parse(await (await connect()).get(`/acts?${new URLSearchParams(query).toString()}`))
    printResult(answer, asJson, ({ acts }) => acts.map((act) => `${act.number}  ${act.kind}  ${act.state}  ${act.drawnOn}  ${linesText(act.lines)}  ${act.title}`).join('\n'))
    return 0
  },
}

export const actShow: Command = {
  name: 'act show',
  usage: 'NUMBER|ID',
  summary: 'An act with its lines: who must agree, who has, what comes next',
  async run(words, { asJson }) {
    const { positionals } = parseWords(words, {}, 'act show')
    const client = await connect()
    const id = await actId(client, needed(positionals[0], 'The number of the act'))
    const act = actView.parse(await client.get(`/acts/${id}`))
    printResult({ ...act, list: await allLines(client, id) }, asJson, ({ list, ...view }) => [...headText(view), ...list.map(lineText)].join('\n'))
    return 0
  },
}

export const actPropose: Command = {
  name: 'act propose',
  usage: '--title T [--record ID]… [--file ID]… [--all [--class C] [--fonds F] [--year Y] [--schedule S] [--rule R]] [--scan-only] [--to NUMBER]',
  summary: 'Draw up an act of destruction, or add lines to one; what may not go is named with its reason',
  async run(words, { asJson }) {
    const options = { ...filters, title: { type: 'string' }, record: { type: 'string', multiple: true }, file: { type: 'string', multiple: true }, all: { type: 'boolean' }, 'scan-only': { type: 'boolean' }, to: { type: 'string' } } as const
    const { values } = parseWords(words, options, 'act propose')
    const filter = filterOf(values)
    if (Object.keys(filter).length > 0 && values.all !== true) throw new UsageError('A filter chooses from the due list: say --all with it. Try: opis help act propose')
    const subjects = [...(values.file ?? []).map((id) => ({ kind: 'file', id })), ...(values.record ?? []).map((id) => ({ kind: 'record', id }))]
    const chosen = { subjects, scanOnly: values['scan-only'] ?? false, ...(values.all === true ? { due: filter } : {}) }
    const client = await connect()
    const answer = actDrawn.parse(values.to === undefined ? await client.post('/acts', { title: needed(values.title, '--title'), ...chosen }) : await client.post(`/acts/${await actId(client, values.to)}/lines`, chosen))
    printResult(answer, asJson, ({ number, lines, refused }) => [`act ${number}: ${lines} lines`, ...refused.map((one) => `not on it: ${one.kind} ${one.id}  ${one.reason}${one.of === null ? '' : `  ${one.of}`}`)].join('\n'))
    return answer.refused.length > 0 ? 8 : 0
  },
}

export const actApprove: Command = {
  name: 'act approve',
  usage: 'NUMBER|ID --role ROLE [--document PAPER]',
  summary: 'Approve an act as head or records manager (OPIS_TOKEN of that person), or record an approval from outside',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { role: { type: 'string' }, document: { type: 'string' } }, 'act approve')
    const client = await connect()
    const id = await actId(client, needed(positionals[0], 'The number of the act'))
    const { listHash } = actView.parse(await client.get(`/acts/${id}`))
    const act = actView.parse(await client.post(`/acts/${id}/approvals`, { role: needed(values.role, '--role'), listHash, ...(values.document === undefined ? {} : { document: values.document }) }))
    printResult(act, asJson, (view) => headText(view).join('\n'))
    return 0
  },
}

function filterOf(values: Filters): Record<string, string> {
  return Object.fromEntries(Object.keys(filters).flatMap((name) => {
    const value = values[name as keyof Filters]
    return value === undefined ? [] : [[name, value]]
  }))
}

/** People say the number of the register. */
async function actId(client: Client, wanted: string): Promise<string> {
  if (isId(wanted)) return wanted
  const found = actListAnswer.parse(await client.get('/acts')).acts.find(({ number }) => number === wanted)
  if (found === undefined) throw new OpisError('not-found', `There is no act ${wanted}.`)
  return found.id
}

async function allLines(client: Client, id: string): Promise<LineView[]> {
  const lines: LineView[] = []
  for (;;) {
    const page = lineList.parse(await client.get(`/acts/${id}/lines?limit=500&after=${lines.at(-1)?.line ?? 0}`))
    lines.push(...page.lines)
    if (page.lines.length < 500) return lines
  }
}

const linesText = (lines: Record<string, number>): string => Object.entries(lines).map(([state, count]) => `${count} ${state}`).join(', ')

function headText(act: ActView): string[] {
  const { step, who, missing } = act.next
  return [
    `act ${act.number}  ${act.state}  fonds ${act.fonds}  ${act.title}`,
    `drawn up ${act.drawnOn} by ${act.drawnBy}; ${linesText(act.lines)}`,
    ...act.requirements.map(({ role, met }) => `  ${role}: ${met === null ? 'missing' : `${met.by} ${met.at}${met.document === null ? '' : ` (${met.document})`}`}`),
    `next: ${step}${who.length === 0 ? '' : ` by ${who.join(', ')}`}${missing.length === 0 ? '' : `: ${missing.join(', ')}`}`,
  ]
}

const lineText = (line: LineView): string => `${String(line.line).padStart(5)}  ${line.state}${line.reason === null ? '' : ` ${line.reason} ${line.reasonOf ?? ''}`}  ${line.cite ?? line.rule ?? ''}  ${line.eligibleOn ?? ''}  ${line.fileNumber ?? ''}  ${line.title}`
