import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { stationCode as stationCodeAnswer } from '#contract/identity.ts'
import { stationLaunch } from '#agent/launch.ts'
import { inheritedEnvironment } from '../../config.ts'
import { connect } from '../client.ts'
import { parseWords, printResult, type Command } from '../command.ts'

export const stationCode: Command = {
  name: 'station code',
  usage: '',
  summary: 'Make a one-time code that enrols a station or recogniser within half an hour',
  async run(words, { asJson }) {
    parseWords(words, {}, 'station code')
    const answer = stationCodeAnswer.parse(await (await connect()).post('/stations/code'))
    printResult(answer, asJson, ({ code, expiresAt }) => `${code}  (until ${expiresAt})`)
    return 0
  },
}

export const stationEnrol = agentCommand('station enrol', '--server URL --code C [--name N] [--role station|recogniser]', 'Enrol this machine; its key is made here and stays here')
export const stationStart = agentCommand('station start', '', 'Run the station: sends what waits in the spool, watches the hot folder')
export const recogniserStart = agentCommand('recogniser start', '', 'Run a recogniser: reads pages of the server on all cores')

/** The agent is a program of its own; the words are handed on as they are. */
function agentCommand(name: string, usage: string, summary: string): Command {
  return {
    name,
    usage,
    summary,
    run: (words) =>
      new Promise((done) => {
        const agent = spawn(process.execPath, [...stationLaunch.execArgv, resolve(import.meta.dirname, '../../../capture-agent/main.ts'), ...name.split(' '), ...words], { stdio: 'inherit', env: { ...inheritedEnvironment(), ...stationLaunch.env } })
        // At a terminal Ctrl-C reaches the agent by itself; a second one would cut its polite end short.
        process.on('SIGINT', () => process.stdin.isTTY || agent.kill('SIGINT'))
        process.on('SIGTERM', () => agent.kill('SIGTERM'))
        agent.once('exit', (code) => done(code ?? 1))
      }),
  }
}
