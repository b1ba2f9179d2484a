import { writeFile } from 'node:fs/promises'
import { issuedCovers } from '#contract/capture.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, wholeNumber, type Command } from '../command.ts'

export const covers: Command = {
  name: 'covers',
  usage: '--count N [--class C] [--file F] [--sheets N] [--date D] [--language L] --out FILE.pdf',
  summary: 'Issue cover sheets and print them as A4 PDF, one page a cover',
  async run(words, { asJson }) {
    const string = { type: 'string' } as const
    const { values } = parseWords(words, { count: string, class: string, file: string, sheets: string, date: string, language: string, out: string }, 'covers')
    const out = needed(values.out, '--out')
    const order = {
      count: wholeNumber(needed(values.count, '--count'), 'count', { min: 1, max: 500 }),
      class: values.class,
      file: values.file,
      sheets: wholeNumber(values.sheets, 'sheets', { min: 1, max: 2000 }),
      date: values.date,
      language: values.language,
    }
    const issued = issuedCovers.parse(await (await connect()).post('/covers', order))
    await writeFile(out, Buffer.from(issued.pdfBase64, 'base64'))
    printResult({ covers: issued.covers }, asJson, ({ covers: list }) => [...list.map((cover) => cover.id), `${list.length} cover sheets in ${out}`].join('\n'))
    return 0
  },
}
