import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { runAnswer } from '#contract/retention-explained.ts'
import { OpisError } from '#kernel/errors.ts'
import { evaluateCases } from '#server/retention/schedule/cases.ts'
import { checkFiles } from '#server/retention/schedule/check.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { follow } from '../follow.ts'

export const retentionCheck: Command = {
  name: 'retention check',
  usage: 'FILE…',
  summary: 'Check schedule files; every fault with its line',
  async run(words, { asJson }) {
    const { positionals } = parseWords(words, {}, 'retention check')
    needed(positionals[0], 'A schedule file')
    const result = await checkFiles(positionals)
    printResult(result, asJson, ({ files }) =>
      files.flatMap(({ file, rules, faults, warnings }) => {
        const told = (word: string, list: typeof faults) => list.map((one) => `${file}:${one.line}: ${word}${one.path}: ${one.message}`)
        return [...told('', faults), ...told('warning: ', warnings), ...(faults.length === 0 ? [`${file}: ${rules} rules, no faults`] : [])]
      }).join('\n'),
    )
    return result.files.some((file) => file.faults.length > 0) ? 3 : 0
  },
}

export const retentionEvaluate: Command = {
  name: 'retention evaluate',
  usage: '--cases FILE.yaml',
  summary: 'Evaluate retention cases; JSON Lines, one a case; needs no server',
  async run(words) {
    const { values } = parseWords(words, { cases: { type: 'string' } }, 'retention evaluate')
    const file = needed(values.cases, '--cases')
    const text = await textOf(file)
    let faulty = false
    for (const line of evaluateCases(text)) {
      process.stdout.write(`${JSON.stringify(line)}\n`)
      faulty ||= 'error' in line
    }
    return faulty ? 8 : 0
  },
}

const simulated = z.object({ moved: z.array(z.object({ rule: z.string().nullable(), records: z.int(), earlier: z.int(), later: z.int(), files: z.int(), filesEarlier: z.int(), filesLater: z.int() })), eligible: z.int(), eligibleFiles: z.int() })

export const retentionSimulate: Command = {
  name: 'retention simulate',
  usage: '--schedule FILE --on DATE',
  summary: 'How many records and files a schedule would move to an earlier or later day, by rule, and how many would be eligible on that day; changes nothing',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { schedule: { type: 'string' }, on: { type: 'string' } }, 'retention simulate')
    const schedule = await textOf(needed(values.schedule, '--schedule'))
    const answer = await follow(await connect(), '/retention/simulate', 'simulate', simulated, { schedule, on: needed(values.on, '--on') })
    printResult(answer, asJson, ({ moved, eligible, eligibleFiles }) => [...moved.map((one) => `${one.rule ?? 'no rule'}: ${one.records} records move, ${one.earlier} earlier, ${one.later} later; ${one.files} files, ${one.filesEarlier} earlier, ${one.filesLater} later`), `${eligible} records and ${eligibleFiles} files eligible on ${values.on ?? ''}`].join('\n'))
    return 0
  },
}

export const retentionRun: Command = {
  name: 'retention run',
  usage: '[--confirm-clock]',
  summary: 'Judge now what changes by the day, as every night; --confirm-clock says that the day of the server is right; exit 5 while it is doubted',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { 'confirm-clock': { type: 'boolean' } }, 'retention run')
    const answer = runAnswer.parse(await (await connect()).post('/retention/runs', { confirmClock: values['confirm-clock'] ?? false }))
    printResult(answer, asJson, ({ state, on, answers, lastRunOn }) => (state === 'done' ? `${on}: ${answers} answers given anew` : `Refused: it is ${on} here and the last run was on ${lastRunOn ?? '?'}. Set the clock, or run again with --confirm-clock.`))
    return answer.state === 'done' ? 0 : 5
  },
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new OpisError('not-found', `There is no file ${file}.`)
  })
}
