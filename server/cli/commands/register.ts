import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { language } from '#contract/common.ts'
import { importEncodings, importReport, periodName, registerCheck, registerList, type RegisterCheck } from '#contract/register-views.ts'
import { OpisError } from '#kernel/errors.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, wholeNumber, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'
import { writeNewFile } from '../write-new-file.ts'

const string = { type: 'string' } as const
const at = (code: string | undefined): string => `/registers/${encodeURIComponent(needed(code, 'The code of the register'))}`

export const registerListCommand: Command = {
  name: 'register list',
  usage: '',
  summary: 'Registers with the number that each gives out next',
  async run(words, { asJson }) {
    parseWords(words, {}, 'register list')
    const answer = registerList.parse(await (await connect()).get('/registers'))
    printResult(answer, asJson, ({ mode, registers }) => [...(mode === 'test' ? ['test mode'] : []), ...registers.map((one) => `${one.code}  ${one.unit}  ${one.flow}  next ${one.next}${one.closedOn === null ? '' : `  closed on ${one.closedOn}`}`)].join('\n') || 'none')
    return 0
  },
}

export const registerCheckCommand: Command = {
  name: 'register check',
  usage: '[CODE]',
  summary: 'Prove that a register, or every one, is gap-free and its numbers unique; exit 6 if not',
  async run(words, { asJson }) {
    const { positionals } = parseWords(words, {}, 'register check')
    const server = await connect()
    const codes = positionals[0] === undefined ? registerList.parse(await server.get('/registers')).registers.map(({ code }) => code) : [positionals[0]]
    const registers: RegisterCheck[] = []
    for (const code of codes) registers.push(registerCheck.parse(await server.get(`${at(code)}/check`)))
    const sound = registers.every((one) => one.sound)
    printResult({ sound, registers }, asJson, () => registers.map(checkText).join('\n') || 'none')
    return sound ? 0 : 6
  },
}

export const registerBook: Command = {
  name: 'register book',
  usage: 'CODE --out FILE.pdf [--period P] [--year Y] [--language en]',
  summary: 'The register book as PDF/A: the running period unless another is named',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { out: string, period: string, year: string, language: string }, 'register book')
    const out = needed(values.out, '--out')
    const query = new URLSearchParams()
    if (values.period !== undefined) query.set('period', chosen(periodName, values.period, '--period takes a period as `register check` names it, for example 2026.'))
    const year = wholeNumber(values.year, 'year', { min: 1900, max: 9998 })
    if (year !== undefined) query.set('year', String(year))
    query.set('language', chosen(language, values.language ?? 'en', '--language takes en, ro, uk, ru or ka.'))
    const { bytes } = await writeNewFile(await (await connect()).stream('GET', `${at(positionals[0])}/book.pdf?${query}`), out)
    printResult({ bytes, file: out }, asJson, (done) => `${done.bytes} bytes in ${done.file}`)
    return 0
  },
}

export const registerImport: Command = {
  name: 'register import',
  usage: `CODE FILE.csv [--encoding utf-8] [--commit]   (encodings: ${importEncodings.join(', ')})`,
  summary: 'Take over an old register with its numbers; without --commit it only tells what would happen; exit 3 if a line is refused',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { encoding: string, commit: { type: 'boolean' } }, 'register import')
    const file = needed(positionals[1], 'The CSV file')
    const encoding = chosen(z.enum(importEncodings), values.encoding ?? 'utf-8', `--encoding takes one of: ${importEncodings.join(', ')}.`)
    const path = `${at(positionals[0])}/import?encoding=${encoding}&commit=${values.commit === true}`
    const bytes = await readFile(file).catch(() => {
      throw new OpisError('not-found', `There is no file ${file} that can be read.`)
    })
    const report = importReport.parse(await (await connect()).send(path, bytes))
    printResult(report, asJson, ({ committed, good, already, rejected, faults }) => [...faults.map(({ line, fault, text }) => `${basename(file)}:${line}: ${fault}  ${text}`), `${committed ? 'taken over' : 'would be taken over'}: ${good}; there already: ${already}; refused: ${rejected}`].join('\n'))
    return report.rejected > 0 ? 3 : 0
  },
}

function chosen<T>(of: z.ZodType<T>, text: string, usage: string): T {
  const read = of.safeParse(text)
  if (!read.success) throw new UsageError(usage)
  return read.data
}

function checkText({ register, periods }: RegisterCheck): string {
  const lines = periods.map((one) => {
    const faults = one.faults.map(({ kind, count, first }) => `${kind}: ${count} (${first.join(', ')}${count > first.length ? ' …' : ''})`)
    return `${register}  ${one.period}${one.test ? ' test' : ''}  ${one.entries} entries, ${one.annulled} annulled, ${one.paper} on paper, ${one.inOpenBlocks} in open blocks  ${faults.length === 0 ? 'sound' : faults.join('; ')}`
  })
  return lines.join('\n') || `${register}  no entries`
}
