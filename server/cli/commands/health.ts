import { lookForHeartbeat } from '#agent/heartbeat.ts'
import { readAgentConfig } from '#agent/config.ts'
import { readConfig } from '../../config.ts'
import { readRunFile } from '../../run-file.ts'
import { parseWords, printResult, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

type Health = { part: string; healthy: boolean; detail: string }

const patienceMs = 5_000

/** One quick question for those who watch over a process; `doctor` is the thorough one. */
export const health: Command = {
  name: 'health',
  usage: '[server|station|recogniser]',
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
  if (part !== 'station' && part !== 'recogniser') throw new UsageError('health takes server, station or recogniser.')
  const { stationFolder, recogniserFolder } = readAgentConfig()
  const beat = await lookForHeartbeat(part === 'station' ? stationFolder : recogniserFolder, Date.now())
  if (beat === null) return { part, healthy: false, detail: 'has not run yet' }
  return { part, healthy: beat.alive, detail: `${beat.alive ? 'alive' : 'hangs or was ended'}, last sign ${Math.round(beat.ageMs / 1000)} s ago` }
}

async function lookAtServer(): Promise<Omit<Health, 'part'>> {
  const running = await readRunFile(readConfig().dataFolder)
  if (!running) return { healthy: false, detail: 'not running' }
  try {
    const { status } = await fetch(`${running.url}/ready`, { signal: AbortSignal.timeout(patienceMs) })
    return status === 200 ? { healthy: true, detail: 'ready' } : { healthy: false, detail: 'its database does not answer' }
  } catch {
    return { healthy: false, detail: 'does not answer' }
  }
}
