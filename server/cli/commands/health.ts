import { lookForHeartbeat } from '#agent/heartbeat.ts'
import { readAgentConfig } from '#agent/config.ts'
import { readConfig } from '../../config.ts'
import { readStatusConfig } from '../../public-status/config.ts'
import { readRunFile } from '../../run-file.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

type Health = { part: string; healthy: boolean; detail: string }

const patienceMs = 5_000

/** One quick question for those who watch over a process; `doctor` is the thorough one. */
export const health: Command = {
  name: 'health',
  usage: '[server|status|station|recogniser]',
  summary: 'Whether the part of this machine is alive; exit 7 if not',
  async run(words, { asJson }) {
    const { positionals } = parseWords(words, {}, 'health')
    const found = await look(positionals[0] ?? 'server')
    printResult(found, asJson, ({ part, detail }) => `${part}: ${detail}`)
    return found.healthy ? 0 : 7
  },
}

async function look(part: string): Promise<Health> {
  if (part === 'server') return { part, ...(await lookAtServer()) }
  if (part === 'status') return { part, ...(await lookAtStatus()) }
  if (part !== 'station' && part !== 'recogniser') throw new UsageError('health takes server, status, station or recogniser.')
  const { stationFolder, recogniserFolder } = readAgentConfig()
  const beat = await lookForHeartbeat(part === 'station' ? stationFolder : recogniserFolder, Date.now())
  if (beat === null) return { part, healthy: false, detail: 'has not run yet' }
  return { part, healthy: beat.alive, detail: `${beat.alive ? 'alive' : 'hangs or was ended'}, last sign ${Math.round(beat.ageMs / 1000)} s ago` }
}

async function lookAtServer(): Promise<Omit<Health, 'part'>> {
  const running = await readRunFile(readConfig().dataFolder)
  return running ? askWhetherReady(running.url) : { healthy: false, detail: 'not running' }
}

/** The process of the public page, by its settings: it keeps no file. */
function lookAtStatus(): Promise<Omit<Health, 'part'>> {
  const { host, port } = readStatusConfig()
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  return askWhetherReady(`http://${address}:${port}`)
}

async function askWhetherReady(url: string): Promise<Omit<Health, 'part'>> {
  try {
    const { status } = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(patienceMs) })
    return status === 200 ? { healthy: true, detail: 'ready' } : { healthy: false, detail: 'its database does not answer' }
  } catch {
    return { healthy: false, detail: 'does not answer' }
  }
}
