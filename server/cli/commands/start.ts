import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../config.ts'
import { runDemo } from '../../demo/run-demo.ts'
import { start } from '../../start.ts'
import { parseWords, wholeNumber, type Command } from '../command.ts'

export const startCommand: Command = {
  name: 'start',
  usage: '[--demo] [--port N] [--check-config]',
  summary: 'Run server, database, tasks and a recogniser until SIGTERM or Ctrl-C',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { demo: { type: 'boolean' }, port: { type: 'string' }, 'check-config': { type: 'boolean' } }, 'start')
    const port = wholeNumber(values.port, 'port', { min: 0, max: 65_535 })
    const config = { ...readConfig(), ...(port === undefined ? {} : { port }) }
    if (values['check-config']) return 0
    const stopAsked = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
    const running = await start(config, values.demo || process.stderr.isTTY ? logFile(config.dataFolder) : process.stderr)
    process.stdout.write(
      asJson
        ? `${JSON.stringify({ ready: true, url: running.url, search: running.assembled.search.chosen, jobs: running.assembled.jobs.kind(), ...(running.firstAdmin ? { firstAdmin: running.firstAdmin } : {}) })}\n`
        : welcome(running.url, running.firstAdmin),
    )
    if (values.demo) await Promise.race([runDemo(running, config, (line) => process.stdout.write(`${line}\n`)), stopAsked])
    await stopAsked
    await running.stop()
    return 0
  },
}

/** On a terminal people read what is printed; the log goes to a file. */
function logFile(dataFolder: string): { write(line: string): unknown } {
  const folder = join(dataFolder, 'log')
  mkdirSync(folder, { recursive: true })
  return createWriteStream(join(folder, 'server.log'), { flags: 'a', mode: 0o640 })
}

function welcome(url: string, firstAdmin: { name: string; oneTimePassword: string } | null): string {
  const account = firstAdmin ? `Sign in as ${firstAdmin.name} with the one-time password ${firstAdmin.oneTimePassword}\n` : ''
  return `Opis is ready: ${url}\n${account}Ctrl-C stops it.\n`
}
