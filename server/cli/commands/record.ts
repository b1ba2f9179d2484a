import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { recordText as recordTextAnswer, recordView } from '#contract/records.ts'
import { OpisError } from '#kernel/errors.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, wholeNumber, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

const string = { type: 'string' } as const
const idOf = (positionals: string[]) => encodeURIComponent(needed(positionals[0], 'The id of the record'))

export const recordShow: Command = {
  name: 'record show',
  usage: 'ID [--language en] [--as USER]',
  summary: 'A record: class, renditions, until when it is kept and why',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { language: string, as: string }, 'record show')
    const view = recordView.parse(await (await connect()).get(`/records/${idOf(positionals)}?language=${encodeURIComponent(values.language ?? 'en')}`, values.as))
    printResult(view, asJson, (record) =>
      [
        `${record.title}  (${record.id})`,
        `  class ${record.class ?? '-'}, ${record.pages} pages, language ${record.language ?? '-'}, ${record.state}`,
        ...record.renditions.map((one) => `  ${one.name}  ${one.mediaType}  ${one.bytes} bytes  sha512 ${one.sha512.slice(0, 16)}…`),
        `  ${record.retention.explanation}`,
      ].join('\n'),
    )
    return 0
  },
}

export const recordText: Command = {
  name: 'record text',
  usage: 'ID [--as USER]',
  summary: 'Text and words of every page',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { as: string }, 'record text')
    const answer = recordTextAnswer.parse(await (await connect()).get(`/records/${idOf(positionals)}/text`, values.as))
    printResult(answer, asJson, ({ pages }) => pages.map((page) => page.text).join('\f'))
    return 0
  },
}

export const recordGet: Command = {
  name: 'record get',
  usage: 'ID [--rendition original|access] [--page N] --out FILE',
  summary: 'Download a rendition and check it',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { rendition: string, page: string, out: string }, 'record get')
    const rendition = values.rendition ?? 'original'
    if (rendition !== 'original' && rendition !== 'access') throw new UsageError('--rendition takes original or access.')
    const page = wholeNumber(values.page, 'page', { min: 1, max: 100_000 }) ?? 1
    const out = needed(values.out, '--out')
    const { bytes, sha512: announced } = await (await connect()).download(`/records/${idOf(positionals)}/renditions/${rendition}?page=${page}`)
    const sha512 = createHash('sha512').update(bytes).digest('hex')
    if (sha512 !== announced) throw new OpisError('integrity', 'The bytes that arrived are not those of the archive.')
    await writeFile(out, bytes)
    printResult({ bytes: bytes.byteLength, sha512 }, asJson, (done) => `${done.bytes} bytes in ${out}, sha512 ${done.sha512}`)
    return 0
  },
}
