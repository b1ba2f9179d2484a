import { readConfig, type Config } from '../../config.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { broken, reasonOf, type Check, type CheckPart } from '../doctor/check.ts'
import { checks } from '../doctor/checks.ts'

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'Check every part and say what to do; exit 7 if one fails',
  async run(words, { asJson }) {
    parseWords(words, {}, 'doctor')
    const config = readConfig()
    const found = (await Promise.all(checks.map((check) => look(check, config)))).flat()
    printResult({ checks: found }, asJson, (answer) => answer.checks.map(textOf).join('\n'))
    return found.some((check) => check.state === 'fail') ? 7 : 0
  },
}

/** A check that itself falls must not hide what the others found. */
async function look(check: CheckPart, config: Config): Promise<Check[]> {
  try {
    return await check(config)
  } catch (error) {
    return [broken('doctor', reasonOf(error), 'The check itself failed: a fault of ours.')]
  }
}

function textOf(check: Check): string {
  const advice = check.state === 'ok' ? '' : `\n     ${check.advice}`
  return `${check.state.padEnd(4)} ${check.name}: ${check.detail}${advice}`
}
