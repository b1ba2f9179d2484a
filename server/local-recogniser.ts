import { spawn, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '#kernel/clock.ts'
import type { Log } from '#platform/logger.ts'
import type { Assembled } from './assemble.ts'
import { inheritedEnvironment, type Config } from './config.ts'
import { issueAgentCode } from './identity/agents.ts'
import { ensureLocalAgent } from './local-agents.ts'

const restartAfterMs = 2000
const stopPatienceMs = 10_000

/**
 * Starts a recogniser beside the server, as a process of its own that an OCR crash cannot take the
 * server down with; it is started again when it ends. Gives the function that stops it.
 */
export async function startLocalRecogniser(deps: { config: Config; url: string; assembled: Assembled; log: Log }): Promise<() => Promise<void>> {
  const { config, url, assembled, log } = deps
  const issueCode = async () => (await issueAgentCode({ db: assembled.database.db, clock: systemClock }, 'system')).code
  await ensureLocalAgent({ url, folder: resolve(config.dataFolder, 'recogniser'), role: 'recogniser', issueCode })
  let stopping = false
  let child: ChildProcess | undefined
  const run = () => {
    child = spawn(process.execPath, [resolve(import.meta.dirname, '../capture-agent/main.ts'), 'recogniser', 'start'], {
      env: { ...inheritedEnvironment(), OPIS_DATA: config.dataFolder, OPIS_SERVER: new URL(url).origin },
      // The channel carries nothing; its end tells the recogniser that the server is gone.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.once('error', (error) => log.error('recogniser did not start', { cause: error.message }))
    child.once('exit', (code, signal) => {
      if (stopping) return
      log.warn('recogniser ended', { code, signal })
      void pause(restartAfterMs).then(() => {
        if (!stopping) run()
      })
    })
  }
  run()
  return async () => {
    stopping = true
    if (child) await end(child)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const gaveUp = new AbortController()
  await Promise.race([ended, pause(stopPatienceMs, undefined, { signal: gaveUp.signal }).then(() => child.kill('SIGKILL'))])
  gaveUp.abort()
  await ended
}
